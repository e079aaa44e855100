import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileOperands } from './modern/operand-path.ts';
import { parse } from './modern/parse.ts';
import { compileScalar, NotReal } from './modern/scalar-path.ts';
import type { Tree } from './modern/tree.ts';
import { compile, evaluate } from './modern.ts';

/** The class of what an action throws, or what it returns. */
function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return `throws ${(error as Error).constructor.name}`;
  }
}

const raised = (expression: string, bindings: Record<string, unknown> = {}) =>
  outcome(() => evaluate(expression, bindings));

describe('evaluate() on plain numbers', () => {
  it.each([
    ['2*3+4', 10],
    ['-2**2', -4],
    ['2**3**2', 512],
    ['2**-1', 0.5],
    ['(1+2)*-3', -9],
    ['1_000 + 0x1F + 0b11 + 0o17 + .5 + 5. + 1e1', 1064.5],
    ['True + True', 2],
    ['sin(0,) + cos(\n0)', 1],
    ['1 + \\\n 1 # and no more', 2],
    ['around(2.5) + rint(-0.5)', 2],
    ['mod(-7, 3)', 2],
    ['mod(7, -3)', -2],
    ['power(2, 0.5)', Math.SQRT2],
    ['ｘ * 2', 5],
    ['π', 3],
  ])('computes %j', (expression, value) => {
    expect(evaluate(expression, { x: 2.5, π: 3 })).toBe(value);
  });

  it.each([
    ['1/0', 'throws ZeroDivisionError'],
    ['sin(1)/0', Number.POSITIVE_INFINITY],
    ['0**-1', 'throws ZeroDivisionError'],
    ['exp(0)*0**0', 1],
    ['1e200**2', 'throws OverflowError'],
    ['exp(0)*1e200*1e200', Number.POSITIVE_INFINITY],
    ['exp(1000)', Number.POSITIVE_INFINITY],
    ['log(-1)', Number.NaN],
    ['(-1)**0.5', { kind: 'complex', re: 6.123233995736766e-17, im: 1 }],
    ['(0-exp(0))**0.5', Number.NaN],
    ['1e400', Number.POSITIVE_INFINITY],
    [`1${'0'.repeat(400)}`, 'throws OverflowError'],
  ])('tells Python floats from NumPy ones in %j', (expression, value) => {
    expect(raised(expression)).toEqual(value);
  });

  it('looks up e and pi before the bindings', () => {
    expect(evaluate('e + pi', { e: 1, pi: 1 })).toBe(Math.E + Math.PI);
  });

  it('keeps bound integers exact', () => {
    // As NumPy 2.4 does it: what Python's integers have stays exact, a float beside makes a float, the rest must fit.
    const huge = { n: 2n ** 70n + 1n, w: 2n ** 63n + 5n, h: 10n ** 400n, b: true, two: 2n };
    expect(evaluate('floor(n)', huge)).toBe(huge.n);
    expect(evaluate('abs(-n)', huge)).toBe(huge.n);
    expect(evaluate('mod(n, 2.5)', huge)).toBe(1.5);
    expect(evaluate('arctan2(n, two)', huge)).toBe(Math.PI / 2);
    expect(evaluate('power(n, 0.5)', huge)).toBe(2 ** 35);
    for (const expression of ['mod(n, two)', 'mod(two, w)', 'power(n, b)', 'power(h, 2.0)'])
      expect(raised(expression, huge), expression).toBe('throws OverflowError');
    for (const expression of ['sin(n)', 'around(n)', 'fabs(n)'])
      expect(raised(expression, huge), expression).toBe('throws TypeError');
    expect(evaluate('n*n - m', { n: 2n ** 40n, m: 1n })).toBe(2n ** 80n - 1n);
    expect(evaluate('n/m', { n: 2n ** 2000n + 1n, m: 2n ** 1999n })).toBe(2);
    expect(raised('n**n**n', { n: 9n })).toBe('throws OverflowError');
  });
});

