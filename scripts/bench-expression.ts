/**
 * How fast a compiled expression is, beside native JavaScript and mathjs, in one run.
 *
 *     node scripts/bench-expression.ts
 *
 * Nanoseconds an evaluation of `a*exp(-b*x)+c`, the median of rounds that take turns, so that a disturbance hits all.
 */
import { compile as compileMathjs } from 'mathjs';
import { compile } from '../suites/expression/modern.ts';

const rounds = 15;
const evaluations = 400_000;
const [a, b, c] = [2, 0.5, 1];

const ours = compile('a*exp(-b*x)+c');
const slots = new Float64Array([a, b, c, 0]);
const bindings = { a, b, c, x: 0 };
const mathjs = compileMathjs('a*exp(-b*x)+c');
const scope = new Map<string, number>(Object.entries(bindings));
const native = (p: number, q: number, r: number, x: number): number => p * Math.exp(-q * x) + r;

/** Sums `evaluations` results; a loop of its own for each, as a fit would have it, and so that V8 compiles each alone. */
const contenders: Readonly<Record<string, () => number>> = {
  'native JavaScript': () => {
    let sum = 0;
    for (let i = 0; i < evaluations; i++) sum += native(a, b, c, i * 1e-5);
    return sum;
  },
  'ours, scalar(slots)': () => {
    let sum = 0;
    for (let i = 0; i < evaluations; i++) {
      slots[3] = i * 1e-5;
      sum += ours.scalar(slots);
    }
    return sum;
  },
  'ours, evaluate(bindings)': () => {
    let sum = 0;
    for (let i = 0; i < evaluations; i++) {
      bindings.x = i * 1e-5;
      sum += ours.evaluate(bindings) as number;
    }
    return sum;
  },
  'mathjs compiled': () => {
    let sum = 0;
    for (let i = 0; i < evaluations; i++) {
      scope.set('x', i * 1e-5);
      sum += mathjs.evaluate(scope) as number;
    }
    return sum;
  },
};

/** Also shows that all contenders computed the same. */
const sums = new Set<number>();
const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const started = process.hrtime.bigint();
    sums.add(run());
    times.get(name)!.push(Number(process.hrtime.bigint() - started) / evaluations);
  }
}

const median = (values: readonly number[]): number => [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)]!;
const medians = new Map([...times].map(([name, values]) => [name, median(values)]));
const slowest = medians.get('mathjs compiled')!;
console.log(`a*exp(-b*x)+c, ${rounds} rounds of ${evaluations} evaluations (sum ${[...sums].join(' or ')})`);
for (const [name, value] of medians) {
  console.log(
    `  ${name.padEnd(26)}${value.toFixed(1).padStart(8)} ns   ${(slowest / value).toFixed(1).padStart(6)}x mathjs`,
  );
}
