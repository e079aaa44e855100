import { describe, expect, it } from 'vitest';
import { random } from '../../base/chance.ts';
import { placeRow, sampleHead, shareRows, subjectRow } from '../fixtures/sample-rows.ts';
import { type HistoryRow, historyRow } from '../row.ts';
import { creepReport, findCreep } from './find-creep.ts';

const run = (n: number) => sampleHead(n).run_id;
const range = (n: number) => Array.from({ length: n }, (_, index) => index);
const look = (rows: readonly HistoryRow[], n: number) => findCreep(rows, { run: run(n) });
/** Rows as they were when run `n` was the last. */
const until = (rows: readonly HistoryRow[], n: number) => rows.filter(({ run_id }) => run_id <= run(n));

/** Normal, by Box and Muller. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Stationary noise of many kinds: none has a trend, none moves to another level. */
const noises: Readonly<Record<string, (next: () => number) => (index: number) => number>> = {
  normal: (next) => () => Math.abs(1 + 0.2 * normal(next)) + 0.01,
  uniform: (next) => () => 0.5 + next(),
  lognormal: (next) => () => Math.exp(normal(next)),
  cauchy: (next) => () => Math.abs(Math.tan(Math.PI * (next() - 0.5))),
  'auto-regressive': (next) => {
    let state = normal(next);
    return () => {
      state = 0.5 * state + Math.sqrt(0.75) * normal(next);
      return Math.exp(0.2 * state);
    };
  },
  'two levels': (next) => () => (next() < 0.5 ? 1 : 3),
  rounded: (next) => () => Math.round(1 + 2 * next()),
  outliers: (next) => () => (1 + 0.05 * normal(next)) * (next() < 0.05 ? 10 : 1),
  'mostly nothing': (next) => () => (next() < 0.7 ? 0 : next()),
  weekly: (next) => (index) => 1 + (index % 7 === 6 ? 0.3 : 0) + 0.1 * next(),
};

