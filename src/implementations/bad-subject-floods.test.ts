import { expect, it } from 'vitest';
import { ends, floods } from './bad-subject-ends.test-data.ts';
import { badSubject, expectUnharmed, growthMb, leavesNothing, manifest, meet } from './bad-subjects.test-data.ts';

leavesNothing();

/** Twice the most that is read of one line. */
const limitMb: Readonly<Record<string, number>> = { 'huge-64mb': 32, 'line-without-end': 32 };

it.each(manifest.filter(({ mode }) => floods.includes(mode)))('$mode is met in bounded memory', async (subject) => {
  await meet(badSubject({ ...subject, mode: 'ok' }));
  const { ends: end, deadlineMs = 60_000 } = ends[subject.mode]!;
  const growth = await growthMb(async () => {
    const { outcome, neighbours } = await meet(badSubject(subject), { deadlineMs });
    expect(outcome).toMatchObject(end);
    expectUnharmed(neighbours);
  });
  expect(growth).toBeLessThanOrEqual(limitMb[subject.mode] ?? 64);
});

it('a line that comes byte by byte is met in bounded memory', async () => {
  const subject = badSubject({ script: 'bad_subject.py', mode: 'drip-without-end' });
  const growth = await growthMb(async () => {
    const { outcome, neighbours } = await meet(subject, { deadlineMs: 3000 });
    expect(outcome).toMatchObject({ kind: 'timed-out' });
    expectUnharmed(neighbours);
  });
  expect(growth).toBeLessThanOrEqual(64);
});
