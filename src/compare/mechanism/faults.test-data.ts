import { random } from '../../base/chance.ts';
import { float64Array, numericArray } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';

/** A fault injected into a realistic result, and what it should be taken for. */
export interface Fault {
  readonly fault: string;
  readonly legacy: Value;
  readonly modern: Value;
  readonly inputs?: readonly Value[];
  readonly name: string;
}

export const next = random('mechanism faults');
/** A standard normal number (Box and Muller). */
export const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
export const list = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
export const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;

export const array = (values: ArrayLike<number>, shape?: number[]) => float64Array(values, shape);
export const map = (entries: Record<string, Value>): Value => ({
  kind: 'map',
  type: 'dict',
  entries: Object.entries(entries),
});
const datetime = (ms: number): Value => ({
  kind: 'datetime',
  text: new Date(ms).toISOString().slice(0, 19),
  fold: 0,
  offsetSeconds: null,
});
const date = (ms: number): Value => ({ kind: 'date', text: new Date(ms).toISOString().slice(0, 10) });
const big = (values: readonly bigint[]) => numericArray(BigInt64Array.from(values));
const day = 86_400_000;

export const noise = list(300, () => 5 + 3 * normal());
const mixed = list(3000, () => normal() * 10 ** (4 * next() - 2));
const matrix = list(30 * 20, normal);
const angles = list(200, () => 360 * next());
const prices = list(400, () => Math.round(1e5 * next()) / 100);
const labels = list(60, (i) => `Sample ${i} ${pick(['Köln', 'Ōsaka', 'Zürich', 'Łódź', 'São Paulo'])}`);
const stamps = list(100, (i) => 1_700_000_000_000 + Math.floor(i * day * (1 + next())));
const counts = list(200, () => Math.floor(500 * next()));
const halves = list(500, () => Math.round(4000 * next() - 2000) / 4);

const at = (values: readonly number[], of: (x: number, i: number) => number) => array(values.map(of));
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: readonly number[], less: number) =>
  values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - less);
