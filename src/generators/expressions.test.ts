import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallArguments } from '../value/outcome.ts';
import type { MapValue, NdArrayValue, Value } from '../value/value.ts';
import { copyElements, wrapElements } from './array-fill.ts';
import { callWith, readCall } from './expression/call.ts';
import { hasModestIntegers } from './expression/integer-size.ts';
import { callWeight, isBelow } from './expression/shrink.ts';
import { isIntegerText, nodes, variables } from './expression/tree.ts';
import { expressions } from './expressions.ts';

const arbitrary = expressions();
const sampled = (count: number, from = arbitrary) => fc.sample(from, { numRuns: count, seed: 13 });
const bound = (input: CallArguments): Map<string, Value> =>
  new Map((input.args[1] as MapValue).entries as [string, Value][]);
const shrinks = (input: CallArguments) => [...arbitrary.shrink(input, undefined)].map(({ value }) => value);
const call = (text: string, bindings: Record<string, Value> = {}) => callWith(text, new Map(Object.entries(bindings)));

/** Always takes the first candidate that still fails, as a runner does. */
function smallest(start: CallArguments, fails: (input: CallArguments) => boolean): CallArguments {
  const next = shrinks(start).find(fails);
  return next === undefined ? start : smallest(next, fails);
}

describe('expressions', () => {
  it('gives the same calls for the same seed, for good', () => {
    const shown = sampled(10).map((input) => `${input.args[0]} | ${[...bound(input).keys()]}`);
    expect(shown).toMatchInlineSnapshot(`
      [
        "A0**1 | A0",
        "x * ( e / A0 ) | x,A0",
        "log10(power(x/7.4,0.0)**3.) | x",
        "-A0 | A0",
        "trunc( A1 ) / t | A1,t",
        "x * A1 | x,A1",
        "320./A0 | A0",
        "- ( 2 + x ) / .083 | x",
        "( pi ** cos( arcsin( x / ( cosh( x ) + t ) ) ) ) ** sin( 9.080 ** 3. ) | x,t",
        "mod(9.819171385294759e+4**tanh(A0),116*(A1*A1)) | A0,A1",
      ]
    `);
  });

  it('gives expressions of the grammar with every variable bound, and all operators, functions, dtypes and kinds', () => {
    const seen = new Set<string>();
    for (const input of sampled(5000)) {
      const { parsed, bindings } = readCall(input)!;
      for (const name of variables(parsed.tree)) expect(bindings.has(name) || name === 'pi' || name === 'e').toBe(true);
      expect(hasModestIntegers(parsed.tree, bindings)).toBe(true);
      for (const node of nodes(parsed.tree)) seen.add(node.kind === 'call' ? node.name : node.kind);
      for (const value of bindings.values())
        seen.add(typeof value === 'object' ? String((value as NdArrayValue).dtype) : typeof value);
    }
    for (const word of [
      'literal',
      'variable',
      'unary',
      'binary',
      'arctan2',
      'mod',
      'power',
      'around',
      'log',
      'number',
      'bigint',
    ]) {
      expect(seen).toContain(word);
    }
    for (const dtype of ['<f8', '<f4', '<i8', '<i4', '|u1', '|b1']) expect(seen).toContain(dtype);
  });

  it('gives all arrays of a case one length', () => {
    for (const input of sampled(1000)) {
      const arrays = [...bound(input).values()].filter((value) => typeof value === 'object') as NdArrayValue[];
      expect(new Set(arrays.map((array) => array.shape[0])).size).toBeLessThanOrEqual(1);
    }
  });

  it('follows its knobs', () => {
    const plain = expressions({
      integerLiterals: 0,
      boundConstants: 0,
      operators: ['+'],
      functions: {},
      variableNames: ['q'],
      dtypes: ['float64'],
    });
    for (const input of sampled(500, plain)) {
      const { parsed, bindings } = readCall(input)!;
      for (const node of nodes(parsed.tree)) {
        if (node.kind === 'literal') expect(isIntegerText(node.text)).toBe(false);
        if (node.kind === 'binary') expect(node.operator).toBe('+');
        expect(node.kind).not.toBe('call');
      }
      for (const name of bindings.keys()) expect(name).toBe('q');
    }
    const constants = sampled(200, expressions({ boundConstants: 1 }));
    const shadowing = constants.filter((input) => bound(input).has('pi') || bound(input).has('e'));
    expect(shadowing.length).toBeGreaterThan(50);
  });

  it('shrinks to valid, strictly simpler calls that use no new variable but x, y and z, and shrink again', () => {
    const plain = new Set(['x', 'y', 'z']);
    for (const input of sampled(150)) {
      const own = readCall(input)!;
      for (const candidate of shrinks(input)) {
        const simpler = readCall(candidate)!;
        expect(simpler).not.toBeNull();
        expect(isBelow(callWeight(simpler), callWeight(own))).toBe(true);
        for (const name of variables(simpler.parsed.tree)) {
          if (variables(own.parsed.tree).has(name)) expect(simpler.bindings.has(name)).toBe(own.bindings.has(name));
          else expect(plain.has(name) && simpler.bindings.has(name)).toBe(true);
        }
        expect(hasModestIntegers(simpler.parsed.tree, simpler.bindings)).toBe(true);
      }
    }
  });

  it('shrinks anything to 0 when everything fails', () => {
    for (const input of sampled(60)) expect(smallest(input, () => true)).toEqual(call('0'));
  });

  it.each([
    ['uses exp', (input: CallArguments) => String(input.args[0]).includes('exp('), 'exp(0)'],
    ['divides', (input: CallArguments) => String(input.args[0]).includes('/'), '0/0'],
    ['has a blank inside', (input: CallArguments) => String(input.args[0]).trim().includes(' '), undefined],
  ])('finds the smallest expression that %s', (_, fails, expected) => {
    const start = sampled(400).filter((input) => fails(input) && String(input.args[0]).length > 25)[0]!;
    const found = smallest(start, fails);
    if (expected === undefined) expect(String(found.args[0]).length).toBeLessThanOrEqual(8);
    else expect(found.args[0]).toBe(expected);
    expect(bound(found).size).toBe(0);
  });

  it('shrinks the bindings: unused ones go, arrays get short, elements simple', () => {
    const start = call('sin(x)+y*x', {
      unused: 3,
      x: wrapElements('float32', Float32Array.of(0.1, 7.25, -3.5, 120.5), [4]),
      y: wrapElements('float64', Float64Array.of(1.5, 2.5, 3.5, 4.5), [4]),
    });
    const fails = (input: CallArguments) => {
      const x = bound(input).get('x') as NdArrayValue | number | undefined;
      return (
        /x/.test(String(input.args[0])) && typeof x === 'object' && x.dtype === '<f4' && (x.shape[0] as number) >= 2
      );
    };
    expect(smallest(start, fails)).toEqual(call('x', { x: wrapElements('float32', Float32Array.of(0, 0), [2]) }));
  });

  it('finds what fails inside of something else, and calls its variable x', () => {
    const fails = (input: CallArguments) => {
      const used = variables(readCall(input)!.parsed.tree);
      const arrays = [...bound(input)].some(([name, value]) => typeof value === 'object' && used.has(name));
      return arrays && String(input.args[0]).includes('sin(');
    };
    const t = wrapElements('float64', Float64Array.of(1.5, 2.5), [2]);
    const x = wrapElements('float64', Float64Array.of(0), [1]);
    for (const text of ['exp(t)**2 - sin(3.5)*2', 't*sin(cos(w)+1)'])
      expect(smallest(call(text, { t, w: 3 }), fails)).toEqual(call('sin(x)', { x }));
  });

  it('puts a number that matters into the array that it takes to fail', () => {
    const fails = (input: CallArguments) => {
      const { parsed, bindings } = readCall(input)!;
      const rounds = nodes(parsed.tree).some((node) => node.kind === 'call' && node.name === 'rint');
      const hasArray = variables(parsed.tree).size > 0 && typeof bindings.values().next().value === 'object';
      const half = [...bindings.values()].some(
        (x) => typeof x === 'object' && copyElements(x as NdArrayValue).includes(2.5 as never),
      );
      return rounds && hasArray && (half || String(input.args[0]).includes('2.5'));
    };
    const t = wrapElements('float64', Float64Array.of(1.5, 2.25), [2]);
    const x = wrapElements('float64', Float64Array.of(2.5), [1]);
    expect(smallest(call('mod(t,rint(2.5))', { t }), fails)).toEqual(call('rint(x)', { x }));
  });

  it('keeps the blanks and parentheses that a failure depends on', () => {
    const found = smallest(call('1.5 + (  (x ))* y', { x: 2, y: 3 }), (input) => /\(\s*\(/.test(String(input.args[0])));
    expect(found.args[0]).toBe('((x))');
  });

  it('never asks for an integer that no machine holds', () => {
    const texts = shrinks(call('2**sin(n)', { n: 10n ** 20n })).map((candidate) => candidate.args[0]);
    expect(texts).toContain('sin(n)');
    expect(texts).not.toContain('2**n');
  });

  it('shrinks no call that is not of its shape', () => {
    for (const input of [call('a//b', { a: 1 }), { args: ['x'], kwargs: {} }, { args: [3, 4], kwargs: {} }, null]) {
      expect(arbitrary.canShrinkWithoutContext(input)).toBe(false);
    }
    expect(shrinks(call('a//b', { a: 1 }))).toEqual([]);
    expect(arbitrary.canShrinkWithoutContext(call('missing+1'))).toBe(true);
  });
});
