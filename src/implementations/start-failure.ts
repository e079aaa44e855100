import { SetupError } from '../base/errors.ts';
import type { Crashed } from '../value/outcome.ts';
import type { Ending } from './process.ts';

const shownCharacters = 2000;

/** What a process wrote to stderr, as the end of a message; nothing when it was silent. */
export function shownStderr(stderr: string): string {
  const text = stderr.trim();
  return text === '' ? '' : `. It wrote: ${text.slice(-shownCharacters)}`;
}

/** A process ended before it said hello, or could not be started at all. */
export function startFailure(address: string, ending: Ending): SetupError {
  const { startError, signal, exitCode } = ending;
  if (startError !== null) {
    const program = JSON.stringify(startError.path ?? '');
    const why = startError.code === 'ENOENT' ? `there is no program ${program}` : `${program}: ${startError.message}`;
    return new SetupError(`Cannot start ${address}: ${why}. Install it or name another one.`);
  }
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  return new SetupError(`Cannot start ${address}: it ${how} before it said hello${shownStderr(ending.stderr)}`);
}

/** The outcome of a call whose process would not start again. */
export function startFailureOutcome(error: unknown): Crashed {
  const stderr = error instanceof Error ? error.message : String(error);
  return { kind: 'crashed', signal: null, exitCode: null, outOfMemory: false, stderr, elapsedNs: null };
}
