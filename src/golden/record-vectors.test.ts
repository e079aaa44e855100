import { describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import { changesAccepted, diffGolden, refuseInCi } from './diff-golden.ts';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { parseGolden } from './parse-golden.ts';
import { recordVectors, type SubjectSources } from './record-vectors.ts';
import type { GoldenFile, VectorSource } from './vector.ts';
import { renderGolden } from './write-golden.ts';

const { provenance, notes } = sampleGolden();
const source = (id: string, parts: Partial<VectorSource> = {}): VectorSource => ({
  id,
  comment: `Looks at ${id}`,
  flags: ['edge'],
  input: { args: [id], kwargs: {} },
  ...parts,
});
const sourcesOf = (...vectors: VectorSource[]): SubjectSources => ({
  suite: 'expression',
  subject: 'evaluate',
  notes,
  vectors,
});
const returned = (value: number): Outcome => ({ kind: 'returned', value, elapsedNs: 1, warnings: [] });
const raised = (name: string, setup = false): Outcome => ({
  kind: 'raised',
  error: { class: name, bases: ['Exception'], message: 'why', setup },
  elapsedNs: 1,
  warnings: [],
});
const record = (sources: SubjectSources, outcomes: Record<string, Outcome>, previous?: GoldenFile) =>
  recordVectors(sources, new Map(Object.entries(outcomes)), provenance, previous);

describe('recordVectors', () => {
  it('takes what legacy did, and certified outcomes as they are', () => {
    const sources = sourcesOf(source('a'), source('b'), source('c', { certified: { returned: 9 } }));
    const file = record(sources, { a: returned(1), b: raised('ValueError'), c: returned(8) });
    expect(file.vectors.map(({ id, origin, outcome }) => [id, origin, outcome])).toEqual([
      ['a', 'recorded', { returned: 1 }],
      ['b', 'recorded', { raised: { class: 'ValueError', message: 'why' } }],
      ['c', 'certified', { returned: 9 }],
    ]);
    expect(parseGolden(renderGolden(file), 'a.json')).toEqual(file);
  });

  it('keeps what a person accepted, as long as legacy still answers it for the same input', () => {
    const ids = ['a', 'b', 'c'];
    const done = { a: returned(1), b: returned(2), c: returned(3) };
    const before = record(sourcesOf(...ids.map((id) => source(id))), done);
    const review = {
      by: 'Ada',
      at: provenance.recordedAt,
      reason: 'New libm',
      recordedAt: provenance.recordedAt,
      recordedFrom: 'x',
    };
    const accepted: GoldenFile = {
      ...before,
      vectors: before.vectors.map((vector) => ({ ...vector, origin: 'accepted', accepted: review })),
    };
    const sources = sourcesOf(source('a'), source('b', { input: { args: ['new'], kwargs: {} } }), source('c'));
    const after = record(sources, { ...done, c: returned(4) }, accepted);
    expect(after.vectors.map(({ origin, outcome, accepted: by }) => [origin, outcome, by?.by])).toEqual([
      ['accepted', { returned: 1 }, 'Ada'],
      ['recorded', { returned: 2 }, undefined],
      ['recorded', { returned: 4 }, undefined],
    ]);
    expect(parseGolden(renderGolden(after), 'a.json')).toEqual(after);
  });

  it.each<[string, Outcome | null, RegExp]>([
    ['never asked', null, /at vector "a": legacy was not asked/],
    [
      'an import that fails',
      raised('ImportError', true),
      /at vector "a": legacy is not set up: it raised ImportError: why/,
    ],
    ['out of time', { kind: 'timed-out', deadlineMs: 50, elapsedNs: null }, /no answer within 50 ms/],
    [
      'dead',
      { kind: 'crashed', signal: 'SIGSEGV', exitCode: null, outOfMemory: false, stderr: '', elapsedNs: null },
      /legacy died \(SIGSEGV\)/,
    ],
    [
      'not speaking the protocol',
      { kind: 'protocol-error', message: 'bad\u001b[31m\nline', stderr: '', elapsedNs: null },
      /broke the protocol: bad line/,
    ],
  ])('records nothing when legacy is %s', (_, outcome, message) => {
    expect(() => record(sourcesOf(source('a')), outcome === null ? {} : { a: outcome })).toThrow(message);
  });

  it('names what is wrong with the code that makes the cases', () => {
    const sources = sourcesOf(source('../a'), source('b', { comment: ' ' }), source('c', { flags: ['egde'] }));
    const done = { '../a': returned(1), b: returned(1), c: returned(1) };
    expect(() => record(sources, done)).toThrow(/suites\/expression\/vectors\.ts\) has 3 problems/);
    expect(() => record(sources, done)).toThrow(/at \/vectors\/0\/id: "..\/a" is not an id/);
    expect(() => record(sources, done)).toThrow(/at \/vectors\/1\/comment/);
    expect(() => record(sources, done)).toThrow(/no note explains the flag "egde", did you mean "edge"/);
  });
});

describe('diffGolden', () => {
  const vectors = ['a', 'b', 'c'].map((id) => sampleVector({ id }));
  const fileOf = (...of: Parameters<typeof sampleVector>[0][]) =>
    parseGolden(renderGolden(sampleGolden(of.map(sampleVector))), 'a.json');
  const before = fileOf(...vectors);
  const [a, b, c] = vectors as [(typeof vectors)[0], (typeof vectors)[0], (typeof vectors)[0]];

  it('tells what was added, removed and changed', () => {
    const after = fileOf(a, { ...b, outcome: { returned: 4 }, comment: 'New' }, { id: 'd' });
    expect(diffGolden(before, after)).toEqual({
      added: ['d'],
      removed: ['c'],
      changed: [{ id: 'b', parts: ['comment', 'outcome'] }],
      notesChanged: false,
      same: false,
    });
    expect(diffGolden(before, before)).toMatchObject({ added: [], removed: [], changed: [], same: true });
    expect(diffGolden(null, before)).toMatchObject({ added: ['a', 'b', 'c'], removed: [], same: false });
  });

  it('sees an integer that became a float', () => {
    const after = fileOf(a, { ...b, outcome: { returned: 1 } }, c);
    const then = fileOf(a, { ...b, outcome: { returned: 1n } }, c);
    expect(diffGolden(after, then).changed).toEqual([{ id: 'b', parts: ['outcome'] }]);
  });

  it.each<[string, boolean, GoldenFile]>([
    ['added and described anew', false, fileOf(a, { ...b, comment: 'Says more' }, c, { id: 'd' })],
    ['given another outcome', true, fileOf(a, { ...b, outcome: { returned: 4 } }, c)],
    ['given another input', true, fileOf(a, { ...b, input: { args: [], kwargs: {} } }, c)],
    ['removed', true, fileOf(a, b)],
  ])('knows whether vectors that are %s change what was accepted: %s', (_, wanted, after) => {
    expect(changesAccepted(diffGolden(before, after))).toBe(wanted);
  });

  it('records nothing in CI', () => {
    const diff = diffGolden(before, fileOf(a, b, c, { id: 'd' }));
    expect(() => refuseInCi(diff, 'golden/a.json')).toThrow(
      /golden\/a\.json is out of date \(1 added.*Nothing is recorded in CI/,
    );
    expect(() => refuseInCi(diffGolden(before, before), 'golden/a.json')).not.toThrow();
  });
});
