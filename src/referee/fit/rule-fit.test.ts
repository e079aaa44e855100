import { describe, expect, it } from 'vitest';
import type { RealExpression } from '../expression.ts';
import type { FitQuestion } from './fit-question.ts';
import { fitView } from './fit-view.ts';
import { ruleFit } from './rule-fit.ts';

const v = (name: string): RealExpression => ({ kind: 'variable', name });
const num = (value: number | bigint): RealExpression => ({ kind: 'number', value });
const two = (operator: '+' | '-' | '*' | '/' | '**', left: RealExpression, right: RealExpression): RealExpression => ({
  kind: 'binary',
  operator,
  left,
  right,
});
const call = (name: string, ...args: readonly RealExpression[]): RealExpression => ({ kind: 'call', name, args });
const times = (a: RealExpression, b: RealExpression) => two('*', a, b);
const decay = (a: string, b: string) =>
  times(v(a), call('exp', { kind: 'unary', operator: '-', operand: times(v(b), v('x')) }));

const x = Float64Array.from({ length: 40 }, (_, i) => i / 10);
const noise = (i: number) => 0.01 * Math.sin(7 * i * i);

/** y = a + b x, whose minimum is a fraction. */
const line: FitQuestion = {
  model: two('+', v('a'), times(v('b'), v('x'))),
  parameters: ['a', 'b'],
  data: new Map([['x', [1, 2, 3, 4]]]),
  y: [2, 3, 5, 6],
};
const twoDecays: FitQuestion = {
  model: two('+', decay('a', 'b'), decay('c', 'd')),
  parameters: ['a', 'b', 'c', 'd'],
  data: new Map([['x', x]]),
  y: x.map((at, i) => 2 * Math.exp(-0.5 * at) + Math.exp(-3 * at) + noise(i)),
};
const wave: FitQuestion = {
  model: times(v('a'), call('sin', times(v('b'), v('x')))),
  parameters: ['a', 'b'],
  data: new Map([['x', x]]),
  y: x.map((at, i) => Math.sin(5 * at) + noise(i)),
};

/** The parameters of a ruling's minimum. */
function minimumOf(question: FitQuestion, near: readonly number[]): number[] {
  const { truth, why } = ruleFit(question, near, near);
  expect(truth, why).not.toBeNull();
  return truth!.split(', ').map((part) => Number(part.split(' = ')[1]));
}

