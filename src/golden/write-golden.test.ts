import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { argumentsValue } from '../value/arguments.ts';
import { encodeText } from '../value/encode.ts';
import type { Value } from '../value/value.ts';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { parseGolden } from './parse-golden.ts';
import { readGolden } from './read-golden.ts';
import type { GoldenVector } from './vector.ts';
import { renderGolden, writeGolden } from './write-golden.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-golden-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const float64 = (...numbers: number[]): Value => ({
  kind: 'ndarray',
  dtype: '<f8',
  shape: [numbers.length],
  order: 'C',
  data: new Uint8Array(new Float64Array(numbers).buffer),
});

const shared: Value = [1n, 2n];

const telling: GoldenVector[] = [
  sampleVector({ id: 'array', input: { args: ['x**2', float64(0, -0, Number.NaN, 1e300)], kwargs: { scale: 2 } } }),
  sampleVector({ id: 'integers', outcome: { returned: [1n, 1, 2n ** 70n, -0] } }),
  sampleVector({ id: 'shared', input: { args: [shared, shared], kwargs: { again: shared } } }),
  sampleVector({ id: 'raises', origin: 'certified', outcome: { raised: { class: 'ValueError', message: 'a\n"b"' } } }),
];

describe('writeGolden', () => {
  it('gives back what was written, to the last bit', () => {
    const path = join(folder, 'expression', 'evaluate.json');
    const written = writeGolden(path, sampleGolden(telling));
    const read = readGolden(path);
    expect(read).toEqual(written);
    expect(read.vectors.map(({ id }) => id)).toEqual(['array', 'integers', 'shared', 'raises']);
    for (const [index, { input, outcome }] of telling.entries()) {
      const back = read.vectors[index]!;
      expect(encodeText(argumentsValue(back.input))).toBe(encodeText(argumentsValue(input)));
      if ('returned' in outcome)
        expect('returned' in back.outcome && encodeText(back.outcome.returned)).toBe(encodeText(outcome.returned));
      else expect(back.outcome).toEqual(outcome);
    }
  });

  it('keeps an object that two arguments share one object', () => {
    const { vectors } = writeGolden(join(folder, 'a.json'), sampleGolden(telling));
    const { args, kwargs } = vectors[2]!.input;
    expect(args[0]).toBe(args[1]);
    expect(kwargs.again).toBe(args[0]);
  });

  it('writes the same text for the same vectors, whatever order records were made in', () => {
    const file = sampleGolden(telling);
    const { provenance } = file;
    const turned = { ...file, provenance: { ...provenance, platform: { arch: 'x64', os: 'linux' } } };
    expect(renderGolden(turned)).toBe(renderGolden(file));
    expect(renderGolden(parseGolden(renderGolden(file), 'a.json'))).toBe(renderGolden(file));
  });

  it('writes the text it always wrote', () => {
    const pinned = new URL('./fixtures/evaluate.json', import.meta.url);
    expect(renderGolden(sampleGolden(telling))).toBe(readFileSync(pinned, 'utf8'));
  });

  it('puts a changed outcome on one line', () => {
    const before = renderGolden(sampleGolden(telling)).split('\n');
    const [array, ...rest] = telling;
    const after = renderGolden(sampleGolden([{ ...array!, outcome: { returned: 4 } }, ...rest])).split('\n');
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed.map((line) => line.trim().split(':')[0])).toEqual(['"digest"', '"outcome"']);
  });

  it('refuses what could not be read, and leaves the file as it was', () => {
    const path = join(folder, 'evaluate.json');
    writeGolden(path, sampleGolden());
    const before = readFileSync(path, 'utf8');
    const flagged = sampleGolden([sampleVector({ id: 'plain', flags: ['egde'] })]);
    expect(() => writeGolden(path, flagged)).toThrow(
      /at \/vectors\/0\/flags\/0: no note explains the flag "egde", did you mean "edge"/,
    );
    expect(() => writeGolden(path, sampleGolden([sampleVector({ id: '../../x' })]))).toThrow(/at \/vectors\/0\/id/);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['evaluate.json']);
  });

  it('reads back any arguments and any outcome', () => {
    const value = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.double(),
        fc.bigInt(),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    const keywords = fc.dictionary(fc.string(), value, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), keywords, value, (args, kwargs, returned) => {
        const vector = sampleVector({ id: 'any', input: { args, kwargs }, outcome: { returned } });
        const [back] = parseGolden(renderGolden(sampleGolden([vector])), 'any.json').vectors;
        expect(encodeText(argumentsValue(back!.input))).toBe(encodeText(argumentsValue(vector.input)));
        expect(encodeText((back!.outcome as { returned: Value }).returned)).toBe(encodeText(returned));
      }),
    );
  });
});
