import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { decodeText } from './decode.ts';
import { encodeText } from './encode.ts';
import { identical } from './identical.ts';
import { fromNative, toNative } from './native.ts';
import { float64Array } from './ndarray.ts';
import type { Value } from './value.ts';

const native = (text: string): unknown => toNative(decodeText(text));

describe('toNative', () => {
  it('gives safe integers as numbers unless asked for bigint', () => {
    expect(toNative([1n, 2n ** 53n])).toEqual([1, 2n ** 53n]);
    expect(toNative([1n], { integers: 'bigint' })).toEqual([1n]);
  });

  it('gives 1-D numeric arrays as typed arrays, others as they are', () => {
    expect(native('{"$nd":{"dtype":"<f8","shape":[2],"data":[1.0,2.0]}}')).toEqual(Float64Array.of(1, 2));
    expect(native('{"$nd":{"dtype":">i4","shape":[1],"data":[7]}}')).toEqual(Int32Array.of(7));
    expect(native('{"$nd":{"dtype":"<f2","shape":[1],"data":["0.5"]}}')).toEqual(Float32Array.of(0.5));
    expect(native('{"$nd":{"dtype":"|O","shape":[1],"data":[7]}}')).toEqual([7]);
    expect(native('{"$nd":{"dtype":"<f8","shape":[1,1],"data":[1.0]}}')).toMatchObject({
      kind: 'ndarray',
      shape: [1, 1],
    });
  });

  it('gives maps, sets, bytes and scalars as JavaScript has them', () => {
    const object = native('{"__proto__":1,"b":[2]}') as Record<string, unknown>;
    expect(Object.entries(object)).toEqual([
      ['__proto__', 1],
      ['b', [2]],
    ]);
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(native('{"$d":[[1,"a"]]}')).toEqual(new Map([[1, 'a']]));
    expect(native('{"$fs":[1,2]}')).toEqual(new Set([1, 2]));
    expect(native('{"$b":"aGk="}')).toEqual(Buffer.from('hi'));
    expect(native('{"$np":{"dtype":"<f4","v":"0.5"}}')).toBe(0.5);
    expect(native('{"$np":{"dtype":"<M8[D]","v":"5"}}')).toMatchObject({ kind: 'scalar' });
  });

  it('refuses to merge keys that JavaScript cannot tell apart', () => {
    expect(() => native('{"$d":[[1,"a"],[1.0,"b"]]}')).toThrow('same in JavaScript');
  });
});

describe('fromNative', () => {
  class Point {
    x = 1;
  }
  it.each<[unknown, string]>([
    [1, '1.0'],
    [1n, '1'],
    [undefined, 'null'],
    [Object.assign([1], { 2: 'a' }), '[1.0,null,"a"]'],
    [{ a: 1, ['__proto__']: 2 }, '{"a":1.0,"__proto__":2.0}'],
    [new Map([[1n, 2]]), '{"$d":[[1,2.0]]}'],
    [new Set(['a']), '{"$set":["a"]}'],
    [Float64Array.of(0.5), '{"$nd":{"dtype":"<f8","shape":[1],"order":"C","data":["0.5"]}}'],
    [Uint8Array.of(1), '{"$nd":{"dtype":"|u1","shape":[1],"order":"C","data":["1"]}}'],
    [Buffer.from('hi'), '{"$b":"aGk="}'],
    [new ArrayBuffer(1), '{"$b":"AA=="}'],
    [new Date(0), '{"$dt":"1970-01-01T00:00:00","fold":0,"tz_s":0}'],
    [new Date(1), '{"$dt":"1970-01-01T00:00:00.001000","fold":0,"tz_s":0}'],
    [new Point(), '{"$rec":{"type":"Point","fields":[["x",1.0]]}}'],
    [new TypeError('no'), '{"$opaque":{"type":"TypeError","repr":"no"}}'],
    [Math.sin, '{"$opaque":{"type":"function","repr":"sin"}}'],
    [{ kind: 'complex', re: 1, im: 2 }, '{"$c":["1.0","2.0"]}'],
    [{ kind: 'tuple', items: [1n, new Set()] }, '{"$t":[1,{"$set":[]}]}'],
    [{ kind: 'complex', re: 1 }, '{"kind":"complex","re":1.0}'],
    [{ kind: 'toString' }, '{"kind":"toString"}'],
  ])('reads JavaScript, case %#', (value, text) => {
    expect(encodeText(fromNative(value))).toBe(text);
  });

  it('gives every NaN of a typed array the canonical bits', () => {
    const values = new Float64Array(new BigUint64Array([0xfff8000000000000n]).buffer);
    expect(encodeText(fromNative(values))).toContain('"data":["nan"]');
  });

  it('keeps cycles, and refuses what is too deep', () => {
    const list: unknown[] = [];
    list.push(list);
    expect(encodeText(fromNative(list))).toBe('{"$id":0,"v":[{"$ref":0}]}');
    let deep: unknown = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => fromNative(deep)).toThrow('nested too deeply');
    expect(() => toNative(deep as Value)).toThrow('nested too deeply');
    expect(() => fromNative(new Date(Number.NaN))).toThrow(TypeError);
  });
});

describe('there and back', () => {
  it('keeps what the table says it keeps', () => {
    const kept = [
      '[null,true,"a",0.5,[1.5]]',
      '18446744073709551616',
      '{"a":1.5,"__proto__":{}}',
      '{"$d":[["a",1.5],[true,2.5]]}',
      '{"$set":["a",true]}',
      '{"$b":"aGk="}',
      '{"$dec":"1.10"}',
      '{"$dt":"2020-01-31T12:00:00","fold":0}',
      '{"$rec":{"type":"P","fields":[["x",[0.5]]]}}',
      '{"$nd":{"dtype":"<u8","shape":[1],"order":"C","data":["18446744073709551615"]}}',
      '{"$nd":{"dtype":"<f8","shape":[1,2],"order":"F","data":["0.5","nan"]}}',
      '{"$id":0,"v":[{"$ref":0}]}',
    ];
    for (const text of kept) expect(encodeText(fromNative(native(text)))).toBe(text);
  });

  it('settles: what two trips give stays as it is', () => {
    const trip = (value: Value): Value => fromNative(toNative(value, { integers: 'bigint' }));
    fc.assert(
      fc.property(valueArbitrary(), (value) => {
        let settled: Value;
        try {
          // The first trip makes ordered maps dicts, the second puts their digits-only keys in JavaScript's order.
          settled = trip(trip(value));
        } catch (error) {
          expect((error as Error).message).toContain('same in JavaScript');
          return;
        }
        expect(identical(trip(settled), settled), encodeText(value)).toBe(true);
      }),
    );
  });

  it('does not copy the elements of an array', () => {
    const array = float64Array([1, 2, 3]);
    const values = toNative(array) as Float64Array;
    expect(values.buffer).toBe((array as { data: Uint8Array }).data.buffer);
    expect((fromNative(values) as { data: Uint8Array }).data.buffer).toBe(values.buffer);
  });
});