describe('evaluate() on arrays', () => {
  it('broadcasts and keeps types as NumPy 2 does', () => {
    const x = new Float64Array([1, 2, 3]);
    expect(evaluate('2*x + 1', { x })).toEqual(new Float64Array([3, 5, 7]));
    expect(evaluate('x*y', { x, y: new Int32Array([2]) })).toEqual(new Float64Array([2, 4, 6]));
    expect(evaluate('x*0.1', { x: new Float32Array([1]) })).toEqual(new Float32Array([0.1]));
    expect(evaluate('n+n', { n: new Uint8Array([200]) })).toEqual(new Uint8Array([144]));
    expect(evaluate('n/n', { n: new BigInt64Array([3n]) })).toEqual(new Float64Array([1]));
    expect(raised('x+y', { x, y: new Float64Array(2) })).toBe('throws ValueError');
  });

  it('reads and writes what has no typed array', () => {
    const bool = { kind: 'ndarray', dtype: '|b1', shape: [2], order: 'C', data: new Uint8Array([1, 0]) };
    expect(evaluate('b*b', { b: bool })).toEqual(bool);
    expect(raised('b-b', { b: bool })).toBe('throws TypeError');
    const columns = { kind: 'ndarray', dtype: '|i1', shape: [2, 2], order: 'F', data: new Uint8Array([1, 2, 3, 4]) };
    expect(evaluate('+c', { c: columns })).toEqual({ ...columns, order: 'C', data: new Uint8Array([1, 3, 2, 4]) });
  });

  it('does not touch its arguments', () => {
    const x = new Float64Array([-1, 2]);
    evaluate('-x + abs(x) * sqrt(x)', { x });
    expect(x).toEqual(new Float64Array([-1, 2]));
  });
});

