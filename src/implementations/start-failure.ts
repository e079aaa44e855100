import { SetupError } from '../base/errors.ts';
import type { Crashed, ProtocolFault, TimedOut } from '../value/outcome.ts';
import type { Ending } from './process.ts';
import { printable } from './protocol-error.ts';

/** Why a process answers no more, as the outcome of the call that is to blame. */
export type Cause = Crashed | TimedOut | ProtocolFault;

/** A process that never came to answer calls: an error to whoever starts it, and the outcome of a call that waited for it. */
export class StartFailure extends SetupError {
  readonly outcome: Cause;

  constructor(message: string, outcome: Cause) {
    super(message);
    this.outcome = outcome;
  }
}

const shownCharacters = 2000;

/** What a process wrote to stderr, as the end of a message; nothing when it was silent. */
export function shownStderr(stderr: string): string {
  const text = stderr.trim();
  return text === '' ? '' : `. It wrote: ${printable(text.slice(-shownCharacters))}`;
}

/** A process ended before it said hello, or could not be started at all. */
export function startFailure(address: string, ending: Ending): StartFailure {
  const { startError, signal, exitCode, outOfMemory, stderr } = ending;
  const crashed = { kind: 'crashed', signal, exitCode, outOfMemory, stderr, elapsedNs: null } as const;
  if (startError !== null) {
    const program = JSON.stringify(startError.path ?? '');
    const why = startError.code === 'ENOENT' ? `there is no program ${program}` : `${program}: ${startError.message}`;
    const message = `Cannot start ${address}: ${why}. Install it or name another one.`;
    return new StartFailure(message, { ...crashed, exitCode: null, detail: why });
  }
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  return new StartFailure(`Cannot start ${address}: it ${how} before it said hello${shownStderr(stderr)}`, {
    ...crashed,
    detail: 'before it said hello',
  });
}

/** The outcome of a call whose process would not start again. */
export function startFailureOutcome(error: unknown): Cause {
  if (error instanceof StartFailure) return error.outcome;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'crashed', signal: null, exitCode: null, outOfMemory: false, detail, stderr: '', elapsedNs: null };
}
