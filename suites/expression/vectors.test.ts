import { readCall, type VectorSource } from 'vernier';
import { describe, expect, it } from 'vitest';
import sources from './vectors.ts';

const { notes, vectors } = sources.evaluate as (typeof sources)[string];
const flagged = (flag: string) => vectors.filter((vector) => vector.flags.includes(flag));
const text = (vector: VectorSource) => String(vector.input.args[0]);

describe('golden cases of the expression suite', () => {
  it('are at least 200, a third of them negative or at an edge', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(200);
    const hard = new Set([...flagged('Negative'), ...flagged('Edge')]);
    expect(hard.size).toBeGreaterThanOrEqual(vectors.length / 3);
    expect(flagged('Negative').length).toBeGreaterThanOrEqual(50);
  });

  it('have ids of their own that a command line takes', () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    for (const { id } of vectors) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('have one sentence each that says what they look at', () => {
    expect(new Set(vectors.map(({ comment }) => comment)).size).toBe(vectors.length);
    for (const { comment } of vectors) expect(comment).toMatch(/^[^\n]{10,200}\.$/);
  });

  it('use every flag that is explained, and explain every flag they use', () => {
    const used = new Set(vectors.flatMap(({ flags }) => [...flags]));
    expect([...used].sort()).toEqual(Object.keys(notes).sort());
    for (const note of Object.values(notes)) for (const words of Object.values(note)) expect(words).not.toBe('');
    for (const { flags } of vectors)
      expect(flags.filter((flag) => flag !== 'Edge' && flag !== 'Negative').length).toBeGreaterThan(0);
  });

  it('never ask the same thing twice', () => {
    const asked = vectors.map(({ input }) =>
      JSON.stringify(input, (_, part) =>
        typeof part === 'bigint'
          ? `${part}n`
          : Object.is(part, -0)
            ? '-0'
            : typeof part === 'number' && !Number.isFinite(part)
              ? String(part)
              : part,
      ),
    );
    expect(new Set(asked).size).toBe(vectors.length);
  });

  it('hold every function and operator, and the models of polymer rheology', () => {
    const all = vectors.map(text).join('\n');
    for (const name of 'sin cos tan arccos arcsin arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh exp log log10 sqrt power around round rint floor ceil trunc fabs abs deg2rad rad2deg mod'.split(
      ' ',
    )) {
      expect(all).toMatch(new RegExp(`\\b${name}\\(`));
    }
    const ids = vectors.map(({ id }) => id);
    for (const model of [
      'maxwell-storage-5',
      'maxwell-loss-5',
      'maxwell-time-5',
      'carreau-yasuda',
      'wlf-shift',
      'arrhenius',
      'power-law',
      'exponential',
      'two-exponentials',
      'gex',
      'log-normal',
      'debye-loss',
      'polynomial-10',
    ]) {
      expect(ids).toContain(model);
    }
  });

  it('belong to the grammar unless they are meant to be outside of it', () => {
    const outside = new Set(['RefusedSyntax', 'MalformedSyntax', 'Injection']);
    for (const vector of vectors) {
      const meant = vector.flags.some((flag) => outside.has(flag));
      if (readCall(vector.input) === null) expect(meant, vector.id).toBe(true);
      else if (vector.flags.includes('MalformedSyntax')) expect.fail(`${vector.id} is an expression after all`);
    }
  });

  it('run no code that leaves a trace: nothing is written, opened or started', () => {
    for (const vector of vectors)
      expect(text(vector)).not.toMatch(/system|popen|subprocess|socket|write|remove|exec\(/);
  });
});
