import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { parseGolden } from './parse-golden.ts';
import { pendingChanges } from './pending-changes.ts';
import { acceptChanges, rejectChanges } from './settle-pending.ts';
import type { GoldenFile } from './vector.ts';
import { renderGolden } from './write-golden.ts';

const signature = { by: 'Ada', at: '2026-11-20T10:00:00.000Z', reason: 'New math library' };
const fileOf = (outcomes: Record<string, number>): GoldenFile => {
  const vectors = Object.entries(outcomes).map(([id, returned]) => sampleVector({ id, outcome: { returned } }));
  return parseGolden(renderGolden(sampleGolden(vectors)), 'a.json');
};
const outcomesOf = ({ vectors }: GoldenFile) =>
  Object.fromEntries(vectors.map(({ id, outcome }) => [id, 'returned' in outcome ? outcome.returned : null]));
const before = fileOf({ a: 1, b: 2, c: 3 });
const proposed = fileOf({ a: 1, n: 9, b: 2.5 });

describe('a review of golden vectors', () => {
  it('sees what a recording would change', () => {
    const kinds = pendingChanges(before, proposed).map(({ id, kind }) => [id, kind]);
    expect(kinds).toEqual([
      ['n', 'added'],
      ['b', 'outcome'],
      ['c', 'removed'],
    ]);
  });

  it('takes over only what is accepted, signed', () => {
    const { golden, proposed: left } = acceptChanges(before, proposed, new Set(['b']), signature);
    expect(outcomesOf(golden)).toEqual({ a: 1, b: 2.5, c: 3 });
    expect(golden.vectors[1]).toMatchObject({
      origin: 'accepted',
      accepted: { by: 'Ada', reason: 'New math library' },
    });
    expect(golden.vectors[1]!.accepted!.recordedFrom).toBe(proposed.provenance.recordedFrom);
    expect(golden.vectors[0]!.origin).toBe('recorded');
    expect(pendingChanges(golden, left!).map(({ id }) => id)).toEqual(['n', 'c']);
  });

  it('forgets what is rejected', () => {
    const { golden, proposed: left } = rejectChanges(before, proposed, new Set(['b', 'c']));
    expect(golden).toEqual(before);
    expect(pendingChanges(golden, left!).map(({ id }) => id)).toEqual(['n']);
  });

  it('puts a new vector where the recording has it', () => {
    const { golden } = acceptChanges(before, proposed, new Set(['n']), signature);
    expect(golden.vectors.map(({ id }) => id)).toEqual(['a', 'n', 'b', 'c']);
  });

  it('leaves a certified vector certified', () => {
    const certified = {
      ...proposed,
      vectors: proposed.vectors.map((one) => ({ ...one, origin: 'certified' as const })),
    };
    const { golden } = acceptChanges(before, certified, new Set(['b']), signature);
    expect(golden.vectors.find(({ id }) => id === 'b')).toMatchObject({ origin: 'certified' });
  });

  it('whatever is decided in whatever order: every id is as decided, files stay readable, and nothing is left over', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
    const file = ids.map((names) => fileOf(Object.fromEntries(names.map((id, i) => [id, i % 3]))));
    const decisions = fc.array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.boolean()), {
      minLength: 20,
      maxLength: 40,
    });
    fc.assert(
      fc.property(file, file, decisions, (old, recorded, steps) => {
        const open = new Set(pendingChanges(old, recorded).map(({ id }) => id));
        const wanted = { ...outcomesOf(old) };
        let state: { golden: GoldenFile; proposed: GoldenFile | null } = { golden: old, proposed: recorded };
        const all: [string, boolean][] = [...steps, ...[...'abcdefgh'].map((id): [string, boolean] => [id, true])];
        for (const [id, accept] of all) {
          if (state.proposed === null) break;
          if (open.delete(id) && accept) {
            const now = recorded.vectors.find((one) => one.id === id);
            if (now === undefined) delete wanted[id];
            else wanted[id] = outcomesOf(recorded)[id]!;
          }
          const one = new Set([id]);
          state = accept
            ? acceptChanges(state.golden, state.proposed, one, signature)
            : rejectChanges(state.golden, state.proposed, one);
          expect(parseGolden(renderGolden(state.golden), 'a.json')).toEqual(state.golden);
          if (state.proposed !== null) parseGolden(renderGolden(state.proposed), 'b.json');
        }
        expect(outcomesOf(state.golden)).toEqual(wanted);
        expect(pendingChanges(state.golden, state.proposed ?? state.golden)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
