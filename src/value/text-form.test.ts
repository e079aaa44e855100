import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { decodeText, decodeTree } from './decode.ts';
import { encodeText, encodeTree } from './encode.ts';
import { identical } from './identical.ts';
import { parseJson } from './json.ts';
import type { Value } from './value.ts';

const values = valueArbitrary();

describe('the text form', () => {
  it('brings every value back bit for bit', () => {
    fc.assert(
      fc.property(values, (value) => identical(decodeText(encodeText(value)), value)),
      { numRuns: 1000 },
    );
  });

  it('brings every value back with arrays as attachments', () => {
    fc.assert(
      fc.property(values, (value) => {
        const parts: Uint8Array[] = [];
        const text = encodeText(value, { parts });
        return identical(decodeText(text, parts), value) && text.split('"att":').length - 1 >= parts.length;
      }),
      { numRuns: 500 },
    );
  });

  it('is canonical: reading and writing again changes nothing', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = encodeText(value);
        expect(encodeText(decodeText(text))).toBe(text);
      }),
    );
  });

  it('is what JSON.stringify makes of the tree', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(JSON.stringify(encodeTree(value))).toBe(encodeText(value));
      }),
    );
  });

  it('survives UTF-8', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = encodeText(value);
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
      }),
    );
  });

  it('reads every value of the corpus, and writes it so that it reads the same', () => {
    const lines = readFileSync(new URL('./fixtures/corpus-values.jsonl', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(100);
    for (const line of lines) {
      const value = decodeText(line);
      expect(identical(decodeText(encodeText(value)), value), line).toBe(true);
    }
  });
});

describe('encodeText', () => {
  const x: Value = [1n];
  const float64 = (data: Uint8Array): Value => ({ kind: 'ndarray', dtype: '<f8', shape: [1], order: 'C', data });
  it.each<[Value, string]>([
    [1n, '1'],
    [1, '1.0'],
    [-0, '-0.0'],
    [1e300, '1e300'],
    [1e-7, '1e-7'],
    [123456789012345680000, '123456789012345680000.0'],
    [Number.NaN, '{"$f":"nan"}'],
    [Number.NEGATIVE_INFINITY, '{"$f":"-inf"}'],
    [{ kind: 'nan', bits: 0xfff8000000000000n }, '{"$fbits":"fff8000000000000"}'],
    [10n ** 4000n - 1n, '9'.repeat(4000)],
    [-(16n ** 4000n), `{"$ihex":"-0x1${'0'.repeat(4000)}"}`],
    ['\ud800a', '{"$u16":"d8000061"}'],
    [{ kind: 'map', type: 'dict', entries: [['a', 1n]] }, '{"a":1}'],
    [{ kind: 'map', type: 'dict', entries: [['$f', 1n]] }, '{"$d":[["$f",1]]}'],
    [{ kind: 'map', type: 'dict', entries: [['10', 1n]] }, '{"$d":[["10",1]]}'],
    [{ kind: 'map', type: 'dict', entries: [['__proto__', 1n]] }, '{"__proto__":1}'],
    [{ kind: 'map', type: 'ordered', entries: [] }, '{"$od":[]}'],
    [[x, x], '[{"$id":0,"v":[1]},{"$ref":0}]'],
    [
      float64(new Uint8Array(new Float64Array([0.5]).buffer)),
      '{"$nd":{"dtype":"<f8","shape":[1],"order":"C","data":["0.5"]}}',
    ],
    [
      float64(Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0xff)),
      '{"$nd":{"dtype":"<f8","shape":[1],"order":"C","b64":"AAAAAAAA+P8="}}',
    ],
  ])('writes the canonical text, case %#', (value, text) => {
    expect(encodeText(value)).toBe(text);
  });

  it('writes and reads cycles', () => {
    const list: Value[] = [];
    const map: Value = { kind: 'map', type: 'dict', entries: [['self', list]] };
    list.push(map, list);
    expect(encodeText(list)).toBe('{"$id":0,"v":[{"self":{"$ref":0}},{"$ref":0}]}');
    expect(identical(decodeText(encodeText(list)), list)).toBe(true);
  });

  it('refuses values that are too deep with a clear error, and writes none that cannot be read', () => {
    let deep: Value = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => encodeText(deep)).toThrow('nested too deeply');
    const leaves: Value[] = [
      0.5,
      Number.NaN,
      { kind: 'complex', re: 1, im: 2 },
      { kind: 'tuple', items: [{ kind: 'deque', items: [1n], maxlen: null }] },
    ];
    for (const leaf of leaves) {
      for (let depth = 990; depth <= 1000; depth++) {
        let value = leaf;
        for (let i = 0; i < depth; i++) value = [value];
        let text: string | null = null;
        try {
          text = encodeText(value);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
        if (text !== null) expect(identical(decodeText(text), value)).toBe(true);
        else expect(depth).toBeGreaterThan(994);
      }
    }
  });

  it('refuses what is not a value', () => {
    expect(() => encodeText(undefined as unknown as Value)).toThrow(TypeError);
    expect(() => encodeText([(() => 1) as unknown as Value])).toThrow('Cannot write a function');
    expect(() => encodeText({ kind: 'point' } as unknown as Value)).toThrow('"point"');
    expect(() => encodeText(float64(new Uint8Array(7)))).toThrow(RangeError);
  });
});

describe('a value that refers to the same object over and over', () => {
  it('is walked once, whatever kind holds it', () => {
    let slice: Value = { kind: 'slice', start: 1n, stop: 1n, step: 1n };
    let list: Value = [];
    for (let i = 0; i < 60; i++) {
      slice = { kind: 'slice', start: slice, stop: slice, step: slice };
      list = [list, list];
    }
    for (const value of [slice, list]) expect(identical(decodeText(encodeText(value)), value)).toBe(true);
  });
});

describe('decodeTree', () => {
  it('names the path of what is wrong', () => {
    const tree = parseJson('{"a":[1,{"$b":"!"}]}');
    expect(() => decodeTree(tree)).toThrow(expect.objectContaining({ path: ['a', 1, '$b'], offset: null }));
  });
});
