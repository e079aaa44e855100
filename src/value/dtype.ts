import type { DTypeField, DTypeSpec } from './value.ts';

/** What kind of element an array holds. `extended` is the platform's long double (f12, f16, c24, c32), kept as bytes. */
export type ElementKind =
  | 'bool'
  | 'int'
  | 'uint'
  | 'float'
  | 'bfloat16'
  | 'extended'
  | 'complex'
  | 'bytes'
  | 'text'
  | 'void'
  | 'datetime'
  | 'timedelta'
  | 'object'
  | 'struct';

/** An element type, parsed. */
export interface DType {
  readonly kind: ElementKind;
  /** What was parsed. */
  readonly spec: DTypeSpec;
  /** Bytes of one element; 0 for `object` (elements are values) and for empty S, U, V. */
  readonly itemSize: number;
  readonly littleEndian: boolean;
  /** `datetime` and `timedelta`: `D`, `25s`, … or `` for the generic unit. */
  readonly unit?: string;
  /** `struct`: the fields, packed in order. */
  readonly fields?: readonly StructField[];
}

export interface StructField {
  readonly name: string;
  readonly type: DType;
  /** Of a sub-array field; empty for a plain one. */
  readonly shape: readonly number[];
  /** Elements of the sub-array; 1 for a plain field. */
  readonly count: number;
  /** Bytes from the start of the record. */
  readonly offset: number;
}

/** Sizes past this are refused before anything is allocated: no real element is larger. */
const maxItemSize = 2 ** 30;
const maxFieldDepth = 32;
const maxDimensions = 64;

const sizes: Readonly<Record<string, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
};
const kinds: Readonly<Record<string, ElementKind>> = {
  b: 'bool',
  i: 'int',
  u: 'uint',
  f: 'float',
  c: 'complex',
  S: 'bytes',
  a: 'bytes',
  U: 'text',
  V: 'void',
  O: 'object',
};
const dateUnit = /^(?:|\[(\d{0,9}(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as))\])$/;

const parsed = new Map<string, DType>();

/**
 * Parses an element type as NumPy writes it: `<f8`, `|b1`, `<M8[ns]`, `|S5`, `bfloat16`, or a list of fields
 * `[name, type, shape?]`.
 *
 * @throws {RangeError} when it is not one
 */
export function parseDType(spec: DTypeSpec): DType {
  if (typeof spec !== 'string') return parseFields(spec, 1);
  const known = parsed.get(spec);
  if (known !== undefined) return known;
  const type = parseSimple(spec);
  if (parsed.size < 500) parsed.set(spec, type);
  return type;
}

function parseSimple(spec: string): DType {
  if (spec === 'bfloat16') return { kind: 'bfloat16', spec, itemSize: 2, littleEndian: true };
  const match = /^([<>|=]?)([a-zA-Z])(\d{0,10})(.*)$/s.exec(spec);
  if (match === null) throw unknownType(spec);
  const [, order = '', letter = '', digits = '', rest = ''] = match;
  const littleEndian = order !== '>';
  if (letter === 'M' || letter === 'm') {
    const unit = dateUnit.exec(rest);
    if (digits !== '8' || unit === null) throw unknownType(spec);
    return { kind: letter === 'M' ? 'datetime' : 'timedelta', spec, itemSize: 8, littleEndian, unit: unit[1] ?? '' };
  }
  const kind = Object.hasOwn(kinds, letter) ? kinds[letter] : undefined;
  if (kind === undefined || rest !== '') throw unknownType(spec);
  if (kind === 'object') {
    if (digits !== '' && digits !== '8') throw unknownType(spec);
    return { kind, spec, itemSize: 0, littleEndian: true };
  }
  if (digits === '') throw unknownType(spec);
  const size = Number(digits);
  const allowed = sizes[letter];
  if (allowed !== undefined) {
    if (!allowed.includes(size)) throw unknownType(spec);
    const extended = (letter === 'f' && size > 8) || (letter === 'c' && size > 16);
    return { kind: extended ? 'extended' : kind, spec, itemSize: size, littleEndian };
  }
  const itemSize = kind === 'text' ? size * 4 : size;
  if (itemSize > maxItemSize)
    throw new RangeError(`Element type "${spec}" has ${itemSize} bytes: at most 2^30 are read`);
  return { kind, spec, itemSize, littleEndian };
}

function parseFields(spec: DTypeField[], depth: number): DType {
  if (depth > maxFieldDepth) throw new RangeError(`Element type is nested too deeply: at most ${maxFieldDepth} levels`);
  const fields: StructField[] = [];
  const names = new Set<string>();
  let offset = 0;
  for (const [name, inner, shape = []] of spec) {
    // NumPy writes padding as fields without a name, and there may be several.
    if (name !== '' && names.has(name)) throw new RangeError(`Element type names the field "${name}" twice`);
    names.add(name);
    const type = typeof inner === 'string' ? parseDType(inner) : parseFields(inner, depth + 1);
    if (type.kind === 'object') throw new RangeError(`Field "${name}" holds objects: only an array of "|O" may`);
    const count = elementCount(shape);
    fields.push({ name, type, shape, count, offset });
    offset += type.itemSize * count;
    if (offset > maxItemSize) throw new RangeError('Element type has more than 2^30 bytes');
  }
  return { kind: 'struct', spec, itemSize: offset, littleEndian: true, fields };
}

/** The number of elements of a shape: 1 for `[]`. @throws {RangeError} for a dimension that is none, or past 2^53 */
export function elementCount(shape: readonly number[]): number {
  if (shape.length > maxDimensions) throw new RangeError(`Shape has ${shape.length} dimensions: at most 64 are read`);
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`Shape [${shape.join(', ')}] has a dimension ${size}`);
    count *= size;
  }
  if (!Number.isSafeInteger(count)) throw new RangeError(`Shape [${shape.join(', ')}] has more than 2^53 elements`);
  return count;
}

const friendlyNames: Readonly<Record<string, string>> = { b1: 'bool', O: 'object' };

/** A name for people: `float64`, `>float32`, `datetime64[ns]`, `str5`, `{x: int32, m: int16[2, 2]}`. */
export function describeDType(spec: DTypeSpec): string {
  if (typeof spec !== 'string') {
    const fields = spec.map(
      ([name, type, shape]) => `${name}: ${describeDType(type)}${shape ? `[${shape.join(', ')}]` : ''}`,
    );
    return `{${fields.join(', ')}}`;
  }
  const type = parseDType(spec);
  const bits = type.itemSize * 8;
  const order = type.littleEndian ? '' : '>';
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'float':
    case 'complex':
      return `${order}${type.kind}${bits}`;
    case 'extended':
      return `${order}${/c/.test(spec) ? 'complex' : 'float'}${bits}`;
    case 'datetime':
    case 'timedelta':
      return `${order}${type.kind}64${type.unit ? `[${type.unit}]` : ''}`;
    case 'bytes':
      return `bytes${type.itemSize}`;
    case 'text':
      return `${order}str${type.itemSize / 4}`;
    case 'void':
      return `void${type.itemSize}`;
    default:
      return friendlyNames[spec.replace(/^[<>|=]/, '').replace('O8', 'O')] ?? spec;
  }
}

function unknownType(spec: string): RangeError {
  const shown = JSON.stringify(spec.slice(0, 40));
  return new RangeError(
    `Unknown element type ${shown}: wanted one as NumPy writes it, such as "<f8", "|b1", "<M8[ns]"`,
  );
}
