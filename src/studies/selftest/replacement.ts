import { parseDType } from '../../value/dtype.ts';
import type { Value } from '../../value/value.ts';
import { viewOf, writeQuantity } from './quantity.ts';

/** What to put in the place of a value so that it holds another number and stays what it is; null when it cannot. */
export function replacement(old: Value, number: Value): Value | null {
  if (typeof old !== 'object' || old === null || Array.isArray(old) || old.kind !== 'scalar') return number;
  const data = new Uint8Array(old.data);
  return writeQuantity(parseDType(old.dtype), viewOf(data), 0, number) ? { ...old, data } : null;
}
