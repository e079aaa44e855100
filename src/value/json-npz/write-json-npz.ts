import { memberNameProblem } from '../npz/member-name.ts';
import { writeNpz } from '../npz/write-npz.ts';
import type { MapValue, NdArrayValue, Value } from '../value.ts';
import { Ledger } from './ledger.ts';
import type { Loss, LossGrade } from './loss.ts';
import { arrayKey, plainTree, versionKey } from './plain-tree.ts';
import { jsonFloat } from './python-text.ts';

/** The version of the format that is written, and the only one that is read. */
export const formatVersion = 1n;

export interface WriteJsonNpzOptions {
  /**
   * What may be lost. `none` (default): nothing. `quiet`: what RepTate's serializer loses without a word (NumPy scalars,
   * the classes of dicts, keys that are no strings, sharing). `substitute`: also what another value can stand for (a
   * tuple becomes a list).
   */
  readonly losses?: 'none' | Exclude<LossGrade, 'fatal'>;
}

/** The two files of one value. */
export interface JsonNpz {
  /** Text of the `.json`, to be written as UTF-8. */
  readonly json: string;
  /** Bytes of the `.npz`; null when there are no arrays, and no such file. */
  readonly npz: Uint8Array | null;
  /** What a reader will find: the value itself, when nothing was lost. */
  readonly kept: Value;
  /** What was lost, at most a hundred places; `lossCount` is how many there are. */
  readonly losses: readonly Loss[];
  readonly lossCount: number;
}

/**
 * Writes a dict as RepTate's `SafeSerializer` does: JSON in which every array is `{"__array_ref__": key}`, with
 * `"__version__": 1` as its last key, and a compressed .npz that holds the arrays by those keys.
 *
 * @throws {LossError} for a value of which more would be lost than is allowed, or that is no dict
 */
export function writeJsonNpz(value: Value, { losses = 'none' }: WriteJsonNpzOptions = {}): JsonNpz {
  const ledger = new Ledger(losses === 'none' ? null : losses);
  const kept = plainTree(value, ledger);
  if (!isMap(kept)) return ledger.fail([], 'no dict, which the root of the JSON has to be');
  ledger.settle();
  const arrays = new Map<string, NdArrayValue>();
  const version: [Value, Value] = [versionKey, formatVersion];
  const json = jsonText({ ...kept, entries: [...kept.entries, version] }, [], arrays);
  const npz = arrays.size === 0 ? null : writeNpz(arrays, { compressed: true });
  return { json, npz, kept, losses: ledger.losses, lossCount: ledger.count };
}

function isMap(value: Value): value is MapValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'map';
}

/** As Python's `json.dumps(…, indent=2, ensure_ascii=False)` writes it, without a line break at the end. */
function jsonText(value: Value, path: readonly (string | number)[], arrays: Map<string, NdArrayValue>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return jsonFloat(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const [outer, inner] = ['  '.repeat(path.length), '  '.repeat(path.length + 1)];
  const lines = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${outer}${close}`;
  if (Array.isArray(value)) {
    const items = value.map((item, i) => jsonText(item, [...path, i], arrays));
    return lines('[', items, ']');
  }
  if (value.kind === 'ndarray') {
    const key = memberKey(path, arrays.size);
    arrays.set(key, value);
    return lines('{', [`${JSON.stringify(arrayKey)}: ${JSON.stringify(key)}`], '}');
  }
  const members = (value as MapValue).entries.map(
    ([key, member]) => `${JSON.stringify(key)}: ${jsonText(member, [...path, key as string], arrays)}`,
  );
  return lines('{', members, '}');
}

/**
 * `_runs_0_tau_array_3`: the path, and a number that makes it unique. What a member of an archive may not be called is
 * left out of it.
 */
function memberKey(path: readonly (string | number)[], index: number): string {
  const named = (text: string) =>
    `_${text}_array_${index}`.replaceAll('.', '_').replaceAll('__', '_').replace(/^_+/, '_');
  const key = named(path.join('_'));
  return memberNameProblem(`${key}.npy`) === null ? key : named('');
}
