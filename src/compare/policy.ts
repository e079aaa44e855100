import type { LanguagePair } from './error-languages.ts';
import type { Normaliser } from './normalise.ts';
import type { OptimumRule } from './optimum/optimum-rule.ts';

/** How two numbers, or the two arrays that hold them, are judged. */
export type Mode = 'value' | 'bitwise' | 'ulp' | 'norm' | 'statistical';

/**
 * One bound on the errors of all numbers in mode `statistical`, over all cases of a subject. The error of a number is
 * |m - l| (`abs`) or |m - l| / |l| (`rel`), never signed, so that errors of two directions cannot cancel.
 */
export interface StatisticalRule {
  /**
   * `mean` and `max` of the errors; `quantile`: `q` of them are at most the bound; `beyond`: the share of errors above
   * `bound`; `bias`: how far modern leans to one side, and whether that could be chance.
   */
  readonly measure: 'mean' | 'max' | 'quantile' | 'beyond' | 'bias';
  /** Default `rel`. The relative error at a legacy of 0 is infinite unless modern is 0 too. */
  readonly of?: 'abs' | 'rel';
  /** What the measure may be: an error, for `beyond` a share, for `bias` see `test`. */
  readonly atMost: number;
  /** `quantile` only: a share within 0 to 1, such as 0.99. */
  readonly q?: number;
  /** `beyond` only: the error that counts as beyond. */
  readonly bound?: number;
  /**
   * `bias` only. `sign` (default): the share |above - below| / (above + below) is above `atMost` and its two-sided sign
   * test significant. `t`: |mean of the signed errors| is above `atMost` and its two-sided t test significant.
   */
  readonly test?: 'sign' | 't';
  /** `bias` only: a probability below this is significant (default 0.001). */
  readonly significance?: number;
  /** Fewer numbers than this prove nothing: the subject is inconclusive (default 30). */
  readonly minCount?: number;
}

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
  /** Mode `norm` only: largest size (default), root of the sum of squares, or sum of sizes. */
  readonly norm?: 'max' | 'l2' | 'l1';
  /** Mode `statistical` only: the bounds on the errors of all numbers here, over all cases. */
  readonly statistical?: readonly StatisticalRule[];
  /** What is taken out of texts, and of bytes that are UTF-8, before they are compared. */
  readonly normalise?: readonly Normaliser[];
  /** How far apart dates, times and spans may be (default 0). */
  readonly within?: { readonly seconds: number };
  /** With `labels`: the least adjusted Rand index that agrees (default 1, the same but for names). */
  readonly minAgreement?: number;
  /** This sequence or array, not those below, in any order: items find partners they agree with (default false). */
  readonly unordered?: boolean;
  /** The items of this sequence, not of those below, belong together by what they hold at this pointer: `/id`. */
  readonly key?: string;
  /** `permutation`: the items of this sequence or array, not of those below, are labels that may have other names. */
  readonly labels?: 'exact' | 'permutation';
  /** This map, not those below, is the answer of an optimizer: a fit's parameters, cost, predictions and covariance. */
  readonly optimum?: OptimumRule | null;
}

/** The rules that are about one container as a whole: they do not hold below the place they are for. */
export const ownRules = ['unordered', 'key', 'labels', 'optimum'] as const satisfies readonly (keyof Rules)[];

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
  /** The languages of legacy and modern whose shipped map of classes is used where `classes` does not name one. */
  readonly languages?: LanguagePair;
}

/** Up to `expected` a relative difference is what other code gives, above `bug` it is a fault; between them it is worth a look. */
export interface BandLimits {
  readonly expected: number;
  readonly bug: number;
}

/** Everything the comparator needs to know about a subject. Default tolerance: exact. */
export interface Policy extends Rules {
  readonly paths?: readonly PathRules[];
  readonly errors?: ErrorRules;
  /** Compare arguments that a call changed (default true). */
  readonly mutation?: boolean;
  /** Relative differences by which cases are put into bands in reports (default none). They decide nothing. */
  readonly bands?: BandLimits;
}
