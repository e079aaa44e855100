import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { type FoundCase, foundId, readFound, writeFound } from './found.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-found-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shared: Value[] = [Number.NaN, -0, 2n ** 70n, '\ud800', '"); import os #'];
const input: CallArguments = { args: [shared, shared], kwargs: { $d: null } };
const found: FoundCase = {
  schema: 'vernier/found/1',
  id: foundId('work', input),
  suite: 'sample',
  subject: 'work',
  modern: 'modern',
  summary: 'modern "modern" differs from legacy at $ (value)',
  origin: 'seed 42, case #17',
  foundAt: '2026-11-20T09:00:00.000Z',
  input,
};
const file = () => join(folder, `${found.id}.json`);
const read = () => readFound(folder, 'sample', ['work', 'rest']);
const spoil = (from: string, to: string) => writeFileSync(file(), readFileSync(file(), 'utf8').replace(from, to));

describe('found cases', () => {
  it('come back as they were, what is shared still shared', () => {
    writeFound(folder, found);
    const [one] = read().get('work')!;
    expect(foundId('work', one!.input)).toBe(found.id);
    expect(one!.input.args[0]).toBe(one!.input.args[1]);
    expect({ ...one, input: null }).toEqual({ ...found, input: null });
  });

  it('are none where there is no folder', () => {
    expect(readFound(join(folder, 'none'), 'sample', ['work']).size).toBe(0);
  });

  it.each([
    ['"work"', '"wrok"', /at \/subject: suite "sample" has no subject "wrok".*work/],
    ['"sample"', '"other"', /at \/suite: it is a case of suite "other"/],
    ['"$f":"nan"', '"$f":"inf"', /at \/id: the file says .*edited by hand or damaged/],
    ['"$f":"nan"', '"$f":"odd"', /at \/input/],
    ['"args"', '"arms"', /at \/input: unknown key "arms"/],
    ['vernier/found/1', 'vernier/found/9', /\/schema/],
    ['"origin"', '"orgin"', /orgin/],
    ['"input"', '"input', /line \d+, column \d+/],
  ])('that are damaged are refused with their place: %s as %s', (from, to, message) => {
    writeFound(folder, found);
    spoil(from, to);
    if (from === '"work"') {
      // Its id is the digest of subject and values: another subject is another case.
      const id = foundId('wrok', input);
      spoil(found.id, id);
    }
    expect(read).toThrow(message);
    expect(read).toThrow(found.id);
  });

  it('must lie in the file of their id', () => {
    writeFound(folder, found);
    writeFileSync(join(folder, 'copy.json'), readFileSync(file()));
    expect(read).toThrow(/copy\.json at \/id/);
  });
});