describe('the referee of fits', () => {
  it('finds the minimum of a line to all digits, and says which side has more of them', () => {
    const ruling = ruleFit(line, [0.5 + 1e-9, 1.4], [0.5, 1.4 + 1.4e-5]);
    expect(ruling).toMatchObject({
      nearer: 'legacy',
      basin: 'one',
      truth: 'a = 0.5, b = 1.4',
      why: '128 and 256 bits agree',
    });
    expect(ruling.legacyDigits).toBeCloseTo(8.7, 1);
    expect(ruling.modernDigits).toBeCloseTo(5, 1);
    expect(ruleFit(line, [0.5, 1.4 + 1.4e-5], [0.5 + 1e-9, 1.4])).toMatchObject({ nearer: 'modern' });
    expect(ruleFit(line, [0.5, 1.4], [0.5, 1.4])).toMatchObject({ nearer: 'neither' });
    expect(ruleFit(line, [0.5 + 1e-9, 1.4], [0.5 + 1.5e-9, 1.4])).toMatchObject({ nearer: 'neither' });
  });

  it('takes a parameter that is 0 by what would matter to the predictions', () => {
    const flat = { ...line, y: [1, 2, 3, 4] };
    const ruling = ruleFit(flat, [1e-12, 1], [1e-6, 1]);
    expect(ruling).toMatchObject({ nearer: 'legacy', basin: 'one', truth: 'a = 0, b = 1' });
  });

  it('rules where a side stopped early in the basin of the other', () => {
    const best = minimumOf(twoDecays, [2, 0.5, 1, 3]);
    const early = [1.9, 0.45, 1.2, 2.5];
    const ruling = ruleFit(twoDecays, best, early);
    expect(ruling).toMatchObject({ nearer: 'legacy', basin: 'one' });
    expect(ruling.legacyDigits).toBeGreaterThan(15);
    expect(ruling.modernDigits).toBeLessThan(1.5);
  });

  it('knows one basin again after declared groups changed places, and only then', () => {
    const [a, b, c, d] = minimumOf(twoDecays, [2, 0.5, 1, 3]) as [number, number, number, number];
    const exchangeable = [
      [
        [0, 1],
        [2, 3],
      ],
    ];
    const declared = ruleFit({ ...twoDecays, exchangeable }, [a, b, c, d], [c, d, a, b]);
    expect(declared).toMatchObject({ nearer: 'neither', basin: 'one' });
    expect(ruleFit(twoDecays, [a, b, c, d], [c, d, a, b])).toMatchObject({
      nearer: 'neither',
      basin: 'two',
      why: '128 and 256 bits agree; both minima are as low',
    });
  });

  it('holds the lower of two minima for the true one', () => {
    const [best, other] = [minimumOf(wave, [1, 5]), minimumOf(wave, [0.2, 7.3])];
    expect(other[1]).not.toBeCloseTo(5, 1);
    const ruling = ruleFit(wave, other, best);
    expect(ruling).toMatchObject({ nearer: 'modern', basin: 'two' });
    expect(ruling.truth).toContain(`b = ${best[1]!.toFixed(6)}`.slice(0, 8));
    expect(ruleFit(wave, best, other)).toMatchObject({ nearer: 'legacy', basin: 'two' });
  });

  it('needs no residuals: data that a model goes through', () => {
    const exact = { ...twoDecays, y: x.map((at) => 2 * Math.exp(-0.5 * at) + Math.exp(-3 * at)) };
    const ruling = ruleFit(exact, [2, 0.5, 1, 3], [2 + 1e-7, 0.5, 1, 3]);
    expect(ruling).toMatchObject({ nearer: 'legacy', basin: 'one' });
    expect(ruling.legacyDigits).toBeGreaterThan(13);
  });

  it('rules on all functions that have derivatives, alone or together', () => {
    const model = two(
      '+',
      times(v('a'), call('arctan', two('/', v('x'), v('b')))),
      two('**', v('x'), two('/', v('a'), num(4n))),
    );
    const shifted = Float64Array.from(x, (at) => at + 0.5);
    const at = (t: number) => 2 * Math.atan(t / 1.5) + t ** 0.5;
    const question = { model, parameters: ['a', 'b'], data: new Map([['x', shifted]]), y: shifted.map(at) };
    const ruling = ruleFit(question, [2.1, 1.4], [2, 1.5]);
    expect(ruling).toMatchObject({ nearer: 'modern', basin: 'one' });
    expect(ruling.modernDigits).toBeGreaterThan(13);
  });
});

