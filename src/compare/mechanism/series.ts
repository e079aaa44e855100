import { parseDType } from '../../value/dtype.ts';
import { readFloat } from '../../value/element.ts';
import { encodeText } from '../../value/encode.ts';
import { arrayBytes, elementAt, memoryIndex, typedElements } from '../../value/ndarray.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';
import { attosecondsOf, canonicalDateTime, dateCount } from '../instant.ts';
import { leafOf } from '../leaf.ts';
import { leafName } from '../leaf-types.ts';
import { numericOf } from '../number.ts';
import type { FloatFormat } from '../ulp.ts';
import type { Atom } from './atom.ts';

/** Elements of one array, list or scalar in C order, read where they lie. */
export interface Series {
  /** Elements; a complex one has two atoms. */
  readonly length: number;
  readonly width: 1 | 2;
  /** `[]` for a scalar. */
  readonly shape: readonly number[];
  /** What it is, for people: `float64 array`, `list`. */
  readonly type: string;
  readonly format: FloatFormat;
  /** Elements are dates, times of day with a date, or date-time elements. */
  readonly instants: boolean;
  /** The atom at an index below `length * width`. */
  at(index: number): Atom;
}

const microsecond = 10n ** 12n;

/** A value without inner values as a series of one. */
export function leafSeries(value: Value): Series | null {
  const leaf = leafOf(value);
  if (leaf === null) return null;
  const number = numericOf(leaf.value, leaf.type);
  const complex = number?.form === 'complex';
  const format = number !== null && 'format' in number ? (number.format ?? 'f8') : 'f8';
  const rest = { length: 1, shape: [], type: leafName(leaf), format };
  if (complex) {
    const parts = [number.re, number.im];
    return { ...rest, width: 2, instants: false, at: (index) => parts[index]! };
  }
  const instant = instantOf(value);
  const atom = instant ?? plainAtom(leaf.value);
  return { ...rest, width: 1, instants: instant !== null, at: () => atom };
}

const primitiveNames: Partial<Record<string, string>> = {
  number: 'float',
  bigint: 'integer',
  string: 'string',
  boolean: 'boolean',
};
/** Leaves that are objects are read one by one first. */
const maxObjects = 2 ** 17;

/** Leaves of one nested list, row by row. Null when one of them is no leaf, or they are too many. */
export function listSeries(leaves: readonly Value[], shape: readonly number[], type: string): Series | null {
  const kind = typeof leaves[0];
  if (kind !== 'object' && leaves.every((leaf) => typeof leaf === kind)) {
    const name = kind in primitiveNames ? `${type} of ${primitiveNames[kind]}` : type;
    const at = (index: number) => leaves[index] as Atom;
    return { length: leaves.length, width: 1, shape, type: name, format: 'f8', instants: false, at };
  }
  if (leaves.length > maxObjects) return null;
  const parts = leaves.map(leafSeries);
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  const width = known[0]?.width ?? 1;
  if (known.some((part) => part.width !== width)) return null;
  const instants = known.length > 0 && known.every((part) => part.instants);
  const format = known[0]?.format ?? 'f8';
  const at = (index: number) => known[Math.floor(index / width)]!.at(index % width);
  const kinds = [...new Set(known.map((part) => part.type))];
  const name = kinds.length === 1 ? `${type} of ${kinds[0]}` : type;
  return { length: known.length, width, shape, type: name, format, instants, at };
}

/** The elements of an array; null for those of records. */
export function arraySeries(array: NdArrayValue): Series | null {
  const type = parseDType(array.dtype);
  if (type.kind === 'struct') return null;
  if (type.kind === 'object') {
    const objects = array.objects ?? [];
    const ordered = objects.map((_, i) => objects[memoryIndex(array, i)] as Value);
    return listSeries(ordered, array.shape, 'array of objects');
  }
  const length = array.shape.reduce((product, size) => product * size, 1);
  const place = array.order === 'C' ? (i: number) => i : (i: number) => memoryIndex(array, i);
  const rest = { length, shape: array.shape, type: `${String(array.dtype)} array`, instants: false } as const;
  const formats: Partial<Record<string, FloatFormat>> = { 4: 'f4', 2: 'f2' };
  if (type.kind === 'complex') {
    const view = arrayBytes(array);
    const half = type.itemSize / 2;
    const part = (i: number) => place(i >> 1) * type.itemSize + (i & 1) * half;
    return { ...rest, width: 2, format: formats[half] ?? 'f8', at: (i) => readPart(array, view, part(i)) };
  }
  const elements = typedElements(array);
  if (elements !== null) {
    const floats = type.kind === 'float';
    const format = floats ? (formats[type.itemSize] ?? 'f8') : 'f8';
    const at = floats ? (i: number) => elements[place(i)]! : (i: number) => BigInt(elements[place(i)]!);
    return { ...rest, width: 1, format, at };
  }
  const format =
    type.kind === 'bfloat16' ? 'bfloat16' : type.kind === 'float' ? (formats[type.itemSize] ?? 'f8') : 'f8';
  const instants = type.kind === 'datetime';
  const read = (i: number) => elementAt(array, i);
  return { ...rest, width: 1, format, instants, at: (i) => instantOf(read(i)) ?? plainAtom(read(i)) };
}

function readPart(array: NdArrayValue, view: DataView, at: number): number {
  return readFloat(parseDType(array.dtype), view, at);
}

function plainAtom(value: Value): Atom {
  if (value === null || typeof value !== 'object') return value;
  if (!Array.isArray(value)) {
    if (value.kind === 'nan') return Number.NaN;
    if (value.kind === 'scalar') return leafAtom(value);
  }
  return encodeText(value);
}

function leafAtom(value: Value): Atom {
  const leaf = leafOf(value);
  return leaf === null || leaf.value === value ? encodeText(value) : plainAtom(leaf.value);
}

/** Microseconds since 1970 of a date or date-time, by its clock on the wall where it has no offset; null for all else. */
function instantOf(value: Value): bigint | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value.kind === 'datetime') {
    const attoseconds = /^(?:naive|aware) (-?\d+)$/.exec(canonicalDateTime(value))?.[1];
    return attoseconds === undefined ? null : BigInt(attoseconds) / microsecond;
  }
  if (value.kind === 'date') {
    return instantOf({ kind: 'datetime', text: `${value.text}T00:00:00`, fold: 0, offsetSeconds: null });
  }
  if (value.kind !== 'scalar') return null;
  const type = parseDType(value.dtype);
  if (type.kind !== 'datetime') return null;
  const count = dateCount(type, value.data);
  const attoseconds = count === null ? null : attosecondsOf(count, type);
  return attoseconds === null ? null : attoseconds / microsecond;
}
