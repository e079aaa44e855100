import { describe, expect, it } from 'vitest';
import { badJavaScript, badPython, expectUnharmed, growthMb, leavesNothing, meet } from './bad-subjects.test-data.ts';
import type { ImplementationSpec } from './create-implementation.ts';
import { callOf, returnedBy } from './python.test-data.ts';

leavesNothing();

const text = (pattern: RegExp) => expect.stringMatching(pattern);
const crashed = (exitCode: number | null, signal: string | null, more: object = {}) => ({
  kind: 'crashed',
  exitCode,
  signal,
  outOfMemory: false,
  ...more,
});
const raised = (name: string, message: RegExp, more: object = {}) => ({
  kind: 'raised',
  error: { class: name, message: text(message), setup: false, ...more },
});
const returned = (value: unknown = 'bad') => ({ kind: 'returned', value });
const timedOut = { kind: 'timed-out', deadlineMs: 1500 };
const outOfMemory = { kind: 'crashed', outOfMemory: true };
const dict = (entries: unknown[]) => ({ kind: 'map', type: 'dict', entries });

/** What each mode comes to, and the megabytes it may use where that matters. */
type Row = readonly [mode: string, end: object, memoryMb?: number];
const named = (rows: readonly Row[]) => rows.map((row) => ({ mode: row[0], row }));

async function held(
  make: (spec: Partial<ImplementationSpec>) => ReturnType<typeof badPython>,
  [mode, end, memoryMb]: Row,
) {
  // The drivers send answers in batches: those before a hang leave with it, so the neighbours share its deadline.
  const deadlineMs = end === timedOut ? 1500 : 20_000;
  const one = make(memoryMb === undefined ? {} : { memoryMb });
  const { outcome, neighbours } = await meet(one, {
    subject: 'misbehaves',
    bad: [mode],
    deadlineMs,
    neighbourMs: deadlineMs,
  });
  expect(outcome).toMatchObject(end);
  expect(outcome).not.toHaveProperty('onlyInCompany');
  expectUnharmed(neighbours);
}

describe.concurrent('a Python function that misbehaves', () => {
  const rows: readonly Row[] = [
    ['exit-3-mid', crashed(3, null)],
    ['sys-exit', raised('SystemExit', /^3$/)],
    ['segv', crashed(null, 'SIGSEGV')],
    ['abort', crashed(null, 'SIGABRT')],
    ['kill9-self', crashed(null, 'SIGKILL')],
    ['hang-after-read', timedOut],
    ['ignore-sigterm', timedOut],
    ['cpu-spin', timedOut],
    ['traceback', raised('RuntimeError', /^boom <script>alert\(1\)<\/script>$/)],
    ['error-reply', raised('ValueError', /^bad \| `x` <\/script> \x1b\[31m$/)],
    ['garbage-line', returned()],
    ['garbage-binary', returned()],
    ['json-noise', returned()],
    ['stderr-ansi', returned()],
    ['oom', outOfMemory, 128],
    ['memory-error', raised('MemoryError', /^/)],
    ['close-stdin', returned()],
    ['close-stdout', returned()],
    ['close-everything', { kind: 'crashed', outOfMemory: false }],
    ['grandchild-holds-pipe', returned()],
    ['daemon-escape', returned()],
    ['zombies-50', returned()],
    ['fd-leak-200', returned()],
    ['writes-cwd-50mb', returned()],
    ['deep-json', raised('vernier.UnencodableResult', /deep/)],
    ['nan-token', returned(Number.NaN)],
    ['overflow-token', returned(Number.POSITIVE_INFINITY)],
    ['invalid-utf8', returned('\udcff\udcfe')],
    ['nul-bytes', returned('\0\0')],
    ['proto-key', returned(dict([['__proto__', dict([['polluted', true]])]]))],
    ['env-echo', returned(expect.not.arrayContaining(['VERNIER_TEST_TOKEN']))],
    ['random-value', { kind: 'returned' }],
    ['slower-each-time', returned()],
    ['clock-jump-back', returned()],
  ];

  it.each(named(rows))('$mode', async ({ row }) => {
    process.env.VERNIER_TEST_TOKEN = 'secret';
    await held(badPython, row);
  });

  it.each(named(rows.filter(([mode]) => /exit-3|segv|hang|oom|escape|everything/.test(mode))))(
    '$mode, without a fork server',
    ({ row }) => held((spec) => badPython({ fork: 'off', ...spec }), row),
  );

  it('forks and returns twice', async () => {
    const { outcome, neighbours } = await meet(badPython(), { subject: 'misbehaves', bad: ['forks-and-returns'] });
    expect(outcome).toMatchObject(returned('parent'));
    expectUnharmed(neighbours);
  });
});

describe.concurrent('a JavaScript function that misbehaves', () => {
  const rows: readonly Row[] = [
    ['throw', raised('Error', /^boom$/)],
    ['reject', crashed(1, null, { stderr: text(/Error: unhandled/) })],
    ['rejects-awaited', raised('RangeError', /^awaited$/)],
    ['reject-swallowed', timedOut],
    ['exit', crashed(3, null)],
    ['abort', crashed(null, 'SIGABRT')],
    ['event-loop-block', timedOut],
    ['heap-oom', outOfMemory, 256],
    ['typedarray-oom', outOfMemory, 256],
    ['stack-overflow', raised('RangeError', /call stack/)],
    ['console-log-noise', returned()],
    ['warning-noise', returned()],
    ['nan-becomes-null', returned(Number.NaN)],
    ['negzero-lost', returned(-0)],
    ['bigint-rounded', returned(9007199254740993n)],
    [
      'undefined-dropped',
      returned(
        dict([
          ['a', null],
          ['b', 1],
        ]),
      ),
    ],
    ['lone-surrogate', returned('\ud800')],
    ['proto-key', returned(dict([['__proto__', dict([['polluted', true]])]]))],
    ['clock-jump-back', returned()],
    ['global-pollution', returned()],
    ['sigterm-ignored', timedOut],
    ['timer-keeps-alive', returned()],
    ['stdin-closed', returned()],
    ['wire-closed', { kind: 'crashed', outOfMemory: false }],
    ['wire-garbled', { kind: 'protocol-error', message: text(/in "not json"$/) }],
    ['grandchild', returned()],
    ['throws-null', raised('object', /^null$/)],
    ['throws-trap', { kind: 'raised' }],
  ];

  it.each(named(rows))('$mode', ({ row }) => held(badJavaScript, row));

  it('and gives every object an own “value” does not pass off an error as one', async () => {
    const one = badJavaScript();
    const outcomes = await Promise.all(
      ['global-pollution', 'throw'].map((mode) => one.call(callOf('misbehaves', [mode]))),
    );
    await one.close();
    expect(outcomes).toMatchObject([returned(), raised('Error', /^boom$/)]);
  });
});

describe('a function that floods', () => {
  it.each([
    ['stdout-flood', returned()],
    ['stderr-flood', returned()],
    ['huge-64mb', { kind: 'protocol-error', message: text(/A line has more than 16777216 bytes/) }],
  ] as const)('%s is met in bounded memory', async (mode, end) => {
    await meet(badPython());
    expect(await growthMb(() => held(badPython, [mode, end]))).toBeLessThanOrEqual(64);
  });
});

it('a random value is none of the seed’s, and shows', async () => {
  const one = badPython();
  const outcomes = await Promise.all([1, 2].map(() => one.call(callOf('misbehaves', ['random-value']))));
  await one.close();
  const [first, second] = outcomes.map(returnedBy);
  expect(first).not.toEqual(second);
});
