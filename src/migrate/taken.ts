import { lstatSync, readFileSync } from 'node:fs';
import { identical } from '../value/identical.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { type Converted, differenceFrom } from './convert.ts';
import type { Names } from './names.ts';

/** Which of the files are there already, from a run that was killed: each holds what would be written. */
export interface Taken {
  readonly npz: boolean;
  readonly json: boolean;
  readonly backup: boolean;
}

/** What stands under the names that a pickle is to get; in words, when it is something else that must not be touched. */
export function isTaken(names: Names, converted: Converted, pickle: Uint8Array): Taken | string {
  const [npz, json, backup] = [bytesAt(names.npz), bytesAt(names.json), bytesAt(names.backup)];
  if (npz === 'odd' || json === 'odd' || backup === 'odd')
    return 'A folder or a link has one of the names that it would get; it was left alone';
  if (npz !== null && (converted.npz === null || !sameArrays(npz, converted.npz)))
    return `"${names.npz}" holds something else; it was left alone. Move it away, and run again`;
  if (json !== null) {
    const wrong = differenceFrom(converted, json, () => npz);
    if (wrong !== null)
      return `"${names.json}" is there already and is not of this pickle (${wrong}); it was left alone. Move it away, and run again`;
  }
  if (backup !== null && Buffer.compare(backup, pickle) !== 0)
    return `"${names.backup}" is there already and is another file; it was left alone. Move it away, and run again`;
  return { npz: npz !== null, json: json !== null, backup: backup !== null };
}

function bytesAt(path: string): Uint8Array | null | 'odd' {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return stats.isFile() ? readFileSync(path) : 'odd';
}

/** By what they hold: another zlib may have packed it otherwise. */
function sameArrays(there: Uint8Array, wanted: Uint8Array): boolean {
  try {
    return identical(arraysOf(there), arraysOf(wanted));
  } catch {
    return false;
  }
}

function arraysOf(npz: Uint8Array): Value {
  const entries: [Value, NdArrayValue][] = [...readNpz(npz, { maxRatio: 1100 })];
  return { kind: 'map', type: 'dict', entries };
}
