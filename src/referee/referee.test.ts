import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RealExpression } from './expression.ts';
import { rule } from './referee.ts';

const number = (value: number | bigint): RealExpression => ({ kind: 'number', value });
const variable = (name: string): RealExpression => ({ kind: 'variable', name });
const call = (name: string, ...args: RealExpression[]): RealExpression => ({ kind: 'call', name, args });
const binary = (
  operator: '+' | '-' | '*' | '/' | '**',
  left: RealExpression,
  right: RealExpression,
): RealExpression => ({
  kind: 'binary',
  operator,
  left,
  right,
});
const none = new Map<string, number>();
const ask = (
  expression: RealExpression,
  legacy: number,
  modern: number,
  bindings: ReadonlyMap<string, number> = none,
) => rule({ expression, bindings }, legacy, modern);
const truthOf = (expression: RealExpression, near: number) => ask(expression, near, near).truth;

describe('the truth that the referee finds', () => {
  // Published digits: OEIS A001113, A000796, A002162, A002193, A001620 is left out on purpose (no gamma here).
  it.each<[string, RealExpression, number, string]>([
    ['e', call('exp', number(1)), Math.E, '2.71828182845904523536'],
    ['pi', binary('*', number(4), call('arctan', number(1))), Math.PI, '3.14159265358979323846'],
    ['pi as an angle', call('arctan2', number(0.5), number(-1e300)), Math.PI, '3.14159265358979323846'],
    ['pi / 3', call('arccos', number(0.5)), Math.PI / 3, '1.04719755119659774615'],
    ['log 2', call('log', number(2)), Math.LN2, '0.693147180559945309417'],
    ['root of 2', call('sqrt', number(2)), Math.SQRT2, '1.41421356237309504880'.replace(/0+$/, '')],
    ['sin 1', call('sin', number(1)), Math.sin(1), '0.841470984807896506653'],
    // The worst cases of argument reduction that libraries are tried with (fdlibm's and Muller's).
    ['sin 10^22', call('sin', number(1e22)), -0.85, '-0.852200849767188801773'],
    [
      'cos of 6381956970095103 * 2^797',
      call('cos', number(6381956970095103 * 2 ** 797)),
      -4.68e-19,
      '-4.68716592425462761112e-19',
    ],
    ['tanh 1', call('tanh', number(1)), 0.76, '0.761594155955764888119'],
    ['one degree', call('deg2rad', number(1)), 0.017, '0.0174532925199432957692'],
    ['a third', binary('/', number(1), number(3)), 1 / 3, '0.333333333333333333333'],
    ['0.1 + 0.2 as they are', binary('+', number(0.1), number(0.2)), 0.3, '0.300000000000000016653'],
  ])('%s', (_name, expression, near, digits) => {
    const truth = truthOf(expression, near)!;
    expect(truth.slice(0, digits.length - 1)).toBe(digits.slice(0, -1));
  });

  it('is exact where fractions are', () => {
    for (const [expression, truth] of [
      [call('sqrt', number(2.25)), '1.5'],
      [call('log10', number(1000)), '3'],
      [call('log10', call('sqrt', number(1e4))), '2'],
      [binary('**', number(2), number(-10)), '0.0009765625'],
      [binary('**', number(9), number(1.5)), '27'],
      [binary('*', binary('/', number(1), number(3)), number(3)), '1'],
      [call('mod', number(-7), number(3)), '2'],
      [call('rint', number(2.5)), '2'],
      [call('trunc', number(-2.5)), '-2'],
      [call('arctan2', number(0), number(2)), '0'],
    ] as const) {
      expect(ask(expression, 1, 1)).toMatchObject({ truth, why: 'exact arithmetic' });
    }
  });

  it('keeps the digits that cancel in floats', () => {
    const x = number(1e-9);
    const cancelling = binary('-', call('exp', x), number(1));
    expect(truthOf(cancelling, 1e-9)).toBe('1.00000000050000006245e-9');
    const buried = binary(
      '/',
      binary('-', binary('+', number(1), call('exp', number(-500))), number(1)),
      call('exp', number(-500)),
    );
    expect(ask(buried, 0, 1)).toMatchObject({ nearer: 'modern', modernUlp: 0 });
  });
});

/** sin(1)**2 + cos(1)**2 - 1, of which no precision shows more than that it is small. */
const squared = (name: string) => binary('**', call(name, number(1)), number(2));
const cancelled = binary('-', binary('+', squared('sin'), squared('cos')), number(1));