describe('findCreep', () => {
  it('sees an error that grows by a twentieth a run, inside its tolerance, by the twelfth run', () => {
    const rows = shareRows(range(12).map((i) => 0.05 * 1.05 ** i));
    expect(look(rows, 12)).toMatchObject([
      { kind: 'trend', subject: 'work', metric: 'share of tolerance', before: 0.05, runs: 12 },
    ]);
    const [creep] = look(rows, 12);
    expect(creep!.summary).toBe(
      'the share of tolerance of the panel rises from run to run: 5.00 % to 8.55 % over 12 runs; at this rate it is used up in 51 more runs',
    );
    const first = range(12).find((n) => look(until(rows, n + 1), n + 1).length > 0)! + 1;
    expect(first).toBe(7);
  });

  it('sees it through noise of a hundredth, too, beside a hundred series that stand still', () => {
    const seen = range(20).filter((seed) => {
      const next = random(`growth ${seed}`);
      const grows = shareRows(range(12).map((i) => 0.05 * 1.05 ** i * (1 + 0.01 * normal(next))));
      const others = range(100).flatMap((i) =>
        shareRows(
          range(12).map(() => 0.05 + 0.01 * next()),
          { path: `$.x${i}` },
        ),
      );
      return look([...grows, ...others], 12).some(({ kind, path }) => kind === 'trend' && path === '');
    });
    expect(seen.length).toBeGreaterThanOrEqual(16);
  });

  it('raises at most two false alarms over a hundred stationary series, each looked at after every one of forty runs', () => {
    const alarms: string[] = [];
    for (const [name, make] of Object.entries(noises)) {
      for (const seed of range(10)) {
        const value = make(random(`${name} ${seed}`));
        const rows = shareRows(range(40).map((i) => 0.001 * value(i)));
        const at = range(40).find((i) => look(until(rows, i + 1), i + 1).length > 0);
        if (at !== undefined) alarms.push(`${name} ${seed}: run ${at + 1}`);
      }
    }
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(2);
  });

  it('raises none over the same hundred series looked at together', () => {
    const rows = Object.entries(noises).flatMap(([name, make]) =>
      range(10).flatMap((seed) => {
        const value = make(random(`together ${name} ${seed}`));
        return shareRows(
          range(30).map((i) => 0.01 * value(i)),
          { path: `$.${name}${seed}` },
        );
      }),
    );
    expect(look(rows, 30)).toEqual([]);
  });

  it('sees a bias flip', () => {
    const next = random('bias');
    const rows = range(14).map((i) => {
      const share = i < 12 ? 0.7 : 0.3;
      const above = range(100).filter(() => next() < share).length;
      return placeRow(sampleHead(i + 1), { above, below: 100 - above, max_share: 0.1 });
    });
    expect(look(until(rows, 12), 12)).toEqual([]);
    expect(look(rows, 14)).toMatchObject([{ kind: 'bias', metric: 'lean', since: run(13) }]);
    expect(look(rows, 14)[0]!.summary).toMatch(/^modern now lies below .* legacy of the panel; before, it lay above/);
  });

  it('sees a bias appear at once where a panel gave the same before', () => {
    const rows = range(7).map((i) =>
      placeRow(sampleHead(i + 1), { max_share: 0.1, ...(i < 6 ? { above: 20, below: 22 } : { above: 42, below: 0 }) }),
    );
    expect(look(rows, 7)).toMatchObject([{ kind: 'bias', since: run(7) }]);
  });

  it('raises no alarm for a lean that changes from run to run by chance', () => {
    const rows = range(30).flatMap((i) =>
      range(50).map((k) => {
        const next = random(`lean ${i} ${k}`);
        const above = range(20).filter(() => next() < 0.5).length;
        return placeRow(sampleHead(i + 1), { above, below: 20 - above, max_share: 0.1, path: `$.x${k}` });
      }),
    );
    for (const n of [10, 20, 30]) expect(look(until(rows, n), n)).toEqual([]);
  });

  it('sees a step in the run that brings it, when the panel gave the same error before', () => {
    const rows = shareRows([...range(6).map(() => 0.01), 0.3]);
    expect(look(rows, 7)).toMatchObject([{ kind: 'step', before: 0.01, now: 0.3, since: run(7) }]);
    const fromNothing = shareRows([...range(6).map(() => 0), 0.3]);
    expect(look(fromNothing, 7)).toMatchObject([{ kind: 'step', before: 0, now: 0.3 }]);
  });

  it('sees a step through noise with its second run', () => {
    const next = random('step');
    const rows = shareRows(range(14).map((i) => (i < 12 ? 0.01 : 0.2) * (1 + 0.2 * next())));
    expect(look(until(rows, 13), 13)).toEqual([]);
    expect(look(rows, 14)).toMatchObject([{ kind: 'step', since: run(13) }]);
  });

  it('says nothing of errors that shrink, of steps too small to matter, or of what is drift already', () => {
    expect(look(shareRows(range(20).map((i) => 0.5 * 0.9 ** i)), 20)).toEqual([]);
    expect(look(shareRows([...range(6).map(() => 0.01), 0.012]), 7)).toEqual([]);
    expect(look(shareRows([...range(6).map(() => 1e-7), 5e-7]), 7)).toEqual([]);
    expect(look(shareRows([...range(6).map(() => 0.01), 3]), 7)).toEqual([]);
  });

  it('sees tolerance used up past a limit, once', () => {
    const rows = shareRows([0.7, 0.72, 0.79, 0.85]);
    expect(look(rows, 4)).toMatchObject([{ kind: 'share', before: 0.79, now: 0.85, p: null }]);
    expect(look(shareRows([0.7, 0.72, 0.85, 0.85]), 4)).toEqual([]);
    expect(findCreep(rows, { run: run(4), limits: { share: 0.9 } })).toEqual([]);
  });

  it('sees a new mechanism, and vectors that are lost', () => {
    const fields = { suite: 'sample', subject: 'work', modern: 'modern', scope: 'vectors' } as const;
    const day = (n: number, vectors: readonly string[], mechanism: string | null): HistoryRow[] => [
      subjectRow(sampleHead(n)),
      ...vectors.map((id) => historyRow(sampleHead(n), { ...fields, kind: 'vector', case_id: id, status: 'agreed' })),
      ...(mechanism === null
        ? []
        : [historyRow(sampleHead(n), { ...fields, kind: 'mechanism', path: '$.value', mechanism })]),
    ];
    const rows = [...day(1, ['a', 'b', 'c'], null), ...day(2, ['a'], 'float32-round-trip')];
    expect(look(rows, 2)).toMatchObject([
      { kind: 'mechanism', summary: expect.stringContaining('float32-round-trip') },
      { kind: 'vectors-lost', case: 'b', alike: ['c'], summary: expect.stringContaining('2 golden vectors') },
    ]);
    expect(look([...rows, ...day(3, ['a'], 'float32-round-trip')], 3)).toEqual([]);
    const first = [...day(1, [], null), ...day(2, ['a'], 'float32-round-trip')];
    expect(look(first, 2)).toEqual([]);
    const filtered = rows.filter((row) => !(row.kind === 'subject' && row.run_id === run(2)));
    expect(look(filtered, 2).map(({ kind }) => kind)).toEqual(['mechanism']);
  });

  it('says which platform and versions changed beside it', () => {
    const rows = shareRows([...range(6).map(() => 0.01), 0.3]).map((row) =>
      row.run_id < run(7)
        ? row
        : { ...row, node: '26.0.0', versions: '{"sample/legacy":{"python":"3.11.2","numpy":"2.1.0"}}' },
    );
    expect(look(rows, 7)[0]!.alongside).toEqual(['node 24.0.0 -> 26.0.0', 'sample/legacy numpy 2.0.0 -> 2.1.0']);
  });

  it('tells what moves alike in one', () => {
    const shares = range(12).map((i) => 0.05 * 1.05 ** i);
    const rows = ['', '$.a', '$.b'].flatMap((path) => shareRows(shares, { path }));
    expect(look(rows, 12)).toMatchObject([{ path: '', alike: ['panel at $.a', 'panel at $.b'], alikeCount: 2 }]);
  });

  it('does not take other cases for the same series, and never looks at all cases', () => {
    const before = shareRows(range(6).map(() => 0.01));
    const other = (fields: object) => [...before, placeRow(sampleHead(7), { max_share: 0.3, ...fields })];
    expect(look(other({ series: 'q' }), 7)).toEqual([]);
    expect(look(other({ scope: 'all' }), 7)).toEqual([]);
  });

  it('holds a run against one that was named, by size alone while it is the only one', () => {
    const named = { name: 'release 1', run: run(1) };
    const rows = (now: number) => [
      ...shareRows([0.01, 0.01]),
      placeRow(sampleHead(3, { branch: 'other' }), { max_share: now }),
    ];
    expect(findCreep(rows(0.3), { run: run(3), baseline: { named } })).toMatchObject([{ kind: 'step', p: null }]);
    expect(findCreep(rows(0.05), { run: run(3), baseline: { named } })).toEqual([]);
    expect(look(rows(0.3), 3)).toEqual([]);
    const gone = { name: 'release 0', run: 'run-000' };
    expect(creepReport(rows(1), { run: run(3), baseline: { named: gone } }).said).toContain(
      '"release 0" is run run-000',
    );
  });

  it('says that there is no baseline yet', () => {
    const rows = shareRows([0.1]);
    expect(creepReport(rows, { run: run(1) })).toMatchObject({ baseline: [], creeps: [], said: /^No baseline yet/ });
    expect(creepReport([], { run: run(1) }).said).toContain('not in the history');
  });
});
