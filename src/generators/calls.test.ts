import { Random } from 'fast-check';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../value/encode.ts';
import { generatorFor, kindNames, knownCalls } from './calls.ts';

const drawn = (signature: string, count: number) => {
  const random = new Random(xoroshiro128plusFromState([1, 2, 3, 4]));
  const { arbitrary } = generatorFor(signature);
  return Array.from({ length: count }, () => arbitrary.generate(random, 3).value);
};

describe('generatorFor', () => {
  it.each([...kindNames])('makes calls of %s, by its plural too, that can be written and shrunk', (kind) => {
    for (const signature of [kind, `${kind}s`]) {
      for (const call of drawn(signature, 50)) {
        for (const value of call.args) encodeText(value, { parts: [] });
        const { arbitrary } = generatorFor(signature);
        expect(arbitrary.canShrinkWithoutContext(call)).toBe(true);
        for (const { value } of arbitrary.shrink(call, undefined).take(20))
          expect(value.args).toHaveLength(call.args.length);
      }
    }
  });

  it('takes a kind for each argument, with edges of all of them', () => {
    const generator = generatorFor('number, string,integers');
    for (const { args } of [...drawn('number,string,integer', 50), ...generator.edges!]) {
      expect(args.map((value) => typeof value)).toEqual(['number', 'string', 'bigint']);
    }
    expect(generator.edges!.length).toBeGreaterThan(30);
    expect(generatorFor('number,array').edges).toEqual([]);
  });

  it.each(['', 'nubmers', 'number,', 'number;string', 'expressions,number', '__proto__', 'constructor'])(
    'refuses %j',
    (text) => expect(() => generatorFor(text)).toThrow(/--generate/),
  );
});

describe('knownCalls', () => {
  it('has the calls as its edges, in their order', () => {
    const calls = [
      { args: ['a b'], kwargs: {} },
      { args: [1n], kwargs: { x: null } },
    ];
    expect(knownCalls(calls).edges).toBe(calls);
  });
});