describe('rule', () => {
  it('names the side that is nearer by more than half a unit', () => {
    const third = binary('/', number(1), number(3));
    const up = 1 / 3 + 2 ** -53;
    expect(ask(third, 1 / 3, up)).toMatchObject({ nearer: 'legacy', legacyUlp: 0.3333, modernUlp: 1.667 });
    expect(ask(third, up, 1 / 3).nearer).toBe('modern');
    expect(ask(call('exp', number(1)), Math.E, Math.E + 2 ** -51).nearer).toBe('neither');
  });

  it('knows that neither is nearer by more than they lie apart', () => {
    // Just below a power of two floats lie half as far apart; exp(log(1)) is not known to be 1 exactly.
    const nearOne = binary('**', call('exp', call('log', number(2))), number(-1));
    expect(ask(nearOne, 0.5, 0.5 - 2 ** -54)).toMatchObject({ nearer: 'neither', modernUlp: 0.5 });
  });

  it('measures next to a power of two in the unit of that power', () => {
    // 1 - 2 exp(-80): below 1 by less than 128 bits show at first.
    expect(ask(call('tanh', number(40)), 1, 1 - 2 ** -52)).toMatchObject({ nearer: 'legacy', modernUlp: 1 });
    expect(ask(call('tanh', number(-40)), -1 + 2 ** -52, -1)).toMatchObject({ nearer: 'modern', legacyUlp: 1 });
    expect(ask(call('tanh', number(60)), 1, 1 - 2 ** -52)).toMatchObject({ nearer: 'legacy', modernUlp: 1 });
  });

  it('measures in the units of the format of the answers', () => {
    const tenth = binary('/', number(1), number(10));
    const [near, far] = [Math.fround(0.1), Math.fround(0.1) - 2 ** -27];
    const question = { expression: tenth, bindings: none };
    expect(rule(question, near, far, { format: 'f4' })).toMatchObject({ nearer: 'legacy', legacyUlp: 0.2 });
    expect(rule(question, near, far, { format: 'f4' }).modernUlp).toBeCloseTo(0.8, 10);
    expect(rule(question, 0.1, near).modernUlp).toBeGreaterThan(1e8);
  });

  it.each<[string, RealExpression, string]>([
    ['division by zero', binary('/', number(1), number(0)), 'divides by zero'],
    ['a logarithm of 0', call('log', number(0)), 'logarithm'],
    ['a root of -1', call('sqrt', number(-1)), 'root'],
    ['arcsin of 2', call('arcsin', number(2)), 'outside'],
    ['a complex power', binary('**', number(-2), number(0.5)), 'complex'],
    ['a complex power that is not known exactly', binary('**', number(-2), call('exp', number(1))), 'complex'],
    ['overflow on the way', binary('/', number(1), call('exp', number(1000))), 'beyond the range'],
    ['an exponential of 10^30', call('exp', number(1e30)), 'overflows'],
    ['an infinite literal', number(Number.POSITIVE_INFINITY), 'Infinity'],
    ['a jump that was computed', call('floor', binary('*', number(0.5), number(4))), 'jumps'],
    ['a jump that is not known to be one', call('floor', call('exp', call('log', number(3)))), 'may jump'],
    ['a jump at what cancels', call('floor', cancelled), '4096 bits'],
    ['the cut of the angle', call('arctan2', number(0), number(-1)), 'sign of a zero'],
    ['an unknown function', call('gamma', number(1)), 'knows no function gamma'],
    ['a wrong number of arguments', call('sin', number(1), number(2)), 'of 2 arguments'],
    ['a name without a value', variable('x'), 'no value'],
  ])('leaves %s undetermined and says why', (_name, expression, why) => {
    const word = ask(expression, 1, 2);
    expect(word).toMatchObject({ nearer: 'undetermined', truth: null, legacyUlp: null });
    expect(word.why).toContain(why);
  });

  it('says nothing of answers that are not finite', () => {
    expect(ask(number(1), Number.NaN, 1).nearer).toBe('undetermined');
  });

  it('takes what is smaller than any float for zero', () => {
    expect(ask(cancelled, 0, 2 ** -52)).toMatchObject({ nearer: 'legacy', truth: '0', legacyUlp: 0 });
    expect(Number.isFinite(ask(cancelled, 0, 2).modernUlp)).toBe(true);
  });

  it('takes no more memory for what is far below any float', () => {
    const tiny = call('exp', number(-1e10));
    expect(ask(tiny, 0, 2 ** -1074)).toMatchObject({ nearer: 'legacy', truth: '0', modernUlp: 1 });
    expect(ask(binary('+', number(1), tiny), 1, 1.5)).toMatchObject({ nearer: 'legacy', legacyUlp: 0 });
    expect(ask(call('floor', tiny), 0, 1).nearer).toBe('undetermined');
    expect(ask(call('log', tiny), -1e10, 1).nearer).toBe('undetermined');
    expect(ask(call('tanh', number(1e300)), 1, 0.5)).toMatchObject({ nearer: 'legacy', legacyUlp: 0 });
    expect(ask(binary('**', number(1e-300), number(1e15)), 0, 1)).toMatchObject({ truth: null });
    expect(ask(call('arctan2', tiny, number(1)), 0, 1)).toMatchObject({ nearer: 'legacy' });
    expect(ask(call('sinh', tiny), 0, 1)).toMatchObject({ nearer: 'legacy' });
  });

  it('reads inputs that lie exactly at a jump as both sides did', () => {
    expect(ask(call('floor', number(3)), 3, 2)).toMatchObject({ nearer: 'legacy', truth: '3' });
  });
});

const inputs = fc.double({ min: 1e-3, max: 1e3, noNaN: true, noDefaultInfinity: true });
const formula = binary(
  '*',
  variable('a'),
  call('exp', binary('*', number(-1), binary('/', variable('x'), variable('a')))),
);

describe('a liar', () => {
  it.each([1, 2, 7, 1000])('that is off by %d units is found, whichever side it is on', (units) => {
    fc.assert(
      fc.property(inputs, inputs, fc.boolean(), (a, x, up) => {
        const bindings = new Map([
          ['a', a],
          ['x', x],
        ]);
        const asked = (legacy: number, modern: number) => rule({ expression: formula, bindings }, legacy, modern);
        const honest = Number(asked(1, 1).truth);
        fc.pre(honest > 1e-300);
        const unit = 2 ** (Math.floor(Math.log2(honest)) - 52);
        const lie = honest + (up ? units : -units) * unit;
        // A liar of one unit may by luck be little worse than the correctly rounded answer.
        const named = units === 1 ? ['legacy', 'neither'] : ['legacy'];
        expect(named).toContain(asked(honest, lie).nearer);
        expect(named.map((name) => (name === 'legacy' ? 'modern' : name))).toContain(asked(lie, honest).nearer);
      }),
      { numRuns: 60 },
    );
  });
});