describe('evaluate() on what the grammar refuses', () => {
  it.each([
    ...['', ' ', '1 2', '(1', '1)', ')(', '()', '1,2', '(1,)', 'sin()', 'sin(1,2)', 'mod(1)', 'sin', 'sin(,)', 'x(1)'],
    ...[
      '2(3)',
      '(x)(1)',
      'sin(x)(1)',
      '1//2',
      '1%2',
      'x^2',
      '1<2',
      'x if x else 1',
      'not x',
      'x.y',
      'x[0]',
      '[x]',
      '{}',
    ],
    ...[
      '"a"',
      "'a'",
      '1j',
      '012',
      '1_',
      '1__0',
      '1e1e1',
      '1.2.3',
      '1\n+2',
      'x;x',
      'x=1',
      'x:=1',
      'lambda: 1',
      '1if x else 2',
    ],
    ...['constructor', 'toString', 'hasOwnProperty(x)', '__proto__', 'valueOf', 'eval', 'None', 'max(x)', 'missing'],
    ...[
      'x!',
      'x to x',
      'x mod x',
      "x'",
      'x in x',
      '$x',
      'x\u200d',
      '\ufeffx',
      'x\u00a0+x',
      '\u0000',
      '１',
      'NaN',
      'Infinity',
    ],
  ])('says ValueError to %j', (expression) => {
    expect(raised(expression, { x: 2.5, eval: 1 })).toBe('throws ValueError');
  });

  it('says TypeError to what is not text', () => {
    for (const expression of [1, null, undefined, ['1'], { toString: () => '1' }]) {
      expect(outcome(() => evaluate(expression, {}))).toBe('throws TypeError');
    }
  });

  it.each([
    ['parentheses', `${'('.repeat(201)}1${')'.repeat(201)}`, `${'('.repeat(200)}1${')'.repeat(200)}`],
    ['terms', `1${'+1'.repeat(495)}`, `1${'+1'.repeat(494)}`],
    ['characters', ' '.repeat(10_000) + 1, ' '.repeat(9_999) + 1],
    ['digits', '1'.repeat(4301), `0.${'1'.repeat(4301)}`],
  ])('holds a limit on %s', (_, over, within) => {
    expect(raised(over)).toBe('throws ValueError');
    expect(raised(within)).toBeTypeOf('number');
  });

  it('never throws anything but its own errors', () => {
    const piece = fc.constantFrom(
      ...'( ) , + - * / ** // 1 .5 1e9 0x x sin mod e . = < [ ] { } " ; : \n \\ # @ ! _ lambda if'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 }),
        (pieces) => {
          const result = raised(pieces.join(' '), { x: 2.5 });
          if (typeof result === 'string') {
            expect(result).toMatch(/^throws (ValueError|ZeroDivisionError|OverflowError|TypeError)$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('compile()', () => {
  const number = fc.oneof(
    fc.constantFrom(0, -0, 1, -1, 2, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double({ min: -20, max: 20, noNaN: true }),
  );
  const trees = (value: fc.Arbitrary<number>) =>
    fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.record({ kind: fc.constant('number' as const), value }),
        fc.record({ kind: fc.constant('variable' as const), name: fc.constantFrom('x', 'y') }),
        fc.record({
          kind: fc.constant('unary' as const),
          op: fc.constantFrom('+' as const, '-' as const),
          of: tie('tree'),
        }),
        fc.record({
          kind: fc.constant('binary' as const),
          op: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '**' as const),
          left: tie('tree'),
          right: tie('tree'),
        }),
        fc.record({
          kind: fc.constant('call' as const),
          function: fc.constantFrom('sin', 'exp', 'rint', 'abs'),
          args: fc.tuple(tie('tree')),
        }),
        fc.record({
          kind: fc.constant('call' as const),
          function: fc.constantFrom('mod', 'power', 'arctan2'),
          args: fc.tuple(tie('tree'), tie('tree')),
        }),
      ),
    })).tree;

  it('computes the same on the fast path as on the general one', () => {
    fc.assert(
      fc.property(trees(number), number, number, (expression, x, y) => {
        const fast = outcome(() => compileScalar(expression, ['x', 'y'])([x, y]));
        if (fast === `throws ${NotReal.name}`) return;
        const general = outcome(() => compileOperands(expression, ['x', 'y'])([x, y])) as { data?: Float64Array };
        expect(fast).toBe(general?.data?.[0] ?? general);
      }),
      { numRuns: 2000 },
    );
  });

  it('parses what a printer of fully bracketed text printed', () => {
    const print = (node: Tree): string => {
      if (node.kind === 'number') return `(${node.value})`;
      if (node.kind === 'variable') return node.name;
      if (node.kind === 'unary') return `(${node.op}${print(node.of)})`;
      if (node.kind === 'binary') return `(${print(node.left)} ${node.op} ${print(node.right)})`;
      return `${node.function}(${node.args.map(print).join(', ')})`;
    };
    fc.assert(
      fc.property(trees(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })), (node) => {
        expect(parse(print(node))).toEqual(node);
      }),
    );
  });

  it('names its variables in order and remembers expressions', () => {
    const compiled = compile('b*exp(-a*x) + pi');
    expect(compiled.variables).toEqual(['a', 'b', 'x']);
    expect(compiled.scalar([0, 1, 7])).toBe(1 + Math.PI);
    expect(compile('b*exp(-a*x) + pi')).toBe(compiled);
    for (let i = 0; i < 600; i++) compile(`x + ${i}`);
    expect(compile('b*exp(-a*x) + pi')).not.toBe(compiled);
  });

  it('takes bindings as a map or an object, own keys only', () => {
    expect(evaluate('x', new Map([['x', 1]]))).toBe(1);
    expect(evaluate('x', Object.assign(Object.create(null), { x: 1 }))).toBe(1);
    expect(outcome(() => evaluate('x', Object.create({ x: 1 })))).toBe('throws ValueError');
  });
});
