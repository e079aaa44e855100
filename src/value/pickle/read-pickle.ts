import type { Value } from '../value.ts';
import { Machine } from './machine.ts';
import type { PickleLimits } from './pickle-limits.ts';
import { run } from './run.ts';

/**
 * Reads one pickle, of any protocol from 0 to 5, without running anything: what it may build is on a list, and each
 * entry of the list is a function of this package that makes a value of its arguments. Sharing and cycles survive.
 * Bytes and arrays are views of `bytes`, not copies.
 *
 * @throws PickleError (a FileFormatError) with the byte and the opcode for everything else: a name that is not on the
 * list, arguments that no writer gives, bytes that are no pickle, content that outgrows the limits
 */
export function readPickle(bytes: Uint8Array, limits: PickleLimits = {}): Value {
  return run(new Machine(bytes, limits, false)) as Value;
}
