import { type CallArguments, fc, float64Array, type Value } from 'vernier';

/** A number within a range that shrinks to few digits near its lower end: `low` to `high` in a thousand steps. */
function within(low: number, high: number): fc.Arbitrary<number> {
  const at = (share: number) => (low > 0 ? low * (high / low) ** share : low + (high - low) * share);
  return fc.integer({ min: 0, max: 1000 }).map((k) => Number(at(k / 1000).toPrecision(4)));
}

const grid = (low: number, high: number, n: number, log: boolean): readonly number[] =>
  Array.from({ length: n }, (_, i) => {
    const share = n === 1 ? 0 : i / (n - 1);
    return Number((log ? low * (high / low) ** share : low + (high - low) * share).toPrecision(6));
  });

const call = (...args: Value[]): CallArguments => ({ args, kwargs: {} });

interface FormulaSpec {
  readonly name: string;
  readonly x: readonly [number, number];
  readonly parameters: readonly (readonly [number, number])[];
  /** Modes of a spectrum, beyond the parameters: their logarithms. */
  readonly modes?: readonly [number, number];
}

/** Ranges within which the formulas are used. No sum in them cancels, so that every digit means something. */
const formulas: readonly FormulaSpec[] = [
  {
    name: 'maxwell-frequency',
    x: [1e-3, 1e3],
    parameters: [
      [-3, -1],
      [1, 3],
    ],
    modes: [1, 6],
  },
  {
    name: 'maxwell-time',
    x: [1e-3, 1e2],
    parameters: [
      [-3, -1],
      [1, 3],
    ],
    modes: [1, 6],
  },
  {
    name: 'debye',
    x: [1e-3, 1e3],
    parameters: [
      [1, 5],
      [-3, -1],
      [1, 3],
    ],
    modes: [-2, 2],
  },
  {
    name: 'havriliak-negami',
    x: [1e-3, 1e3],
    parameters: [
      [0.1, 50],
      [1e-2, 1e2],
      [0.2, 1],
      [0.2, 1],
    ],
  },
  {
    name: 'carreau-yasuda',
    x: [1e-3, 1e3],
    parameters: [
      [1e2, 1e5],
      [0.01, 10],
      [1e-2, 1e2],
      [0.5, 3],
      [0.1, 0.95],
    ],
  },
  {
    name: 'wlf',
    x: [0.5, 180],
    parameters: [
      [10, 60],
      [500, 3000],
      [40, 120],
      [-5, -3],
    ],
  },
  {
    name: 'arrhenius',
    x: [0.5, 180],
    parameters: [
      [2e4, 1.5e5],
      [10, 60],
    ],
  },
  {
    name: 'polynomial',
    x: [1e-2, 10],
    parameters: [
      [0.1, 5],
      [0.1, 5],
      [0.01, 2],
      [0.01, 1],
    ],
  },
  {
    name: 'power-law',
    x: [1e-3, 1e3],
    parameters: [
      [0.1, 1e4],
      [-2, 2],
    ],
  },
  {
    name: 'two-exponentials',
    x: [1e-3, 50],
    parameters: [
      [0.1, 1e3],
      [0.1, 10],
      [0.1, 1e3],
      [10, 1e3],
    ],
  },
  {
    name: 'gex',
    x: [1e2, 1e6],
    parameters: [
      [0.1, 10],
      [1e3, 1e5],
      [0.2, 5],
      [0.3, 2],
    ],
  },
  {
    name: 'log-normal',
    x: [1e2, 1e6],
    parameters: [
      [0.1, 10],
      [1e3, 1e5],
      [0.2, 2],
    ],
  },
  {
    name: 'ucm-shear',
    x: [1e-1, 1e2],
    parameters: [
      [1e2, 1e6],
      [0.1, 10],
      [1e-3, 10],
    ],
  },
  {
    name: 'ucm-extension',
    x: [1, 1e2],
    parameters: [
      [1e2, 1e6],
      [5, 10],
      [0.01, 0.04],
    ],
  },
];

