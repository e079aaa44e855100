import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeTree } from '../decode.ts';
import { FileFormatError } from '../file-format-error.ts';
import { identical } from '../identical.ts';
import { parseJson } from '../json.ts';
import { readNpz } from '../npz/read-npz.ts';
import type { NdArrayValue, Value } from '../value.ts';
import { readNpy } from './read-npy.ts';

interface Line {
  readonly file: string;
  readonly expect: string;
  readonly value?: unknown;
  readonly key?: string;
  readonly bytes: Buffer;
}

const lines = (folder: string): Line[] =>
  readFileSync(new URL(`../fixtures/${folder}/manifest.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Line)
    .map((line) => ({
      ...line,
      bytes: readFileSync(new URL(`../fixtures/${folder}/${line.file}`, import.meta.url)),
    }));

const asMap = (bytes: Uint8Array): Value => ({ kind: 'map', type: 'dict', entries: [...readNpz(bytes)] });
const readers = { npy: readNpy, npz: asMap } as const;

/** The value, or the typed error that names a place in the file. Anything else fails the test. */
function outcomeOf(read: (bytes: Uint8Array) => Value, bytes: Buffer): Value | FileFormatError {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    return error;
  }
}

function expectValue(found: Value | FileFormatError, wanted: unknown): void {
  const { $sha256_c_order_le: digest, ...head } = wanted as Record<string, unknown>;
  if (digest !== undefined) {
    expect(found).toMatchObject(head);
    expect(
      createHash('sha256')
        .update((found as NdArrayValue).data)
        .digest('hex'),
    ).toBe(digest);
    return;
  }
  expect(found).not.toBeInstanceOf(FileFormatError);
  expect(identical(found as Value, decodeTree(parseJson(JSON.stringify(wanted))))).toBe(true);
}

describe.each(['npy', 'npz'] as const)('the corpus of .%s files', (format) => {
  const read = readers[format];

  it.each(lines(`${format}/good`))('reads $file exactly', ({ expect: may, value, bytes }) => {
    const found = outcomeOf(read, bytes);
    if (may === 'value_or_refuse' && found instanceof FileFormatError) return;
    expectValue(found, value);
  });

  it.each(lines(`${format}/hostile`))('keeps $file from doing harm', ({ file, expect: may, value, bytes }) => {
    const before = process.memoryUsage.rss();
    const started = performance.now();
    const found = outcomeOf(read, bytes);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
    if (may === 'reject') expect(found).toBeInstanceOf(FileFormatError);
    // A boolean byte of 2 stays one, which the text form of true would not say.
    else if (file === 'bool-not01.npy') expect([...(found as NdArrayValue).data]).toEqual([0, 1, 2]);
    else if (!(found instanceof FileFormatError) && value !== undefined) expectValue(found, value);
  });
});
