import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileFormatError } from '../file-format-error.ts';
import { identical } from '../identical.ts';
import { elementAt, float64Array, ndarray, typedElements } from '../ndarray.ts';
import type { NdArrayValue } from '../value.ts';
import { everyArray } from './every-array.test-data.ts';
import { readNpy } from './read-npy.ts';
import { writeNpy } from './write-npy.ts';

/** A file with this header, as another program may write it. */
function withHeader(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Buffer {
  const text = Buffer.from(header, version === 3 ? 'utf8' : 'latin1');
  const start = Buffer.alloc(version === 1 ? 10 : 12);
  start.write(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  if (version === 1) start.writeUInt16LE(text.length, 8);
  else start.writeUInt32LE(text.length, 8);
  return Buffer.concat([start, text, data]);
}

const header = (descr: string, shape: string) => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}}`;
const three = Buffer.from(Float64Array.of(1, 2, 3).buffer);

function refusal(bytes: Uint8Array, limits = {}): string {
  try {
    readNpy(bytes, limits);
  } catch (error) {
    if (error instanceof FileFormatError) return error.message;
    throw error;
  }
  return 'no refusal';
}

describe('a .npy file', () => {
  it('brings back every array of every type, shape and order', () => {
    for (const array of everyArray()) {
      const back = readNpy(writeNpy(array));
      expect(back.dtype).toEqual(array.dtype);
      expect(back.shape).toEqual(array.shape);
      expect(Buffer.compare(back.data, array.data)).toBe(0);
      for (let i = 0; i < back.shape.reduce((a, b) => a * b, 1); i += 5)
        expect(identical(elementAt(back, i), elementAt(array, i))).toBe(true);
    }
  });

  it('is read without a copy of its elements', () => {
    const bytes = writeNpy(float64Array(new Float64Array(1000)));
    const back = readNpy(bytes);
    expect(back.data.buffer).toBe(bytes.buffer);
    expect(typedElements(back)!.length).toBe(1000);
  });

  it.each([
    ['double quotes and another order of keys', `{"shape": (3,), "fortran_order": False, "descr": "<f8"}`],
    ['the long integers of Python 2', header(`'<f8'`, '(3L,)')],
    ['a marked text of Python 2', header(`u'<f8'`, '(3,)')],
    ['escapes', header(`'\\x3cf\\u0038'`, '(3,)')],
    ['no byte order', header(`'f8'`, '(3,)')],
    ['much space', ` \n{ 'descr' :\t'<f8' ,'fortran_order':False, 'shape' : ( 3 , ) , } \r\n `],
  ])('may have a header with %s', (_, text) => {
    expect(identical(readNpy(withHeader(text, three)), float64Array([1, 2, 3]))).toBe(true);
  });

  it('of records may have titles, which mean nothing to a value', () => {
    const text = header(`[(('Title', 'x'), '<f8')]`, '(3,)');
    expect(readNpy(withHeader(text, three)).dtype).toEqual([['x', '<f8']]);
  });

  it.each([
    ['an unknown version', withHeader(header(`'<f8'`, '(0,)'), undefined, 9), /Unknown version 9\.0/],
    [
      'bytes after the array',
      Buffer.concat([writeNpy(float64Array([1])), Buffer.alloc(1)]),
      /1 bytes follow.*byte 136/,
    ],
    ['fewer bytes than the shape wants', writeNpy(float64Array([1])).subarray(0, 130), /wanted 8 bytes, found 2/],
    ['a shape past 2^53', withHeader(header(`'|u1'`, '(9007199254740991, 2)')), /more than 2\^53/],
    ['a huge shape with a 0 in it', withHeader(header(`'|u1'`, '(9007199254740991, 2, 0)')), /more than 2\^53/],
    ['a shape that is much too long', withHeader(header(`'|u1'`, `(${'1,'.repeat(70)})`)), /at most 64/],
    ['a negative shape', withHeader(header(`'|u1'`, '(-1,)')), /wanted.*found "-1/],
    ['a leading zero', withHeader(header(`'|u1'`, '(01,)')), /found "01/],
    ['a shape without its comma', withHeader(header(`'|u1'`, '(3)')), /comma/],
    ['a call', withHeader(header(`'|u1'`, 'exit()')), /found "exit/],
    ['a billion elements without bytes', withHeader(header(`'|V0'`, '(1000000000,)')), /at most 2\^20/],
    ['a field without a name', withHeader(header(`[('', '<f8')]`, '(3,)'), three), /without a name/],
    ['text that is none', withHeader(header(`'<U1'`, '(1,)'), Buffer.from([0, 0, 0x11, 0])), /no character/],
    ['a header in broken UTF-8', withHeader('x', undefined, 3).fill(0xff, 12), /not UTF-8/],
    ['a subclass of dict', withHeader(`OrderedDict()`), /found "OrderedDict/],
  ])('is refused with %s', (_, bytes, why) => {
    expect(refusal(bytes)).toMatch(why);
  });

  it('is refused when it passes a limit', () => {
    expect(refusal(writeNpy(float64Array([1, 2])), { maxBytes: 15 })).toMatch(/has 16 bytes: at most 15/);
  });

  it('is never anything but an array or a refusal, whatever byte is changed', () => {
    const files = everyArray()
      .filter((_, i) => i % 37 === 0)
      .map(writeNpy);
    const changed = fc.tuple(fc.constantFrom(...files), fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 4 }));
    fc.assert(
      fc.property(changed, fc.nat(400), ([file, edits], cut) => {
        const bytes = Uint8Array.from(file).subarray(0, cut > 300 ? undefined : file.length - cut);
        for (const [at, byte] of edits) bytes[at] = byte;
        expect(refusal(bytes)).toBeTypeOf('string');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an array that .npy cannot hold', () => {
  const of = (array: Partial<NdArrayValue>) => () => writeNpy({ ...float64Array([1]), ...array });
  it.each([
    ['objects', of({ dtype: '|O', data: new Uint8Array(0), objects: [1] }), /Python objects/],
    ['bfloat16', () => writeNpy(ndarray('bfloat16', [1], new Uint8Array(2))), /no bfloat16/],
    ['records without fields', of({ dtype: [], data: new Uint8Array(0) }), /without fields/],
    ['a buffer of another size', of({ shape: [2] }), /another size/],
  ])('is refused: %s', (_, write, why) => {
    expect(write).toThrow(why);
  });
});
