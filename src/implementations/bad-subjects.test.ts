import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../compare/compare.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { ends, floods, starts, words } from './bad-subject-ends.test-data.ts';
import { badSubject, expectUnharmed, leavesNothing, manifest, meet } from './bad-subjects.test-data.ts';
import type { Implementation } from './implementation.ts';
import { callOf, project, returnedBy } from './python.test-data.ts';

leavesNothing();

describe('the list of misbehaviours', () => {
  it('has 87, each with an end that the manifest allows', () => {
    expect(manifest).toHaveLength(87);
    for (const { mode, expect: allowed } of manifest) {
      const { kind } = (ends[mode] ?? starts[mode])!.ends as { readonly kind: string };
      expect(allowed.split('|').map((word) => words[word])).toContain(kind);
    }
  });

  it('is in the documentation, mode by mode', () => {
    const page = readFileSync(join(project, 'docs/misbehaving-subjects.md'), 'utf8');
    expect(manifest.filter(({ mode }) => !page.includes(`\`${mode}\``))).toEqual([]);
  });
});

describe.concurrent('a driver that misbehaves at one call', () => {
  const modes = manifest.filter(({ mode }) => mode in ends && !floods.includes(mode));

  it.each(modes)('$mode ($script): $expect', async (subject) => {
    const { ends: end, spec, deadlineMs = 20_000, legacy, same, policy = {} } = ends[subject.mode]!;
    process.env.VERNIER_TEST_TOKEN = 'secret';
    const { outcome, neighbours } = await meet(badSubject(subject, spec), { deadlineMs });
    expect(outcome).toMatchObject(end);
    expectUnharmed(neighbours);
    if (legacy !== undefined) expect(compareValues(legacy, returnedBy(outcome), policy).verdict).not.toBe('agree');
    if (same !== undefined) expect(compareValues(same, returnedBy(outcome), policy).verdict).toBe('agree');
  });
});

/** Makes calls all at once, and then closes the implementation. */
async function outcomesOf(one: Implementation, values: readonly Value[]): Promise<Outcome[]> {
  try {
    return await Promise.all(values.map((value) => one.call(callOf('echo', [value]))));
  } finally {
    await one.close();
  }
}

describe.concurrent('a driver that misbehaves again and again', () => {
  const subject = (mode: string, spec: Parameters<typeof badSubject>[1] = {}) =>
    badSubject({ script: 'bad_subject.py', mode }, { maxCrashesInRow: Number.POSITIVE_INFINITY, ...spec });

  it('at every third case costs every third case', async () => {
    const values = Array.from({ length: 12 }, (_, i) => (i % 3 === 2 ? 'bad' : i + 0.5));
    const outcomes = await outcomesOf(subject('crash-every-3rd'), values);
    for (const [i, outcome] of outcomes.entries()) {
      if (i % 3 === 2) expect(outcome).toMatchObject({ kind: 'crashed', exitCode: 3 });
      else expect(outcome).toMatchObject({ kind: 'returned', value: i + 0.5 });
      expect(outcome).not.toHaveProperty('onlyInCompany');
    }
  });

  it('at every second call of a process, whichever it is, costs no answer, but shows', async () => {
    const values = Array.from({ length: 8 }, (_, i) => i + 0.5);
    const outcomes = await outcomesOf(subject('exits-by-count'), values);
    expect(outcomes.map(returnedBy)).toEqual(values);
    expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome).length).toBeGreaterThanOrEqual(3);
  });

  it('disagrees with itself in one of five', async () => {
    const values = await outcomesOf(subject('flaky-1-in-5'), Array(20).fill('bad'));
    expect(values.map(returnedBy).filter((value) => value === 'drift')).toHaveLength(4);
  });

  it('disagrees with itself every time', async () => {
    const values = await outcomesOf(subject('random-value'), Array(20).fill('bad'));
    expect(new Set(values.map(returnedBy)).size).toBe(20);
  });

  it('by taking memory call after call is replaced before that ends it', async () => {
    const values = Array.from({ length: 400 }, (_, i) => i + 0.5);
    const outcomes = await outcomesOf(subject('leak-1mb-per-call', { memoryMb: 150, inFlight: 2 }), values);
    expect(outcomes.map(returnedBy)).toEqual(values);
    expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome)).toEqual([]);
  });
});

describe.concurrent('a driver that misbehaves in a way of its own', () => {
  it.each([
    ['out-of-order-declared', { kind: 'returned', value: 'bad' }],
    ['segv-after-ok', { kind: 'crashed', signal: 'SIGSEGV' }],
    ['oom-killed', { kind: 'crashed', signal: 'SIGKILL', outOfMemory: true }],
    ['proto-envelope', { kind: 'protocol-error', message: expect.stringMatching(/unknown member "__proto__"/) }],
    ['ansi-key', { kind: 'protocol-error', message: expect.stringMatching(/unknown member "\\u001b\[2J"/) }],
    ['negative-time', { kind: 'protocol-error', message: expect.stringMatching(/"elapsed_ns" is not/) }],
  ])('%s', async (mode, end) => {
    const { outcome, neighbours } = await meet(badSubject({ script: 'bad_subject.py', mode }, { memoryMb: 256 }));
    expect(outcome).toMatchObject(end);
    expect(outcome).not.toHaveProperty('onlyInCompany');
    expectUnharmed(neighbours);
  });

  it('proto-key reaches no prototype', async () => {
    const { outcome } = await meet(badSubject({ script: 'bad_subject.py', mode: 'proto-key' }));
    const inner = { kind: 'map', type: 'dict', entries: [['polluted', true]] };
    expect(returnedBy(outcome)).toMatchObject({ entries: [['__proto__', inner]] });
    expect({}).not.toHaveProperty('polluted');
    expect(Object.prototype).not.toHaveProperty('ok');
  });
});
