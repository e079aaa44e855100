/**
 * The value model: everything an implementation may return, in one closed union.
 *
 * A JavaScript `number` is a binary64 float and nothing else, a `bigint` an integer of any size. `null`, booleans and
 * strings (as UTF-16 code units, so lone surrogates survive) stand for themselves, and a JavaScript array is a list.
 * Every other kind is a plain object told apart by `kind`, never by its class, so that values made by two copies of
 * this module are the same values. Identity is meaningful: an object reached twice is shared, and a graph may hold cycles.
 */

/** Any value of the model. */
export type Value = null | boolean | number | bigint | string | Value[] | TaggedValue;

/** The kinds that JavaScript has no primitive for. */
export type TaggedValue =
  | NanValue
  | BytesValue
  | TupleValue
  | SetValue
  | MapValue
  | DequeValue
  | ComplexValue
  | DecimalValue
  | FractionValue
  | DateTimeValue
  | DateValue
  | TimeValue
  | DurationValue
  | TimeZoneValue
  | UuidValue
  | RangeValue
  | SliceValue
  | SingletonValue
  | DTypeValue
  | ScalarValue
  | NdArrayValue
  | RecordValue
  | OpaqueValue;

/** A binary64 NaN whose payload or sign is not the canonical quiet NaN 7ff8000000000000 (which is the number `NaN`). */
export interface NanValue {
  readonly kind: 'nan';
  /** The 64 bits, most significant first. */
  readonly bits: bigint;
}

/** Immutable `bytes` or mutable `bytearray`. */
export interface BytesValue {
  readonly kind: 'bytes' | 'bytearray';
  readonly data: Uint8Array;
}

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: Value[];
}

/** A set: items are in the order the writer gave, which has no meaning. */
export interface SetValue {
  readonly kind: 'set' | 'frozenset';
  readonly items: Value[];
}

/** A map with keys of any kind, in insertion order. Order is compared only for `ordered`. */
export interface MapValue {
  readonly kind: 'map';
  readonly type: 'dict' | 'ordered' | 'counter' | 'default';
  readonly entries: [Value, Value][];
  /** `type: 'default'` only: the dotted name of the default factory, or null. */
  readonly factory?: string | null;
}

export interface DequeValue {
  readonly kind: 'deque';
  readonly items: Value[];
  readonly maxlen: bigint | null;
}

export interface ComplexValue {
  readonly kind: 'complex';
  readonly re: number;
  readonly im: number;
}

/** A decimal by its text (`1.10` and `1.1` are equal by value, not bitwise). */
export interface DecimalValue {
  readonly kind: 'decimal';
  readonly text: string;
}

export interface FractionValue {
  readonly kind: 'fraction';
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** ISO 8601 local date and time; `offsetSeconds` is null for a naive one. */
export interface DateTimeValue {
  readonly kind: 'datetime';
  readonly text: string;
  readonly fold: 0 | 1;
  readonly offsetSeconds: number | null;
}

export interface DateValue {
  readonly kind: 'date';
  readonly text: string;
}

export interface TimeValue {
  readonly kind: 'time';
  readonly text: string;
}

export interface DurationValue {
  readonly kind: 'duration';
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;
}

export interface TimeZoneValue {
  readonly kind: 'timezone';
  readonly text: string;
}

export interface UuidValue {
  readonly kind: 'uuid';
  readonly text: string;
}

export interface RangeValue {
  readonly kind: 'range';
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
}

export interface SliceValue {
  readonly kind: 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

/** A named constant such as `Ellipsis` or `NotImplemented`. */
export interface SingletonValue {
  readonly kind: 'singleton';
  readonly name: string;
}

/** An element type as NumPy writes it: `<f8`, `|b1`, `<M8[D]`, `<U5`, `|O`, or the fields of a structured one. */
export type DTypeSpec = string | DTypeField[];
/** Name, element type and, for a sub-array field, its shape. */
export type DTypeField = [name: string, type: DTypeSpec, shape?: number[]];

export interface DTypeValue {
  readonly kind: 'dtype';
  readonly dtype: DTypeSpec;
}

/** A NumPy-like scalar: one element, its dtype kept. */
export interface ScalarValue {
  readonly kind: 'scalar';
  readonly dtype: DTypeSpec;
  /** One element in the byte order of the dtype. */
  readonly data: Uint8Array;
}

/** An n-d array over one buffer. */
export interface NdArrayValue {
  readonly kind: 'ndarray';
  readonly dtype: DTypeSpec;
  readonly shape: readonly number[];
  /** How the elements lie in `data`: C (last index fastest) or Fortran (first index fastest). */
  readonly order: 'C' | 'F';
  /** The elements in memory order and the byte order of the dtype; empty for `|O`. */
  readonly data: Uint8Array;
  /** dtype `|O` only: the elements in memory order. */
  readonly objects?: Value[];
}

/** A namedtuple, dataclass or other object known by its class name and fields. */
export interface RecordValue {
  readonly kind: 'record';
  /** Dotted name of the class. */
  readonly type: string;
  readonly fields: [string, Value][];
}

/** Anything else: its type's dotted name and what its writer printed for it. Compared as text, never trusted. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly type: string;
  readonly repr: string;
}
