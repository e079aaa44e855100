import type { Crashed } from '../value/outcome.ts';
import type { Ending } from './process.ts';
import { excerptOf } from './protocol-error.ts';
import type { Cause } from './start-failure.ts';

/**
 * The outcome of the call that ended its process.
 *
 * @param unfinished the beginning of an answer that the process did not finish
 */
export function endingCause(ending: Ending, unfinished: Uint8Array | null): Crashed {
  const { signal, exitCode, outOfMemory, stderr, closedOutput } = ending;
  const details = [
    ...(closedOutput ? ['it had closed its output and went on running'] : []),
    ...(unfinished === null ? [] : [`its last answer was cut off: ${excerptOf(unfinished)}`]),
  ];
  const detail = details.length === 0 ? {} : { detail: details.join('; ') };
  return { kind: 'crashed', signal, exitCode, ...detail, outOfMemory, stderr, elapsedNs: null };
}

/** A process that ends with exit code 0 between two answers, unasked, left nothing undone. */
export function tookLeave(cause: Cause): boolean {
  return cause.kind === 'crashed' && cause.exitCode === 0 && cause.detail === undefined;
}