describe('what the referee of fits does not rule on', () => {
  const why = (question: FitQuestion, answer: readonly number[] = [1, 1], options = {}) => {
    const ruling = ruleFit(question, answer, answer, options);
    expect(ruling).toMatchObject({ nearer: 'undetermined', truth: null, legacyDigits: null, basin: null });
    return ruling.why;
  };

  it('says why', () => {
    const broken = (name: string) => ({ ...line, model: times(v('a'), call(name, times(v('b'), v('x')))) });
    expect(why({ ...line, parameters: ['a', 'b', 'unused'] }, [1, 1, 1])).toContain('do not determine its parameters');
    expect(why({ ...line, model: times(times(v('a'), v('b')), v('x')) })).toContain('do not determine its parameters');
    expect(why(broken('floor'))).toBe('the referee takes no derivative of floor');
    expect(why(broken('gamma'))).toBe('the referee takes no derivative of gamma');
    expect(why({ ...line, upper: [Number.POSITIVE_INFINITY, 1] })).toBe('a bound keeps its minimum out of the box');
    expect(why({ ...line, lower: [0.6, Number.NEGATIVE_INFINITY] })).toBe('a bound keeps its minimum out of the box');
    expect(why(line, [1, Number.NaN])).toContain('an answer is not finite');
    expect(why(line, [1, 1], { maxCost: 10 })).toBe('its minimum costs too much to find');
    expect(why({ ...line, y: [1, 2, Number.POSITIVE_INFINITY, 3] })).toBe('the data are not finite');
    expect(why({ ...line, model: v('z') })).toBe('"z" has no value');
  });

  it('does not take the top of a hill for a minimum', () => {
    // (b^2 - 1)^2 + 0.01 b^2 has slope 0 at b = 0, which J'J alone does not tell from a minimum.
    const hill: FitQuestion = {
      model: two(
        '+',
        times(two('**', v('b'), num(2n)), v('x')),
        times(times(num(0.1), v('b')), two('-', num(1n), v('x'))),
      ),
      parameters: ['b'],
      data: new Map([['x', [1, 0]]]),
      y: [1, 0],
    };
    expect(why(hill, [0])).toContain('is none, by the second derivatives');
    expect(ruleFit(hill, [0.99], [1])).toMatchObject({ basin: 'one' });
  });

  it('rules where bounds are there and the minimum is within', () => {
    expect(ruleFit({ ...line, lower: [0, 0], upper: [0.5, 2] }, [0.5, 1.4], [0.5, 1.4 + 1e-9])).toMatchObject({
      nearer: 'legacy',
    });
  });
});

describe('the model as the rule for optimizers knows it', () => {
  it('has predictions, sum of squares and what more steps would take off it', () => {
    const view = fitView(line)(Float64Array.of(0.5, 1.4))!;
    expect([...view.predictions].map((value) => value.toFixed(12))).toEqual(
      [1.9, 3.3, 4.7, 6.1].map((f) => f.toFixed(12)),
    );
    expect(view.rss).toBeCloseTo(0.2, 12);
    expect(view.descent).toBeLessThan(1e-12);
    // s² (J'J)⁻¹ of a line through four points 1 to 4, s² = 0.1.
    expect([...view.covariance!].map((value) => value.toFixed(9))).toEqual(
      [0.15, -0.05, -0.05, 0.02].map((value) => value.toFixed(9)),
    );
    // Of a line, one step takes all of the excess off.
    const away = fitView(line)(Float64Array.of(1, 1))!;
    expect(away.descent).toBeCloseTo(away.rss - 0.2, 9);
  });

  it('does not believe in steps that lead nowhere', () => {
    // Far out on its plateau the exponential is as good as gone: what is left of it promises much, and holds nothing.
    const plateau = {
      ...line,
      model: times(
        v('a'),
        two('-', num(1n), call('exp', { kind: 'unary', operator: '-', operand: times(v('b'), v('x')) })),
      ),
      y: [109, 149, 149, 191],
    };
    expect(fitView(plateau)(Float64Array.of(149.5, 110))!.descent).toBeLessThan(1e-9);
    expect(fitView(plateau)(Float64Array.of(149.5, 2))!.descent).toBeGreaterThan(100);
  });

  it('does not count on a step out of the box', () => {
    const held = fitView({ ...line, upper: [5, 1] });
    const best = held(Float64Array.of(1.5, 1))!;
    expect(best.descent).toBeLessThan(1e-12);
    expect([best.inside, held(Float64Array.of(1.5, 1.1))!.inside]).toEqual([true, false]);
    expect(held(Float64Array.of(1, 1))!.descent).toBeCloseTo(held(Float64Array.of(1, 1))!.rss - best.rss, 9);
  });

  it('is not there where the model has no value, or none that the referee knows', () => {
    expect(fitView({ ...line, model: call('log', v('a')) })(Float64Array.of(-1, 0))).toBeNull();
    expect(fitView({ ...line, model: call('floor', v('a')) })(Float64Array.of(1, 0))).toBeNull();
    expect(fitView(line)(Float64Array.of(1))).toBeNull();
  });
});
