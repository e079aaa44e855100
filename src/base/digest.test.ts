import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from './digest.ts';

describe('sha256', () => {
  it('gives the digest of FIPS 180-2, appendix B.1, for text and bytes', () => {
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256('abc')).toBe(digest);
    expect(sha256(Uint8Array.of(0x61, 0x62, 0x63))).toBe(digest);
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves undefined members out', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'é"', c: undefined })).toBe(
      '{"a":"é\\"","b":[{"a":null,"z":1}]}',
    );
  });

  it('writes maps and bigints, and keeps -0 apart', () => {
    expect(canonicalJson(new Map<string, unknown>([['n', 2n ** 70n]]))).toBe('{"n":1180591620717411303424}');
    expect(canonicalJson([0, -0, 1e300])).toBe('[0,-0,1e+300]');
  });

  it('reads back as the same tree, whatever order the keys had', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (tree) => {
        const text = canonicalJson(tree);
        // JSON.stringify writes -0 as 0.
        const plain = JSON.parse(text, (_, x) => (Object.is(x, -0) ? 0 : x));
        expect(plain).toEqual(JSON.parse(JSON.stringify(tree)));
        expect(canonicalJson(reversedKeys(tree))).toBe(text);
      }),
    );
  });

  it('keeps a key that is called like the prototype', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [[undefined]], [() => 1], [new Date(0)], [new Map([[1, 2]])]])(
    'refuses %s',
    (tree) => {
      expect(() => canonicalJson(tree)).toThrow(TypeError);
    },
  );

  it('refuses a tree that is too deep instead of overflowing the stack', () => {
    const deep = JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`);
    expect(() => canonicalJson(deep)).toThrow('deeper than 1000');
  });
});

function reversedKeys(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(reversedKeys);
  if (typeof tree !== 'object' || tree === null) return tree;
  return new Map(
    Object.entries(tree)
      .reverse()
      .map(([key, member]) => [key, reversedKeys(member)]),
  );
}
