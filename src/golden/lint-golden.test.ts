import { describe, expect, it } from 'vitest';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { lintGolden } from './lint-golden.ts';
import type { GoldenFile } from './vector.ts';

const distinct = (id: string, parts = {}) => sampleVector({ id, input: { args: [id], kwargs: {} }, ...parts });
const rules = (file: GoldenFile) => lintGolden(file).map(({ place, rule }) => `${place} ${rule}`);

describe('lintGolden', () => {
  it('has nothing to say of a tidy file', () => {
    expect(lintGolden(sampleGolden([distinct('a'), distinct('b')]))).toEqual([]);
  });

  it.each<[string, Partial<Parameters<typeof sampleVector>[0]>, string]>([
    ['a comment of two lines', { comment: 'one\ntwo' }, '/vectors/1/comment comment-one-line'],
    ['a very long comment', { comment: 'x'.repeat(201) }, '/vectors/1/comment comment-one-line'],
    ['a comment said before', { comment: 'Looks at a' }, '/vectors/1/comment comment-unique'],
    ['an input tried before', { input: { args: ['a'], kwargs: {} } }, '/vectors/1/input input-unique'],
    ['no flag', { flags: [] }, '/vectors/1/flags flag-missing'],
    [
      'a broken set-up as the outcome',
      { outcome: { raised: { class: 'ModuleNotFoundError', message: '' } } },
      '/vectors/1/outcome setup-error',
    ],
  ])('finds %s', (_, parts, problem) => {
    expect(rules(sampleGolden([distinct('a'), distinct('b', parts)]))).toEqual([problem]);
  });

  it('tells an integer input from a float one', () => {
    const inputs = [1n, 1].map((args) => ({ input: { args: [args], kwargs: {} } }));
    expect(lintGolden(sampleGolden([distinct('a', inputs[0]), distinct('b', inputs[1])]))).toEqual([]);
  });

  it('finds notes that no vector uses, and a maker outside of the project', () => {
    const file = sampleGolden([distinct('a')]);
    const note = file.notes.edge!;
    expect(rules({ ...file, notes: { ...file.notes, spare: note } })).toEqual(['/notes/spare note-unused']);
    for (const madeBy of ['/home/me/vectors.ts', '../vectors.ts', 'suites/../../v.ts', 'C:\\v.ts']) {
      expect(rules({ ...file, provenance: { ...file.provenance, madeBy } })).toEqual(['/provenance/madeBy made-by']);
    }
  });
});
