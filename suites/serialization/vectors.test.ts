import { describe, expect, it } from 'vitest';
import sources from './vectors.ts';

const subjects = Object.entries(sources);
const all = subjects.flatMap(([, { vectors }]) => vectors);

describe('golden cases of the serialization suite', () => {
  it('are more than a hundred, a third of them negative or at an edge', () => {
    expect(all.length).toBeGreaterThanOrEqual(100);
    const hard = all.filter(({ flags }) => flags.includes('Edge') || flags.includes('Negative'));
    expect(hard.length).toBeGreaterThanOrEqual(all.length / 3);
  });

  it.each(subjects)(
    'of %s have ids and sentences of their own, and flags that are explained',
    (_name, { notes, vectors }) => {
      expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
      expect(new Set(vectors.map(({ comment }) => comment)).size).toBe(vectors.length);
      for (const { id, comment } of vectors) {
        expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        expect(comment).toMatch(/^[^\n]{10,200}\.$/);
      }
      expect([...new Set(vectors.flatMap(({ flags }) => [...flags]))].sort()).toEqual(Object.keys(notes).sort());
    },
  );
});
