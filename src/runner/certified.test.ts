import { describe, expect, it } from 'vitest';
import { alwaysRaises, identity } from '../implementations/fakes.ts';
import type { Implementation } from '../implementations/implementation.ts';
import { WaiverBook } from '../suite/match-waiver.ts';
import type { Waiver } from '../suite/waiver.ts';
import type { Value } from '../value/value.ts';
import { makeJob, runAll, vectorWork } from './fixtures/job.ts';
import type { Work } from './subject-job.ts';

/** A vector of what is certified to be 5, which no side ever gave. */
function certified(origin: 'certified' | 'recorded' = 'certified'): Work {
  const { item } = vectorWork(1, { returned: 5 });
  return { item: { ...item, labels: ['from:afar'], vector: { ...item.vector!, origin } }, generated: null };
}

const waiver: Waiver = {
  id: 'legacy-falls-short',
  subject: 'work',
  modern: 'legacy',
  class: 'value',
  path: '/value',
  when: { label: 'from:afar' },
  bound: { abs: 0.5 },
  maxShare: 0.99,
  owner: 'them',
  reason: 'From afar it stops a little before the end.',
  created: '2026-11-01',
  expires: '2026-12-31',
};

const gives = (value: Value): Implementation => identity(() => value);

/** What became of legacy, with the waivers' standings; modern gives what is certified. */
async function legacyThat(legacy: Implementation, waivers: readonly Waiver[], work: Work = certified()) {
  const job = makeJob({ legacy, modern: gives(5) });
  const book = new WaiverBook(waivers, 'sample', '2026-11-20');
  const { results } = await runAll({ ...job, waivers: book }, [work]);
  const own = results.find(({ modern }) => modern === 'legacy')!;
  const [standing] = book.standings(() => 2);
  return { ...own, standing: standing?.state, modern: results.find(({ modern }) => modern === 'modern')!.status };
}

describe('legacy held to what is certified', () => {
  it('is red where it falls short, by drift like a modern: nothing has moved', async () => {
    const found = await legacyThat(gives(5.25), []);
    expect(found).toMatchObject({ status: 'drifted', side: 'legacy', drifts: [{ class: 'value' }], modern: 'agreed' });
  });

  it('is waived where a waiver for legacy says so, with what it covered', async () => {
    const found = await legacyThat(gives(5.25), [waiver]);
    expect(found).toMatchObject({
      status: 'waived',
      waivers: [{ id: 'legacy-falls-short', maxAbs: 0.25 }],
      standing: 'active',
      modern: 'agreed',
    });
  });

  it('leaves the waiver stale where it meets what is certified', async () => {
    expect(await legacyThat(gives(5), [waiver])).toMatchObject({ status: 'agreed', waivers: [], standing: 'stale' });
  });

  it('stays red beyond the bound, without the label, for another class, and where the waiver is for a modern', async () => {
    const red = { status: 'drifted', side: 'legacy' };
    expect(await legacyThat(gives(5.75), [waiver])).toMatchObject(red);
    expect(await legacyThat(gives(5.25), [{ ...waiver, when: { label: 'from:near' } }])).toMatchObject(red);
    expect(
      await legacyThat(
        alwaysRaises(() => null),
        [waiver],
      ),
    ).toMatchObject(red);
    expect(await legacyThat(gives(5.25), [{ ...waiver, modern: 'modern' }])).toMatchObject(red);
  });

  it('cannot be waived where it no longer gives what it once gave itself', async () => {
    const found = await legacyThat(gives(5.25), [waiver, { ...waiver, class: 'legacy-moved' }], certified('recorded'));
    expect(found).toMatchObject({ status: 'drifted', side: 'legacy', drifts: [{ class: 'legacy-moved' }] });
  });

  it('says exceeded where the waiver covers more than its share', async () => {
    const found = await legacyThat(gives(5.25), [{ ...waiver, maxShare: 0.4 }]);
    expect(found).toMatchObject({ status: 'waived', standing: 'exceeded' });
  });
});
