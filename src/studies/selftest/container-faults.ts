import { elementCount, parseDType } from '../../value/dtype.ts';
import { elementAt, memoryIndex } from '../../value/ndarray.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';
import { oneOf } from './leaf-faults.ts';
import { mutantAt } from './measure-mutant.ts';
import type { Fault, FaultSet, Mutant, Specimen } from './mutant.ts';
import { viewOf, writeQuantity } from './quantity.ts';
import { positions, type Rows, rowsOf } from './rows.ts';
import { rulesAt } from './rules-at.ts';
import { childrenOf, type Site, sitesOf } from './sites.ts';

/** Faults in the form of modern's answer: its keys, rows, length and dtype; at each path in one place. */
export const containerFaults: Fault = function* (specimen) {
  const { base } = specimen;
  if (base.kind !== 'returned') return;
  for (const [path, sites] of sitesOf(base.value)) {
    const seen = specimen.blind ? sites : sites.filter(({ steps }) => !rulesAt(specimen.policy, steps).ignore);
    const each = (fault: string, make: (site: Site) => Mutant | null) => oneOf(specimen, fault, path, seen, make);
    yield* each('dropped-key', (site) => keyMutant(specimen, site, 'dropped-key'));
    yield* each('renamed-key', (site) => keyMutant(specimen, site, 'renamed-key'));
    yield* each('swapped-rows', (site) => rowsMutant(specimen, site, 'swapped-rows', swapped));
    yield* each('shifted-rows', (site) => rowsMutant(specimen, site, 'shifted-rows', shifted));
    yield* each('truncated', (site) => cutMutant(specimen, site));
    yield* each('dtype-change', (site) => dtypeMutant(specimen, site));
  }
};

type Change = Omit<Parameters<typeof mutantAt>[3], 'fault'>;

function keyMutant(specimen: Specimen, site: Site, fault: 'dropped-key' | 'renamed-key'): Mutant | null {
  const { value } = site;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const isMap = value.kind === 'map';
  if (!isMap && value.kind !== 'record') return null;
  // A key whose value is ignored may be missed, too.
  const open = childrenOf(value).flatMap(([step], index) => {
    const { ignore } = rulesAt(specimen.policy, [...site.steps, step]);
    return (specimen.blind || !ignore) && (fault === 'dropped-key' || typeof step === 'string') ? [index] : [];
  });
  const at = open[Math.floor(specimen.chance(`key ${fault}`) * open.length)];
  if (at === undefined) return null;
  const change = { fault, line: rulesAt(specimen.policy, site.steps).line('types') };
  const edit = <K extends Value>(entries: readonly [K, Value][]): [K, Value][] =>
    fault === 'dropped-key'
      ? entries.toSpliced(at, 1)
      : entries.with(at, [`${String(entries[at]![0])}_renamed` as K, entries[at]![1]]);
  const after: Value = isMap ? { ...value, entries: edit(value.entries) } : { ...value, fields: edit(value.fields) };
  return mutantAt(specimen, site, after, change);
}

const orderLine = ({ policy }: Specimen, { steps }: Site): Change => ({
  line: rulesAt(policy, steps).line('rtol', 'atol', 'unordered'),
});

function rowsMutant(
  specimen: Specimen,
  site: Site,
  fault: string,
  reorder: (rows: Rows, at: number) => number[] | null,
): Mutant | null {
  const rows = rowsOf(site.value);
  // In any order, rows that stand elsewhere are the same rows.
  if (rows === null || rows.count < 2 || rulesAt(specimen.policy, site.steps).matched !== null) return null;
  const at = reorder(rows, Math.floor(specimen.chance(`rows ${fault}`) * rows.count));
  return at === null ? null : mutantAt(specimen, site, rows.pick(at), { fault, ...orderLine(specimen, site) });
}

function swapped({ count }: Rows, at: number): number[] {
  const other = (at + 1 + Math.floor(count / 2)) % count;
  const partner = other === at ? (at + 1) % count : other;
  return positions(count).with(at, partner).with(partner, at);
}

const shifted = ({ count }: Rows): number[] => positions(count).map((i) => (i + 1) % count);

/** Without its last row, item, letter or byte. */
function cutMutant(specimen: Specimen, site: Site): Mutant | null {
  const after = withoutLast(site.value);
  const line = rulesAt(specimen.policy, site.steps).line('types');
  return after === null ? null : mutantAt(specimen, site, after, { fault: 'truncated', line });
}

function withoutLast(value: Value): Value | null {
  if (typeof value === 'string') return value === '' ? null : value.slice(0, -1);
  const rows = rowsOf(value);
  if (rows !== null) return rows.count === 0 ? null : rows.pick(positions(rows.count - 1));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value.kind === 'set' || value.kind === 'frozenset') {
    return value.items.length === 0 ? null : { ...value, items: value.items.slice(0, -1) };
  }
  if (value.kind !== 'bytes' && value.kind !== 'bytearray') return null;
  return value.data.length === 0 ? null : { ...value, data: value.data.subarray(0, -1) };
}

const otherDTypes: Readonly<Record<string, string>> = {
  '<f8': '<f4',
  '<f4': '<f8',
  '<i8': '<f8',
  '<i4': '<i8',
  '|u1': '<i4',
};

function dtypeMutant(specimen: Specimen, site: Site): Mutant | null {
  const { value } = site;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  const { types, line } = rulesAt(specimen.policy, site.steps);
  const dtype = typeof value.dtype === 'string' ? otherDTypes[value.dtype] : undefined;
  if (dtype === undefined || types === 'loose') return null;
  const after = cast(value, dtype);
  const set: FaultSet = 'must-die';
  return after === null ? null : mutantAt(specimen, site, after, { fault: 'dtype-change', line: line('types') }, set);
}

function cast(array: NdArrayValue, dtype: string): NdArrayValue | null {
  const count = elementCount(array.shape);
  const type = parseDType(dtype);
  if (count === 0 || count > 100_000) return null;
  const data = new Uint8Array(count * type.itemSize);
  for (let flat = 0; flat < count; flat += 1) {
    const element = elementAt(array, flat);
    const number = type.kind === 'float' && typeof element === 'bigint' ? Number(element) : element;
    const plain = typeof number === 'object' ? Number.NaN : number;
    if (!writeQuantity(type, viewOf(data), memoryIndex(array, flat) * type.itemSize, plain)) return null;
  }
  return { ...array, dtype, data };
}
