/**
 * The types of NumPy arithmetic that the suite's cases reach. `int` and `float` are Python's own numbers, which NumPy
 * calls weak: beside an array they take its type where it can hold them (NEP 50).
 */
export type Kind = 'int' | 'float' | Dtype;

type Dtype = 'bool' | 'uint8' | 'int32' | 'int64' | 'float16' | 'float32' | 'float64';

const codes: ReadonlyMap<string, Dtype> = new Map([
  ['|b1', 'bool'],
  ['|u1', 'uint8'],
  ['<i4', 'int32'],
  ['<i8', 'int64'],
  ['<f2', 'float16'],
  ['<f4', 'float32'],
  ['<f8', 'float64'],
]);

/** The kind of an array of that dtype; undefined for dtypes the analysis does not know. */
export function kindOfDType(dtype: unknown): Kind | undefined {
  return typeof dtype === 'string' ? codes.get(dtype) : undefined;
}

export function isInteger(kind: Kind): boolean {
  return kind === 'int' || kind === 'bool' || kind === 'uint8' || kind === 'int32' || kind === 'int64';
}

/** Half the distance between neighbours, relative: the unit roundoff of a floating type; 0 for integers. */
export function roundoff(kind: Kind): number {
  if (isInteger(kind)) return 0;
  return kind === 'float16' ? 2 ** -11 : kind === 'float32' ? 2 ** -24 : 2 ** -53;
}

/** The largest magnitude of a floating type and its smallest normal one. */
export function limits(kind: Kind): { readonly most: number; readonly least: number } {
  if (kind === 'float16') return { most: 65504, least: 2 ** -14 };
  if (kind === 'float32') return { most: (2 - 2 ** -23) * 2 ** 127, least: 2 ** -126 };
  return { most: Number.MAX_VALUE, least: 2 ** -1022 };
}

/** The order in which types absorb each other. */
const order: readonly Kind[] = ['bool', 'uint8', 'int32', 'int64', 'float16', 'float32', 'float64'];

/** The common type of two operands. */
export function promote(a: Kind, b: Kind): Kind {
  if (a === b) return a;
  if (a === 'int' || a === 'float') return b === 'int' || b === 'float' ? 'float' : weak(b, a);
  if (b === 'int' || b === 'float') return weak(a, b);
  const [low, high] = order.indexOf(a) < order.indexOf(b) ? [a, b] : [b, a];
  const wideInteger = low === 'int32' || low === 'int64';
  return wideInteger && (high === 'float16' || high === 'float32') ? 'float64' : high;
}

function weak(strong: Kind, python: 'int' | 'float'): Kind {
  if (!isInteger(strong)) return strong;
  if (python === 'float') return 'float64';
  return strong === 'bool' ? 'int64' : strong;
}

/** The type of `a operator b`. */
export function operatorKind(operator: string, a: Kind, b: Kind): Kind {
  // A truth value to an integer power is an 8-bit integer.
  if (operator === '**' && a === 'bool' && (b === 'int' || b === 'bool')) return 'uint8';
  const common = promote(a, b);
  if (operator !== '/' || !isInteger(common)) return common;
  return common === 'int' ? 'float' : 'float64';
}

const keepIntegers = new Set(['abs', 'around', 'round', 'floor', 'ceil', 'trunc', 'mod', 'power']);

/** The type of a function's result. Functions that compute turn small integers into half precision. */
export function callKind(name: string, kinds: readonly Kind[]): Kind {
  const common = kinds.reduce(promote);
  if (common === 'float') return 'float64';
  if (common === 'int') return keepIntegers.has(name) ? 'int64' : 'float64';
  if (!isInteger(common) || keepIntegers.has(name)) return common;
  return common === 'bool' || common === 'uint8' ? 'float16' : 'float64';
}
