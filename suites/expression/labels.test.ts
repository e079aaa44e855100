import { type CallArguments, float64Array, ndarray, numericArray, type Value } from 'vernier';
import { describe, expect, it } from 'vitest';
import { labels } from './labels.ts';

const call = (expression: string, bindings: Record<string, Value> = {}): CallArguments => ({
  args: [expression, { kind: 'map', type: 'dict', entries: Object.entries(bindings) }],
  kwargs: {},
});
const single = (...items: number[]) => numericArray(Float32Array.from(items));
const bytes = (...items: number[]) => numericArray(Uint8Array.from(items));
const long = (...items: bigint[]) => numericArray(BigInt64Array.from(items));

type Shown = readonly [label: string, withIt: readonly CallArguments[], without: readonly CallArguments[]];

const words: readonly Shown[] = [
  ['op:+', [call('1.0+x', { x: 1 })], [call('+x', { x: 1 }), call('1.0*x', { x: 1 })]],
  ['op:neg', [call('-x', { x: 1 })], [call('1.0-x', { x: 1 })]],
  ['op:pos', [call('+x', { x: 1 })], [call('1.0+x', { x: 1 })]],
  ['op:**', [call('x**2.0', { x: 1 })], [call('x*2.0', { x: 1 })]],
  ['fn:exp', [call('2.0*exp(x)', { x: 1 })], [call('exp', { exp: 1 }), call('sin(x)', { x: 1 })]],
  [
    'literal:int',
    [call('2*x', { x: 1 }), call('0x1F'), call('True+x', { x: 1 })],
    [call('2.*x', { x: 1 }), call('x', { x: 2n })],
  ],
  ['literal:float', [call('2e3')], [call('2')]],
  ['bound:constant', [call('pi*x', { pi: 3, x: 1 }), call('e', { e: 1 })], [call('pi'), call('x', { pi: 3, x: 1 })]],
  ['bound:function', [call('sin(x)', { sin: 1, x: 1 })], [call('sin(x)', { cos: 1, x: 1 })]],
  ['bound:int', [call('x', { x: 1n })], [call('x', { x: 1 }), call('y', { x: 1n, y: 1 })]],
  ['bound:float', [call('x', { x: 1 })], [call('x', { x: 1n })]],
  ['bound:other', [call('x', { x: 'text' }), call('x', { x: true })], [call('x', { x: 1 })]],
  ['dtype:float32', [call('x', { x: single(1) })], [call('x', { x: float64Array([1]) })]],
  ['dtype:bool', [call('x', { x: ndarray('|b1', [1], Uint8Array.of(1)) })], [call('x', { x: bytes(1) })]],
  ['dtype:other', [call('x', { x: numericArray(Int16Array.of(1)) })], [call('x', { x: bytes(1) })]],
  [
    'syntax:refused',
    [call('x//2', { x: 1 }), call('x.real', { x: 1 }), call('x if x else 1', { x: 1 }), call('2j')],
    [call('x/2', { x: 1 }), call('1_0 # ten')],
  ],
  [
    'arity',
    [call('sin()'), call('arctan2(x)', { x: 1 }), call('around(x,1)', { x: 1 })],
    [call('arctan2(x,x)', { x: 1 }), call('unknown(x,x)', { x: 1 })],
  ],
  ['name:unbound', [call('x+y', { x: 1 }), call('gamma(x)', { x: 1 })], [call('x+pi', { x: 1 })]],
  ['name:function', [call('sin+1.0')], [call('sin(1.0)'), call('sin+1.0', { sin: 1 })]],
];

const integers: readonly Shown[] = [
  [
    'integer:kept',
    [
      call('2*x', { x: long(1n) }),
      call('sqrt(x+1)', { x: bytes(1) }),
      call('10**23'),
      call('x-8', { x: 2n ** 53n + 1n }),
    ],
    [call('2.0*x', { x: long(1n) }), call('x*x', { x: long(1n) }), call('2*x', { x: 1 }), call('2*3')],
  ],
  [
    'integer:large',
    [call('10**23'), call('abs(9007199254740993)'), call('power(x,1)', { x: 2n ** 53n + 1n })],
    [call('10**15'), call('1e23'), call('x*x', { x: long(2n ** 60n) })],
  ],
  [
    'integer:dtype',
    [call('2*x', { x: long(1n) }), call('10**23'), call('sqrt(x+1)', { x: bytes(1) })],
    [call('2*x', { x: 1 }), call('sqrt(x*2)', { x: long(1n) }), call('x*x', { x: long(1n) })],
  ],
  [
    'integer:wraps',
    [call('2*x', { x: bytes(200) }), call('x*1000000', { x: numericArray(Int32Array.of(46341)) })],
    [call('2*x', { x: bytes(100) }), call('x*x', { x: bytes(200) }), call('2*x', { x: 200n })],
  ],
  ['integer:zero', [call('-0'), call('arctan2(0*x,x)', { x: long(-1n) })], [call('-0.0'), call('-2')]],
  [
    'integer:undefined',
    [call('mod(3,x)', { x: bytes(0) })],
    [call('mod(3,x)', { x: bytes(2) }), call('mod(3.0,x)', { x: bytes(0) })],
  ],
  [
    'integer:overflow',
    [call('exp(9+x)', { x: bytes(4) })],
    [call('exp(9+x)', { x: bytes(1) }), call('exp(9.0+x)', { x: bytes(4) })],
  ],
  ['integer:amplified', [call('mod(9007199254740993+358,w)', { w: 23n })], [call('9007199254740993/w', { w: 23n })]],
  ['complex', [call('x**0.5', { x: -2 })], [call('x**2.0', { x: -2 }), call('x**0.5', { x: float64Array([-2]) })]],
];

