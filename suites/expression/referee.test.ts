import { type CallArguments, float64Array, ndarray, numericArray, rule, type Step, type Value } from 'vernier';
import { describe, expect, it } from 'vitest';
import { referee } from './referee.ts';

const call = (expression: string, bindings: Record<string, Value> = {}): CallArguments => ({
  args: [expression, { kind: 'map', type: 'dict', entries: Object.entries(bindings) }],
  kwargs: {},
});

function truth(input: CallArguments, path: readonly Step[] = []): string | null {
  const question = referee(input)!.ask(path);
  return typeof question === 'string' ? question : rule(question, 1, 1).truth;
}

describe('the truth of an expression', () => {
  it('is that of its numbers as they are', () => {
    expect(truth(call('x/3', { x: 1 }))).toBe('0.333333333333333333333');
    expect(truth(call('0.1*10'))).toBe('1.00000000000000005551');
    expect(truth(call('10**2 - 0x10 - True'))).toBe('83');
    // NumPy's pi is a number like any other.
    expect(truth(call('sin(pi)'))).toBe('1.22464679914735317723e-16');
  });

  it('is told element by element, as broadcasting brings them together', () => {
    const bindings = {
      x: float64Array([1, 2]),
      y: float64Array([10, 20, 30, 40, 50, 60], [3, 2]),
      z: float64Array([5], [1]),
    };
    expect(truth(call('x+y+z', bindings), [2, 1])).toBe('67');
    expect(truth(call('x', bindings), [1])).toBe('2');
    expect(truth(call('x', bindings), [2])).toContain('no number for this place');
  });

  it.each<[CallArguments, string]>([
    [call('2*x', { x: numericArray(Uint8Array.of(200)) }), 'wraps'],
    [call('x**0.5', { x: -2 }), 'complex'],
    [call('pi*x', { pi: 3, x: 1 }), 'only legacy'],
    [call('x+y', { x: 1 }), 'no value'],
    [call('9007199254740993*x', { x: 1 }), 'rounded by the other'],
    [call('exp(x)', { x: numericArray(Uint8Array.of(1)) }), 'float16'],
    [call('x', { x: ndarray('|b1', [1], Uint8Array.of(1)) }), 'truth values'],
  ])('is not told where the sides do not compute the same: %#', (input, why) => {
    expect(truth(input, [0])).toContain(why);
  });

  it('takes a literal beside float32 for what it is there', () => {
    const x = numericArray(Float32Array.of(1));
    const single = '0.100000001490116119385';
    expect(truth(call('0.1*x', { x }), [0])).toBe(single);
    expect(truth(call('x*-a', { x, a: 0.1 }), [0])).toBe(`-${single}`);
    expect(truth(call('mod(0.1, x)', { x }), [0])).toBe(single);
    // Python's numbers among themselves stay as they are, and so does what meets float64.
    expect(truth(call('0.1*1*exp(x)/exp(x)', { x: float64Array([1]) }), [0])).toBe('0.100000000000000005551');
  });

  it('takes anything for an input', () => {
    for (const input of [{ args: [], kwargs: {} }, { args: [3, 4], kwargs: {} }, call('import os')]) {
      expect(referee(input)).toBeNull();
    }
    expect(truth(call('0.5*x', { x: numericArray(Float32Array.of(3)) }), [0])).toBe('1.5');
  });
});
