import { type DType, parseDType } from '../value/dtype.ts';
import { readElement } from '../value/element.ts';
import type { ScalarValue, Value } from '../value/value.ts';

/** What a leaf is compared as. Leaves of different families have nothing in common but what a type level grants them. */
export type Family =
  | 'null'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'complex'
  | 'decimal'
  | 'fraction'
  | 'string'
  | 'bytes'
  | 'bytearray'
  | 'datetime64'
  | 'timedelta64'
  | 'long double'
  | 'datetime'
  | 'date'
  | 'time'
  | 'duration'
  | 'timezone'
  | 'uuid'
  | 'range'
  | 'constant'
  | 'dtype'
  | 'object';

/** A value without inner values, with the dtype it was stored as. */
export interface Leaf {
  readonly family: Family;
  /** The element of a scalar, else the value itself. */
  readonly value: Value;
  /** Null for a plain value. */
  readonly type: DType | null;
  /** The scalar's bytes. */
  readonly bytes: Uint8Array | null;
}

/** The families of numbers: `loose` lets any two of them meet. */
export const numberFamilies: ReadonlySet<Family> = new Set<Family>([
  'boolean',
  'integer',
  'float',
  'complex',
  'decimal',
  'fraction',
]);

/** The leaf of a value, or null when it is a container. */
export function leafOf(value: Value): Leaf | null {
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'scalar')
    return scalarLeaf(value);
  const family = familyOf(value);
  return family === null ? null : { family, value, type: null, bytes: null };
}

function scalarLeaf(scalar: ScalarValue): Leaf | null {
  const type = parseDType(scalar.dtype);
  if (type.kind === 'struct') return null;
  const rest = { type, bytes: scalar.data };
  if (type.kind === 'datetime') return { family: 'datetime64', value: scalar, ...rest };
  if (type.kind === 'timedelta') return { family: 'timedelta64', value: scalar, ...rest };
  if (type.kind === 'extended') return { family: 'long double', value: scalar, ...rest };
  const value = readScalar(type, scalar);
  return { family: familyOf(value) ?? 'object', value, ...rest };
}

/** The element, or its bytes when they are no valid element (a code point that does not exist, bytes that are missing). */
function readScalar(type: DType, scalar: ScalarValue): Value {
  try {
    return readElement(type, new DataView(scalar.data.buffer, scalar.data.byteOffset, scalar.data.byteLength), 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'bytes', data: scalar.data };
  }
}

function familyOf(value: Value): Family | null {
  switch (typeof value) {
    case 'number':
      return 'float';
    case 'bigint':
      return 'integer';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return null;
  switch (value.kind) {
    case 'nan':
      return 'float';
    case 'singleton':
      return 'constant';
    case 'opaque':
      return 'object';
    case 'complex':
    case 'decimal':
    case 'fraction':
    case 'bytes':
    case 'bytearray':
    case 'datetime':
    case 'date':
    case 'time':
    case 'duration':
    case 'timezone':
    case 'uuid':
    case 'range':
    case 'dtype':
      return value.kind;
    default:
      return null;
  }
}
