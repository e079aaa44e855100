import { systemClock } from '../base/clock.ts';
import { killAllChildren } from '../implementations/children.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { createProgress, type Progress } from '../reporters/progress.ts';
import { colourStyle, plainStyle, type Style } from '../reporters/styled.ts';
import type { RunObserver } from '../runner/options.ts';
import { exitCodes } from './exit-codes.ts';
import { wantsColour } from './output.ts';

/** A command on its way: where it prints, how it is told to stop. */
export interface CommandSession {
  readonly style: Style;
  readonly progress: Progress;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
  /** Prints a text in whole lines, escaped already. */
  print(text: string): void;
  close(): void;
}

/**
 * Opens a command. SIGINT and SIGTERM ask it to end: what is done is reported, and the exit code is 130. The second one
 * ends it at once.
 *
 * @param quiet Everything goes to standard error, so that standard output holds only what a program will read.
 */
export function openSession(quiet: boolean): CommandSession {
  const stream = quiet ? process.stderr : process.stdout;
  const style = wantsColour(stream, process.env) ? colourStyle : plainStyle;
  const live = stream.isTTY === true && process.env.CI === undefined;
  const progress = createProgress({ stream, clock: systemClock, style, live, columns: stream.columns ?? 80 });
  const abort = new AbortController();
  const stop = () => {
    if (abort.signal.aborted) {
      killAllChildren();
      process.exit(exitCodes.interrupted);
    }
    progress.print('stopping: what is done so far is being reported; press Ctrl-C again to end at once');
    abort.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  process.on('exit', killAllChildren);
  const startedMs = systemClock.ms();
  return {
    style,
    progress,
    signal: abort.signal,
    observer: {
      say: (line) => progress.print(style('dim', escapeTerminal(line))),
      progress: ({ suite, subject, done, total, red }) => {
        const rate = done / Math.max((systemClock.ms() - startedMs) / 1000, 1e-3);
        progress.update({ suite, subject, done, total, rate, red });
      },
    },
    print: (text) => progress.print(text),
    close() {
      progress.finish();
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(name, stop);
    },
  };
}
