/** How two numbers, or the two arrays that hold them, are judged. */
export type Mode = 'value' | 'bitwise' | 'ulp';

/**
 * How alike two types must be.
 * `strict`: same kind and dtype. `compatible` (default): an integral float equals an integer up to 2^53, a NumPy scalar
 * a scalar, a list a tuple and a 1-D array, bytes a bytearray. `loose`: dtype is ignored.
 */
export type TypeLevel = 'strict' | 'compatible' | 'loose';

/** The rules for one place in a value. Absent fields are inherited from the policy above. */
export interface Rules {
  readonly mode?: Mode;
  /** Relative tolerance, a share of |legacy|; finite and >= 0. */
  readonly rtol?: number;
  /** Absolute tolerance, in the unit of the value; finite and >= 0. */
  readonly atol?: number;
  /** Mode `ulp` only: the largest accepted distance in units in the last place of the value's own dtype. */
  readonly ulp?: number;
  /** NaN agrees with NaN (default true). */
  readonly equalNan?: boolean;
  /** -0 differs from 0 (default false). */
  readonly signedZero?: boolean;
  /** Complex numbers in mode `value`: by modulus (default), or real and imaginary part each by its own bound. */
  readonly complex?: 'modulus' | 'componentwise';
  readonly types?: TypeLevel;
  /** Compare the order of all maps, not only of ordered ones (default false). */
  readonly keyOrder?: boolean;
  /** Compare which objects are shared (default false). */
  readonly identity?: boolean;
  /** Skip this place; what was skipped is counted. */
  readonly ignore?: boolean;
}

/** Rules for the places a path pattern matches: `/params/*`, `/rows/0/time`, `/**` (any depth). */
export interface PathRules extends Rules {
  readonly path: string;
}

/** How raised errors are judged. */
export interface ErrorRules {
  /** `class` (default): both sides raise the same class by `classes`. `any`: any two errors agree, which one must ask for. */
  readonly compare?: 'class' | 'any';
  /** Name of a class on the modern side -> name on the legacy side. */
  readonly classes?: Readonly<Record<string, string>>;
}

/** Everything the comparator needs to know about a subject. Default tolerance: exact. */
export interface Policy extends Rules {
  readonly paths?: readonly PathRules[];
  readonly errors?: ErrorRules;
  /** Compare arguments that a call changed (default true). */
  readonly mutation?: boolean;
}