/** Calls of `model(name, x, parameters)`. */
export const formulaCalls: fc.Arbitrary<CallArguments> = fc.constantFrom(...formulas).chain((spec) => {
  const { modes } = spec;
  const many = modes === undefined ? fc.constant([]) : fc.constantFrom(1, 3, 5).chain((n) => listOf(n, modes));
  const own = fc.tuple(...spec.parameters.map(([low, high]) => within(low, high)));
  return fc
    .tuple(own, many, fc.constantFrom(1, 8, 32))
    .map(([p, logs, n]) => call(spec.name, float64Array(grid(...spec.x, n, true)), float64Array([...p, ...logs])));
});

const listOf = (n: number, [low, high]: readonly [number, number]) =>
  fc.array(within(low, high), { minLength: n, maxLength: n });

/**
 * Calls of `integrate(system, t, parameters)`: flow that begins at 0, on grids whose longest step is a hundredth of the
 * fastest time of the system to all of it. Beyond that a rule of four stages and no control does not follow at all.
 */
export const flowCalls: fc.Arbitrary<CallArguments> = fc
  .record({
    system: fc.constantFrom('giesekus-shear', 'giesekus-extension', 'rolie-poly-shear'),
    modulus: within(1, 1e5),
    tau: within(0.1, 10),
    shape: within(0.05, 0.5),
    weissenberg: within(0.05, 5),
    n: fc.integer({ min: 4, max: 60 }),
    step: within(0.01, 1),
    log: fc.boolean(),
  })
  .map(({ system, modulus, tau, shape, weissenberg, n, step, log }) => {
    const rate = Number((weissenberg / tau).toPrecision(4));
    const even = [0, ...grid(log ? 1e-3 : 1 / n, 1, n, log)];
    const longest = Math.max(...even.slice(1).map((one, i) => one - even[i]!));
    const span = Math.min(8 * tau, (step * Math.min(tau, 1 / rate)) / longest);
    const t = even.map((one) => Number((one * span).toPrecision(6)));
    const parameters =
      system === 'rolie-poly-shear' ? [modulus, tau, tau, shape, -0.5, rate] : [modulus, tau, shape, rate];
    return call(system, float64Array(t), float64Array(parameters));
  });

/** Samples of a curve with a bump and a slope, heights within 2, at rising places, with noise or without. */
const samples = (least: number, most: number) =>
  fc
    .record({
      n: fc.integer({ min: least, max: most }),
      bump: within(0.2, 0.8),
      width: within(0.1, 0.6),
      slope: within(-1, 1),
      noise: fc.constantFrom(0, 0.01, 0.1),
      log: fc.boolean(),
      jitter: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: most, maxLength: most }),
    })
    .map(({ n, bump, width, slope, noise, log, jitter }) => {
      const x = grid(0.01, 1, n, log);
      const y = x.map((one, i) =>
        Number((slope * one + Math.exp(-(((one - bump) / width) ** 2)) + (noise * jitter[i]!) / 100).toPrecision(6)),
      );
      return { x, y };
    });

/** Calls of `interpolate(x, y, at)`. */
export const interpolationCalls: fc.Arbitrary<CallArguments> = fc
  .tuple(samples(4, 40), fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }))
  .map(([{ x, y }, places]) => {
    const at = places.map((k) => Math.min(1, Number((0.01 + 0.99 * (k / 1000)).toPrecision(6))));
    return call(float64Array(x), float64Array(y), float64Array(at));
  });

/** Calls of `smooth(y, window, order)`. */
export const smoothingCalls: fc.Arbitrary<CallArguments> = fc
  .tuple(samples(11, 40), fc.constantFrom(3, 5, 7, 11), fc.integer({ min: 0, max: 4 }))
  .map(([{ y }, window, order]) => call(float64Array(y), BigInt(window), BigInt(Math.min(order, window - 1))));

/** Calls of `accumulate(x, y)`. */
export const accumulationCalls: fc.Arbitrary<CallArguments> = samples(2, 40).map(({ x, y }) =>
  call(float64Array(x), float64Array(y)),
);
