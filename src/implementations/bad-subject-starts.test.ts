import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Value } from '../value/value.ts';
import { starts } from './bad-subject-ends.test-data.ts';
import { badSubject, leavesNothing, manifest } from './bad-subjects.test-data.ts';
import { callOf, returnedBy } from './python.test-data.ts';

leavesNothing();

const modes = manifest.filter(({ mode }) => mode in starts);
const startMs = 500;
const spec = (mode: string) => (mode === 'hang-before-read' ? { startMs } : {});

describe.concurrent('a driver that does not start', () => {
  it.each(modes)('$mode: start says why, and a call that waited for it ends so', async (subject) => {
    const { says, ends } = starts[subject.mode]!;
    const one = badSubject(subject, spec(subject.mode));
    try {
      await expect(one.start()).rejects.toThrow(says);
      await expect(one.start()).rejects.toMatchObject({ name: 'SetupError' });
      expect(await one.call(callOf('echo', [1]))).toMatchObject(ends);
      expect(await one.callAlone(callOf('echo', [1]))).toMatchObject(ends);
    } finally {
      await one.close();
    }
  });

  it.each(modes.filter(({ script }) => script.endsWith('.py')))('$mode, once it has died', async (subject) => {
    const marker = join(process.env.TMPDIR!, `starts-no-more-${subject.mode}`);
    const one = badSubject(subject, { ...spec(subject.mode), marker });
    try {
      const values: readonly Value[] = [1n, 2n, 'bad', 3n, 4n, 5n, 6n, 7n, 8n];
      const outcomes = await Promise.all(values.map((value) => one.call(callOf('echo', [value]))));
      expect(outcomes.slice(0, 2).map(returnedBy)).toEqual([1n, 2n]);
      const notMade = outcomes.slice(2).filter((outcome) => 'unhealthy' in outcome);
      for (const outcome of outcomes.slice(2, -notMade.length))
        expect(outcome).toMatchObject(starts[subject.mode]!.ends);
      // After five in a row no more are made.
      expect(outcomes.slice(-notMade.length)).toEqual(notMade);
    } finally {
      await one.close();
      rmSync(marker, { force: true });
    }
  });
});

it('cannot move a terminal by what it wrote to stderr', async () => {
  const one = badSubject({ script: 'bad_subject.py', mode: 'stderr-ansi-start' });
  await expect(one.start()).rejects.toThrow(/It wrote: \\u001b\[2J\\u001b\]0;pwned\\u0007::error::forged$/);
  await one.close();
});
