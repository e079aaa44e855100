import { plainLine } from '../base/plain-line.ts';
import { placeOfThrow } from '../suite/place-of-throw.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Sees to it that nothing ends a command early and looks like a verdict: suites are code of the user that runs in this
 * process, and may call `process.exit`, leave a promise to its fate, or throw where nobody catches it.
 *
 * @returns to be called when the command has come to its own end.
 */
export function guardEnd(): () => void {
  let finished = false;
  process.on('exit', (code) => {
    // A second Ctrl-C ends the process on purpose.
    if (finished || code === exitCodes.interrupted || code === exitCodes.internal || code === exitCodes.setup) return;
    process.stderr.write(
      `vernier: The process ended with code ${code} before the command did: something of the project called process.exit(), or waits for what never comes. Look for that in the suite, its generators and its configuration\n`,
    );
    process.exitCode = exitCodes.setup;
  });
  process.on('uncaughtException', (error: unknown) => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const place = placeOfThrow(error, process.cwd());
    if (place !== null) {
      const words = `It was thrown where nobody catches it, in a callback or a promise that nobody awaits: await it there`;
      process.stderr.write(`vernier: ${plainLine(reason)} at ${place}. ${words}\n`);
      process.exit(exitCodes.setup);
    }
    process.stderr.write(`vernier: ${faultOf(error)}`);
    process.exit(exitCodes.internal);
  });
  return () => {
    finished = true;
  };
}

/** What is said of an error that is nobody's but Vernier's. */
export function faultOf(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a fault of Vernier itself, please report it with what you ran:\n${trace}\n`;
}