const errors: readonly Shown[] = [
  ['precision:float32', [call('exp(x)', { x: single(1) })], [call('x*x', { x: single(1) }), call('exp(x)', { x: 1 })]],
  ['precision:float16', [call('exp(x)', { x: bytes(1) })], [call('exp(x)', { x: long(1n) })]],
  ['ill-conditioned:1e-9', [call('sin(exp(x))', { x: 10.3 })], [call('exp(sin(x))', { x: 10.3 })]],
  [
    'ill-conditioned:1e-6',
    [call('exp(x)', { x: single(1) }), call('exp(x)-a', { x: 2, a: 7.389056 })],
    [call('exp(x)', { x: 1 }), call('x-a', { x: 1, a: 0.9999999 })],
  ],
  ['ill-conditioned:1e-3', [call('J*(1.0-exp(-t))', { J: 1, t: 1e-11 })], [call('J*(1.0-exp(-t))', { J: 1, t: 0.5 })]],
  ['ill-conditioned:1', [call('1.0-exp(-t)', { t: 1e-14 })], [call('1.0-exp(-t)', { t: 1e-5 })]],
  ['ill-conditioned:cancelled', [call('sin(x)**2.0+cos(x)**2.0-1.0', { x: 0.7 })], [call('x-x', { x: 0.7 })]],
  [
    'ill-conditioned:lost',
    [call('sin(exp(x))', { x: 40 }), call('mod(exp(x),0.1)', { x: 40 })],
    [call('sin(x)', { x: 1e22 })],
  ],
  [
    'discontinuity',
    [call('floor(exp(log(x)))', { x: 3 })],
    [call('floor(exp(log(x)))', { x: 3.5 }), call('floor(x)', { x: 3 })],
  ],
  [
    'domain-edge',
    [call('sqrt(sin(x)**2.0+cos(x)**2.0-1.0)', { x: 0.7 }), call('arccos(tanh(exp(x)))', { x: 5 })],
    [call('sqrt(x)', { x: 0 }), call('log(x)', { x: 0 })],
  ],
  [
    'overflow-edge',
    [call('exp(exp(x))', { x: Math.log(709.782712893384) }), call('1.0/(exp(x)-exp(x))', { x: 1 })],
    [call('exp(exp(x))', { x: 6.5 }), call('1.0/x', { x: float64Array([0]) })],
  ],
  ['underflow-edge', [call('exp(x)', { x: -740 })], [call('exp(x)', { x: -700 }), call('x/2.0', { x: 1e-310 })]],
];

describe('labels', () => {
  for (const [label, withIt, without] of [...words, ...integers, ...errors]) {
    it(`says ${label} where it holds and nowhere else`, () => {
      for (const input of withIt) expect(labels(input), String(input.args[0])).toContain(label);
      for (const input of without) expect(labels(input), String(input.args[0])).not.toContain(label);
    });
  }

  it('takes anything for an input', () => {
    for (const input of [{ args: [], kwargs: {} }, { args: [3, 4], kwargs: {} }, call('x', { x: null }), call('')]) {
      expect(() => labels(input)).not.toThrow();
    }
  });

  it('finds no numeric label in well-conditioned formulas on equal bits', () => {
    const t = float64Array([0.001, 0.5, 2, 10]);
    expect(
      labels(call('G*exp(-t/tau)+G*(t/tau)**1.5', { G: 1e5, tau: 1.3, t })).filter(
        (label) => /[-]|precision/.test(label) && !label.startsWith('op'),
      ),
    ).toEqual([]);
  });

  it('looks at every element: one uncertain element is enough', () => {
    expect(labels(call('sin(x)', { x: float64Array([1, 2, 3]) }))).not.toContain('ill-conditioned:lost');
    expect(labels(call('sin(exp(x))', { x: float64Array([1, 2, 40]) }))).toContain('ill-conditioned:lost');
  });
});
