import { compareValues } from '../compare/compare.ts';
import type { Policy } from '../compare/policy.ts';
import { identical } from '../value/identical.ts';
import { readJsonNpz } from '../value/json-npz/read-json-npz.ts';
import { type JsonNpz, writeJsonNpz } from '../value/json-npz/write-json-npz.ts';
import { readPickle } from '../value/pickle/read-pickle.ts';
import type { Value } from '../value/value.ts';
import type { MigrateOptions } from './migration.ts';

/** A pickle in its new form. */
export interface Converted extends JsonNpz {
  /** What the pickle holds, as the root of a JSON file. */
  readonly root: Value;
  readonly wrapped: boolean;
}

/** @throws {PickleError} for a pickle that is refused, {LossError} for one that the format cannot keep */
export function convert(pickle: Uint8Array, { allowLoss, records }: MigrateOptions): Converted {
  const value = readPickle(pickle, { records });
  const wrapped = !isDict(value);
  const root: Value = wrapped ? { kind: 'map', type: 'dict', entries: [['data', value]] } : value;
  return { ...writeJsonNpz(root, { losses: allowLoss ? 'substitute' : 'none' }), root, wrapped };
}

/** Nothing is tolerated, and nothing is taken for something else. */
const exact: Policy = { types: 'strict', signedZero: true, keyOrder: true, identity: true };

/**
 * Reads the two files and compares: to the bit with what was to be kept and, where nothing was lost, under the law of
 * comparison with what the pickle holds.
 *
 * @returns what is wrong, or null when all is as it was
 */
export function differenceFrom(converted: Converted, json: Uint8Array, npz: () => Uint8Array | null): string | null {
  let loaded: Value;
  try {
    loaded = readJsonNpz(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json), npz);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (!identical(converted.kept, loaded)) return 'it holds something else than the pickle';
  if (converted.lossCount > 0) return null;
  const { verdict, differences } = compareValues(converted.root, loaded, exact);
  return verdict === 'agree' ? null : `it differs from the pickle: ${differences[0]?.rule ?? verdict}`;
}

function isDict(value: Value): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    (value.kind === 'map' || value.kind === 'record')
  );
}