const step = (x: number, by: number) => {
  const cell = new DataView(new ArrayBuffer(8));
  cell.setFloat64(0, x);
  cell.setBigInt64(0, cell.getBigInt64(0) + BigInt(by));
  return cell.getFloat64(0);
};
const swapped = (values: readonly number[]) => {
  const bytes = Buffer.from(Float64Array.from(values).buffer);
  return new Float64Array(bytes.swap64().buffer, bytes.byteOffset, values.length);
};
const transposed = (values: readonly number[], rows: number, columns: number) =>
  list(values.length, (i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
const halfEven = (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const halfAway = (x: number) => Math.sign(x) * Math.round(Math.abs(x));
const columnMeans = (values: readonly number[]) =>
  list(20, (j) => values.filter((_, i) => i % 20 === j).reduce((sum, x) => sum + x, 0) / 30);
const pairwise = (values: readonly number[]): number => {
  if (values.length < 9) return values.reduce((sum, x) => sum + x, 0);
  const half = values.length >> 1;
  return pairwise(values.slice(0, half)) + pairwise(values.slice(half));
};
const tiny = list(200, (i) => (i % 4 === 0 ? normal() * 1e-310 : normal() * 1e-300));
const holes = list(150, (i) => (i % 9 === 0 ? Number.NaN : normal()));
const overflows = list(150, (i) => (i % 30 === 0 ? Number.POSITIVE_INFINITY * (i % 60 ? -1 : 1) : normal()));
const ids = list(80, () => BigInt(Math.floor(2 ** 53 * next())) * 1000n + BigInt(Math.floor(1000 * next())));
const sums = list(64, () => BigInt(Math.floor(2 ** 34 * next())));
const signal = list(128, (i) => Math.sin(i / 3) + 0.1 * normal());
const complexes = (sign: number): Value =>
  list(40, (i): Value => ({ kind: 'complex', re: signal[i]!, im: sign * signal[i + 40]! }));
const rows = list(50, (i) => map({ id: BigInt(i), name: labels[i]!, score: noise[i]! }));

export const faults: readonly Fault[] = [
  {
    fault: 'float32 round trip of an array',
    legacy: array(mixed),
    modern: at(mixed, Math.fround),
    name: 'float32-round-trip',
  },
  {
    fault: 'float32 round trip of one scalar',
    legacy: 0.1 + noise[0]!,
    modern: Math.fround(0.1 + noise[0]!),
    name: 'float32-round-trip',
  },
  {
    fault: 'float32 in legacy, float64 in modern',
    legacy: at(mixed, Math.fround),
    modern: array(mixed),
    name: 'float32-round-trip',
  },
  {
    fault: 'float32 array where float64 was',
    legacy: array(noise),
    modern: numericArray(Float32Array.from(noise)),
    name: 'float32-round-trip',
  },
  {
    fault: 'another math library: 1 ulp here and there',
    legacy: array(noise),
    modern: at(noise, (x, i) => step(x, (i % 3) - 1)),
    name: 'last-digits',
  },
  { fault: 'a fused multiply-add: 2 ulp in a scalar', legacy: Math.E, modern: step(Math.E, 2), name: 'last-digits' },
  {
    fault: 'subnormals flushed to zero',
    legacy: array(tiny),
    modern: at(tiny, (x) => (Math.abs(x) < 2 ** -1022 ? 0 : x)),
    name: 'flush-to-zero',
  },
  {
    fault: 'half to even against half away from zero',
    legacy: at(halves, halfEven),
    modern: at(halves, halfAway),
    name: 'rounding-mode',
  },
  {
    fault: 'rounding of cents, half to even against half up',
    legacy: at(halves, (x) => halfEven(x) / 100),
    modern: at(halves, (x) => Math.round(x) / 100),
    name: 'rounding-mode',
  },
  {
    fault: 'conversion to integer cuts',
    legacy: array(mixed.slice(0, 400)),
    modern: at(mixed.slice(0, 400), Math.trunc),
    name: 'truncation',
  },
  {
    fault: 'cut to 3 decimals',
    legacy: array(noise),
    modern: at(noise, (x) => Math.trunc(x * 1000) / 1000),
    name: 'truncation',
  },
  { fault: 'floor of signed numbers', legacy: array(matrix), modern: at(matrix, Math.floor), name: 'floor' },
  {
    fault: 'rounded to 4 decimals',
    legacy: array(matrix),
    modern: at(matrix, (x) => Number(x.toFixed(4))),
    name: 'rounded',
  },
  {
    fault: 'printed with %.6g',
    legacy: array(mixed),
    modern: at(mixed, (x) => Number(x.toPrecision(6))),
    name: 'significant-digits',
  },
  { fault: 'milli for base unit', legacy: array(noise), modern: at(noise, (x) => x * 1000), name: 'power-of-ten' },
  { fault: 'a percentage for a fraction, one scalar', legacy: 0.123456789, modern: 12.3456789, name: 'power-of-ten' },
  { fault: 'a factor of two missing', legacy: array(noise), modern: at(noise, (x) => x / 2), name: 'scale' },
  {
    fault: 'another norm: 1 / sqrt(n)',
    legacy: array(signal),
    modern: at(signal, (x) => x / Math.sqrt(128)),
    name: 'scale',
  },
  { fault: 'sign convention', legacy: array(matrix), modern: at(matrix, (x) => -x), name: 'sign' },
  { fault: 'absolute value', legacy: array(matrix), modern: at(matrix, Math.abs), name: 'sign-lost' },
  {
    fault: 'index off by one',
    legacy: array(noise),
    modern: at(noise, (_, i) => noise[i - 1] ?? 0),
    name: 'off-by-one-index',
  },
  {
    fault: 'rolled by one',
    legacy: array(noise),
    modern: at(noise, (_, i) => noise[(i + 1) % noise.length]!),
    name: 'off-by-one-index',
  },
  {
    fault: 'fftshift left out',
    legacy: array(signal),
    modern: at(signal, (_, i) => signal[(i + 64) % 128]!),
    name: 'rolled',
  },
  {
    fault: 'transposed',
    legacy: array(matrix, [30, 20]),
    modern: array(transposed(matrix, 30, 20), [20, 30]),
    name: 'transposition',
  },
  {
    fault: 'transposed, square, nested lists',
    legacy: list(12, (i) => matrix.slice(12 * i, 12 * i + 12)),
    modern: list(12, (i) => list(12, (j) => matrix[12 * j + i]!)),
    name: 'transposition',
  },
  {
    fault: 'Fortran memory read in C order',
    legacy: array(matrix, [30, 20]),
    modern: array(transposed(matrix, 30, 20), [30, 20]),
    name: 'memory-order',
  },
  { fault: 'reversed', legacy: array(noise), modern: array([...noise].reverse()), name: 'reversed' },
  { fault: 'sorted keys', legacy: labels, modern: [...labels].sort(), name: 'sorted' },
  {
    fault: 'rows in another order',
    legacy: rows,
    modern: [...rows.slice(20), ...rows.slice(0, 20).reverse()],
    name: 'reordered',
  },
  {
    fault: 'n against n - 1, a scalar',
    legacy: variance(noise, 1),
    modern: variance(noise, 0),
    inputs: [array(noise)],
    name: 'degrees-of-freedom',
  },
  {
    fault: 'n against n - 1, variance and deviation in a map',
    legacy: map({ n: 300n, mean: mean(noise), variance: variance(noise, 1), deviation: Math.sqrt(variance(noise, 1)) }),
    modern: map({ n: 300n, mean: mean(noise), variance: variance(noise, 0), deviation: Math.sqrt(variance(noise, 0)) }),
    inputs: [array(noise)],
    name: 'degrees-of-freedom',
  },
  {
    fault: 'degrees for radians',
    legacy: array(angles),
    modern: at(angles, (x) => (x * Math.PI) / 180),
    name: 'degrees-for-radians',
  },
  { fault: 'degrees for radians, a scalar', legacy: 90, modern: Math.PI / 2, name: 'degrees-for-radians' },
  { fault: 'log for log10', legacy: at(angles, Math.log), modern: at(angles, Math.log10), name: 'logarithm-base' },
  { fault: 'log left out', legacy: array(angles), modern: at(angles, Math.log), name: 'logarithm' },
  {
    fault: 'summation order',
    legacy: mixed.reduce((sum, x) => sum + x, 0),
    modern: pairwise(mixed),
    inputs: [array(mixed)],
    name: 'summation-order',
  },
  { fault: 'byte order of doubles', legacy: array(mixed), modern: array(swapped(mixed)), name: 'byte-order' },
  {
    fault: 'byte order of int32',
    legacy: numericArray(Int32Array.from(prices, (x) => x * 1000)),
    modern: numericArray(
      new Int32Array(Buffer.from(Int32Array.from(prices, (x) => x * 1000).buffer.slice(0)).swap32().buffer),
    ),
    name: 'byte-order',
  },
  {
    fault: 'int8 wraps',
    legacy: counts.map(BigInt),
    modern: counts.map((x) => BigInt.asIntN(8, BigInt(x))),
    name: 'integer-wrap',
  },
  { fault: 'int32 wraps', legacy: big(sums), modern: big(sums.map((x) => BigInt.asIntN(32, x))), name: 'integer-wrap' },
  {
    fault: 'int32 saturates',
    legacy: big(sums),
    modern: big(sums.map((x) => (x > 2147483647n ? 2147483647n : x))),
    name: 'integer-saturation',
  },
  {
    fault: 'ids through JavaScript numbers',
    legacy: big(ids),
    modern: big(ids.map((x) => BigInt(Number(x)))),
    name: 'integer-through-double',
  },
  {
    fault: 'one id through a JavaScript number',
    legacy: 9007199254740993n,
    modern: 9007199254740992n,
    name: 'integer-through-double',
  },
  {
    fault: 'time zone: date-times',
    legacy: stamps.map(datetime),
    modern: stamps.map((x) => datetime(x + 7_200_000)),
    name: 'whole-hour-shift',
  },
  {
    fault: 'time zone with summer time: epoch seconds',
    legacy: stamps.map((x) => BigInt(Math.floor(x / 1000))),
    modern: stamps.map((x, i) => BigInt(Math.floor(x / 1000) + (i > 50 ? 7200 : 3600))),
    name: 'whole-hour-shift',
  },
  {
    fault: 'dates one day off',
    legacy: stamps.map(date),
    modern: stamps.map((x) => date(x - day)),
    name: 'whole-day-shift',
  },
  {
    fault: 'NaN taken for 0',
    legacy: array(holes),
    modern: at(holes, (x) => (Number.isNaN(x) ? 0 : x)),
    name: 'nan-handling',
  },
  { fault: 'NaN as null', legacy: holes, modern: holes.map((x) => (Number.isNaN(x) ? null : x)), name: 'nan-handling' },
  {
    fault: 'overflow cut to the largest float',
    legacy: array(overflows),
    modern: at(overflows, (x) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x))),
    name: 'infinity-handling',
  },
  { fault: 'another origin', legacy: array(noise), modern: at(noise, (x) => x + 273.15), name: 'offset' },
  { fault: 'indices from 1', legacy: counts.map(BigInt), modern: counts.map((x) => BigInt(x + 1)), name: 'offset' },
  {
    fault: 'decomposed text',
    legacy: labels,
    modern: labels.map((x) => x.normalize('NFD')),
    name: 'unicode-normalisation',
  },
  {
    fault: 'lower case in a map',
    legacy: map({ a: labels[0]!, b: labels[1]!, n: 2n }),
    modern: map({ a: labels[0]!.toLowerCase(), b: labels[1]!.toLowerCase(), n: 2n }),
    name: 'letter-case',
  },
  { fault: 'blank at the end', legacy: labels[3]!, modern: `${labels[3]} `, name: 'trailing-space' },
  {
    fault: 'UTF-8 read as Latin-1',
    legacy: labels,
    modern: labels.map((x) => Buffer.from(x).toString('latin1')),
    name: 'text-encoding',
  },
  { fault: 'integers became floats', legacy: counts.map(BigInt), modern: counts, name: 'type-change' },
  {
    fault: 'numbers became text',
    legacy: map({ price: prices }),
    modern: map({ price: prices.map(String) }),
    name: 'type-change',
  },
  {
    fault: 'two results exchanged',
    legacy: array(noise),
    modern: at(noise, (x, i) => (i === 3 ? noise[7]! : i === 7 ? noise[3]! : x)),
    name: 'swapped-elements',
  },
  {
    fault: 'two rows exchanged',
    legacy: array(matrix, [30, 20]),
    modern: array([...matrix.slice(20, 40), ...matrix.slice(0, 20), ...matrix.slice(40)], [30, 20]),
    name: 'swapped-rows',
  },
  { fault: 'last element dropped', legacy: array(noise), modern: array(noise.slice(0, -1)), name: 'dropped-elements' },
  {
    fault: 'one element twice',
    legacy: labels,
    modern: [...labels.slice(0, 9), labels[8]!, ...labels.slice(9)],
    name: 'duplicated-element',
  },
  {
    fault: 'variance for deviation',
    legacy: map({ x: Math.sqrt(variance(noise, 1)), y: Math.sqrt(variance(matrix, 1)) }),
    modern: map({ x: variance(noise, 1), y: variance(matrix, 1) }),
    name: 'square-root',
  },
  { fault: 'conjugate of a spectrum', legacy: complexes(1), modern: complexes(-1), name: 'conjugate' },
  { fault: 'minus zero lost', legacy: array([1.5, -0, 2.5, -0]), modern: array([1.5, 0, 2.5, 0]), name: 'signed-zero' },
  {
    fault: 'tuple of results: only one in degrees',
    legacy: { kind: 'tuple', items: [12.5, 1.2345678] },
    modern: { kind: 'tuple', items: [12.5, (1.2345678 * 180) / Math.PI] },
    name: 'degrees-for-radians',
  },
  {
    fault: 'sign in one place, last digits in another',
    legacy: map({ shift: noise.slice(0, 9), gain: Math.PI }),
    modern: map({ shift: noise.slice(0, 9).map((x) => -x), gain: step(Math.PI, 1) }),
    name: 'sign',
  },
  {
    fault: "two keys hold each other's value",
    legacy: map({ n: 300n, slope: noise[1]!, intercept: noise[2]! }),
    modern: map({ n: 300n, slope: noise[2]!, intercept: noise[1]! }),
    name: 'swapped-results',
  },
  {
    fault: 'running sums with compensation',
    legacy: at(mixed, (_, i) => mixed.slice(0, i + 1).reduce((sum, x) => sum + x, 0)),
    modern: at(mixed, (_, i) => pairwise(mixed.slice(0, i + 1))),
    inputs: [array(mixed)],
    name: 'summation-order',
  },
  {
    fault: 'means of columns, added from below',
    legacy: array(columnMeans(matrix)),
    modern: array(columnMeans([...matrix].reverse()).reverse()),
    inputs: [array(matrix, [30, 20])],
    name: 'summation-order',
  },
];
