import fc from 'fast-check';
import { all, create } from 'mathjs';
import { describe, expect, it } from 'vitest';
import type { Ball } from './ball.ts';
import { evaluate } from './evaluate.ts';
import type { RealExpression } from './expression.ts';
import { overlap } from './measure.ts';
import { type Rational, rationalOf } from './rational.ts';
import { type Real, toBall } from './real.ts';
import { realFunctions } from './real-functions.ts';

/** An arithmetic of other people's to check against, decimal and in 120 digits: it shares nothing with this one. */
const math = create(all!, { number: 'BigNumber', precision: 120 });
type Big = math.BigNumber;
const functions = math as unknown as Record<string, (x: Big, y?: Big) => Big>;
const big = (x: bigint) => math.bignumber(x.toString());
const bigOf = ({ num, den }: Rational) => big(num).div(big(den));
const two = math.bignumber(2);

function ends(value: Real): { low: Big; high: Big } {
  const { mid, rad, exp } = toBall(value, 512);
  const unit = two.pow(exp);
  return { low: big(mid - rad).times(unit), high: big(mid + rad).times(unit) };
}

/** Numbers over so many decades, of both signs unless told otherwise. */
const decades = (from: number, to: number, signed = true) =>
  fc
    .tuple(fc.double({ min: from, max: to, noNaN: true }), fc.double({ min: 1, max: 10, noNaN: true }), fc.boolean())
    .map(([decade, digits, minus]) => (signed && minus ? -1 : 1) * digits * 10 ** decade);
const unit = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), decades(-12, -1));

const ofOne: [name: string, inputs: fc.Arbitrary<number>, oracle: (x: Big) => Big][] = [
  ['sin', decades(-12, 20), functions.sin!],
  ['cos', decades(-12, 20), functions.cos!],
  ['tan', decades(-12, 10), functions.tan!],
  ['arcsin', unit, functions.asin!],
  ['arccos', unit, functions.acos!],
  ['arctan', decades(-12, 20), functions.atan!],
  ['sinh', decades(-12, 2), functions.sinh!],
  ['cosh', decades(-12, 2), functions.cosh!],
  ['tanh', decades(-12, 1.5), functions.tanh!],
  ['arcsinh', decades(-12, 20), functions.asinh!],
  ['arccosh', decades(-12, 20, false).map((x) => 1 + x), functions.acosh!],
  ['arctanh', unit.filter((x) => Math.abs(x) < 1), functions.atanh!],
  ['exp', decades(-12, 2.8), functions.exp!],
  ['log', decades(-300, 300, false), functions.log!],
  ['log10', decades(-300, 300, false), functions.log10!],
  ['log2', decades(-300, 300, false), functions.log2!],
  ['expm1', decades(-12, 2), (x) => functions.exp!(x).minus(1)],
  ['log1p', decades(-12, 20, false), (x) => functions.log!(x.plus(1))],
  ['sqrt', decades(-300, 300, false), functions.sqrt!],
];

/** What 120 digits may still get wrong after a reduction or a cancellation. */
const slack = math.bignumber('1e-80');

function holds(value: Real, truth: Big): boolean {
  const { low, high } = ends(value);
  const room = truth.abs().times(slack);
  return truth.gte(low.minus(room)) && truth.lte(high.plus(room));
}

/** Width relative to the middle, in bits. */
function certainBits({ mid, rad }: Ball): number {
  return rad === 0n ? Number.POSITIVE_INFINITY : mid.toString(2).length - rad.toString(2).length;
}

describe('functions of one argument', () => {
  it.each(ofOne)('%s: the ball holds what another arithmetic finds, and is narrow', (name, inputs, oracle) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const x = rationalOf(input);
        const value = realFunctions.get(name)!.of([x], 256, true);
        expect(holds(value, oracle(bigOf(x)))).toBe(true);
        // expm1 cancels where its argument is small; the adaptive precision above makes up for it.
        if (value.kind === 'ball') expect(certainBits(value)).toBeGreaterThan(name === 'expm1' ? 120 : 200);
      }),
      { numRuns: 100 },
    );
  });

  it.each(ofOne)('%s: what follows from a ball holds what follows from every number in it', (name, inputs) => {
    fc.assert(
      fc.property(inputs, fc.bigInt({ min: -1024n, max: 1024n }), (input, step) => {
        const known = realFunctions.get(name)!;
        const { mid, exp } = toBall(rationalOf(input), 2048);
        const [fine, spread] = [64, 1024n];
        const inside = { kind: 'ball', mid: (mid << BigInt(fine)) + step, rad: 0n, exp: exp - fine } as const;
        const around = { kind: 'ball', mid: mid << BigInt(fine), rad: spread, exp: exp - fine } as const;
        let wide: Real;
        let narrow: Real;
        try {
          wide = known.of([around], 256, true);
          narrow = known.of([inside], 512, true);
        } catch {
          return;
        }
        expect(overlap(wide, narrow, 4096)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('functions of two arguments', () => {
  const pairs = fc.tuple(decades(-6, 6), decades(-6, 6));
  it.each<[string, fc.Arbitrary<[number, number]>, (a: Big, b: Big) => Big]>([
    ['arctan2', pairs, (y, x) => functions.atan2!(y, x)],
    ['power', fc.tuple(decades(-6, 6, false), decades(-3, 1)), (a, b) => a.pow(b)],
    ['hypot', pairs, (a, b) => a.times(a).plus(b.times(b)).sqrt()],
    ['mod', pairs, (a, b) => a.minus(b.times(a.div(b).floor()))],
  ])('%s', (name, inputs, oracle) => {
    fc.assert(
      fc.property(inputs, ([a, b]) => {
        const [x, y] = [rationalOf(a), rationalOf(b)];
        const value = realFunctions.get(name)!.of([x, y], 256, true);
        expect(holds(value, oracle(bigOf(x), bigOf(y)))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('evaluate', () => {
  const leaf: fc.Arbitrary<RealExpression> = fc
    .oneof(decades(-3, 3), fc.constantFrom(1, 2, 0.5, -3))
    .map((value) => ({ kind: 'number', value }));
  const { tree } = fc.letrec<{ tree: RealExpression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constant('binary' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
        left: tie('tree'),
        right: tie('tree'),
      }),
      fc
        .tuple(fc.constantFrom('sin', 'cos', 'tanh', 'arctan', 'exp', 'sqrt', 'log', 'abs', 'arcsinh'), tie('tree'))
        .map(([name, of]): RealExpression => ({ kind: 'call', name, args: [of] })),
    ),
  }));

  it('agrees with itself at doubled precision', () => {
    let decided = 0;
    fc.assert(
      fc.property(tree, (expression) => {
        const at = (bits: number) => {
          try {
            return evaluate(expression, new Map(), bits);
          } catch {
            return null;
          }
        };
        const [coarse, fine] = [at(128), at(1024)];
        if (coarse === null || fine === null) return;
        decided += 1;
        expect(overlap(coarse, fine, 4096)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(decided).toBeGreaterThan(100);
  });
});
