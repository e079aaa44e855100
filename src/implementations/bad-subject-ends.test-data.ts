import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Policy } from '../compare/policy.ts';
import type { Value } from '../value/value.ts';
import type { badSubject } from './bad-subjects.test-data.ts';

/** What the manifest calls an end. */
export const words: Readonly<Record<string, string>> = {
  pass: 'returned',
  crashed: 'crashed',
  timeout: 'timed-out',
  protocol_error: 'protocol-error',
  subject_error: 'raised',
  drift: 'returned',
};

/** What becomes of a bad call. */
export interface End {
  /** The end of the bad call, down to signal, exit code and message. */
  readonly ends: object;
  readonly deadlineMs?: number;
  readonly spec?: Parameters<typeof badSubject>[1];
  /** What legacy returned where modern drifts. */
  readonly legacy?: Value;
  readonly policy?: Policy;
  /** What legacy returned where modern agrees. */
  readonly same?: Value;
}

/** Descriptors that this process was itself handed by a careless parent and passes on; the runtime closes those below 16. */
const passedOn = process.platform === 'linux' ? inheritable().map(BigInt) : [];

function inheritable(): number[] {
  const closeOnExec = 0o2000000;
  const flags = (name: string) =>
    Number.parseInt(/flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${name}`, 'utf8'))![1]!, 8);
  return readdirSync('/proc/self/fdinfo')
    .filter((name) => {
      try {
        return Number(name) > 2 && (flags(name) & closeOnExec) === 0;
      } catch {
        return false;
      }
    })
    .map(Number)
    .sort((a, b) => a - b);
}

const dict = (entries: [Value, Value][]): Value => ({ kind: 'map', type: 'dict', entries });
const text = (pattern: RegExp) => expect.stringMatching(pattern);
const crashed = (exitCode: number | null, signal: string | null, more: object = {}): End => ({
  ends: { kind: 'crashed', exitCode, signal, outOfMemory: false, ...more },
});
const fault = (message: RegExp): End => ({ ends: { kind: 'protocol-error', message: text(message) } });
const timeout: End = { ends: { kind: 'timed-out', deadlineMs: 400 }, deadlineMs: 400 };
const returned = (value: unknown = 'bad', more: Partial<End> = {}): End => ({
  ends: { kind: 'returned', value },
  ...more,
});
const drift = (legacy: Value, value: unknown, policy: Policy = {}): End => ({
  ends: { kind: 'returned', value },
  legacy,
  policy,
});

/** Ends of the calls that misbehave, by mode. Their neighbours are none the worse for it. */
export const ends: Readonly<Record<string, End>> = {
  ok: returned(),
  abort: crashed(null, 'SIGABRT'),
  segv: crashed(null, 'SIGSEGV'),
  'kill9-self': crashed(null, 'SIGKILL'),
  'exit-3-mid': crashed(3, null),
  'exit-77-after-ok': crashed(77, null),
  'crash-every-3rd': crashed(3, null),
  'exits-on-2nd-silently': crashed(0, null),
  traceback: crashed(1, null, { stderr: text(/RuntimeError: boom <script>alert\(1\)<\/script>\n$/) }),
  'partial-exit': crashed(0, null, { detail: text(/^its last answer was cut off: "\{\\"id\\":\d+,\\"va"$/) }),
  'no-newline': crashed(0, null, { detail: text(/cut off: "\{\\"id\\": .*\}"$/) }),
  'close-stdout': crashed(null, 'SIGTERM', { detail: 'it had closed its output and went on running' }),
  'close-stdout-exit': crashed(null, 'SIGTERM', { detail: 'it had closed its output and went on running' }),
  oom: { ...crashed(null, 'SIGKILL', { outOfMemory: true }), spec: { memoryMb: 128 } },
  'hang-after-read': timeout,
  'cpu-spin': timeout,
  'ignore-sigterm': timeout,
  'close-stdin': timeout,
  'partial-hang': timeout,
  'slow-drip': timeout,
  'stale-after-timeout': timeout,
  'error-reply': {
    ends: {
      kind: 'raised',
      error: { class: 'ValueError', bases: ['Exception'], message: 'bad | `x` </script> \x1b[31m' },
    },
  },
  'garbage-line': fault(/not one of protocol 1: .* in "Segmentation fault\? no, just noise"$/),
  'garbage-binary': fault(/in "\\x00\\x01.*\\x08\\x09"$/),
  'garbage-only': fault(/in "not json"$/),
  'json-noise': fault(/"id" is not a non-negative integer.*I am valid JSON but not a response/),
  'deep-json': fault(/deep.* in "\{\\"id\\":\d+,\\"value\\":\[\[\[.* … \(\d+ bytes\)$/),
  'dup-keys': fault(/[Dd]uplicate.* in "\{/),
  'dup-response': fault(/An answer with id \d+ came twice: ".*second answer/),
  'id-as-string': fault(/"id" is not a non-negative integer/),
  'missing-id': fault(/"id" is not a non-negative integer/),
  'wrong-id': fault(/An answer with id \d+ is to a question nobody asked/),
  'invalid-utf8': fault(/The answer is not UTF-8: ".*\\xff\\xfe/),
  'nul-bytes': fault(/in "\\x00\\x00\{/),
  'nan-token': fault(/in "\{\\"id\\":\d+,\\"value\\":NaN/),
  'overflow-token': fault(/in "\{\\"id\\":\d+,\\"value\\":1e400/),
  'line-without-end': fault(/A line has more than 16777216 bytes: "x{200}"/),
  'huge-64mb': fault(/A line has more than 16777216 bytes: "\{\\"id\\":\d+,\\"value\\":\\"x+"/),
  'stdout-flood': fault(/in "noise noise noise"$/),
  crlf: returned(),
  'utf8-split': returned('\u00e9\u{1f600}'.repeat(50)),
  'slow-start-5s': returned('bad', { deadlineMs: 2000 }),
  'stderr-on-start-8mb': returned(),
  'stderr-flood': returned(),
  'stderr-ansi': returned(),
  'slower-each-time': returned(),
  'leak-1mb-per-call': returned(),
  'fd-leak-200': returned(),
  'zombies-50': returned(),
  'writes-cwd-50mb': returned(),
  'grandchild-holds-pipe': returned(),
  'daemon-escape': returned(),
  'proto-key': returned({ kind: 'map', type: 'dict', entries: [['__proto__', expect.anything()]] }),
  'env-echo': returned(expect.not.arrayContaining(['VERNIER_TEST_TOKEN'])),
  'fds-echo': returned([0n, 1n, 2n, 3n, ...passedOn]),
  'mutates-input-order': {
    ends: { kind: 'returned' },
    same: dict([
      ['a', 1n],
      ['b', 2n],
    ]),
  },
  'out-of-order': { ends: { kind: 'returned', value: 'bad', onlyInCompany: true } },
  'random-value': drift(0, expect.anything()),
  'flaky-1-in-5': drift('bad', 'drift'),
  'console-log-noise': fault(/in "debug: /),
  'exit-before-flush': crashed(0, null, { detail: text(/cut off: "\{\\"id\\":\d+,\\"value\\":\\"x+"/) }),
  'event-loop-block': timeout,
  'reject-swallowed': timeout,
  'sigterm-ignored': timeout,
  throw: crashed(1, null, { stderr: text(/Error: boom/) }),
  reject: crashed(1, null, { stderr: text(/Error: unhandled/) }),
  'heap-oom': { ...crashed(null, 'SIGABRT', { outOfMemory: true }), spec: { flags: '--max-old-space-size=48' } },
  'typedarray-oom': { ...crashed(null, 'SIGKILL', { outOfMemory: true }), spec: { memoryMb: 256 } },
  'stack-overflow': returned('RangeError'),
  'warning-noise': returned(),
  'clock-jump-back': returned(),
  'global-pollution': returned(),
  'timer-keeps-alive': returned(),
  'lone-surrogate': returned('\ud800'),
  'bigint-rounded': drift(9007199254740993n, 9007199254740992n),
  'nan-becomes-null': drift(Number.NaN, null),
  'negzero-lost': drift(-0, 0n, { signedZero: true }),
  'undefined-dropped': drift(
    {
      kind: 'map',
      type: 'dict',
      entries: [
        ['a', null],
        ['b', 1n],
      ],
    },
    { kind: 'map', type: 'dict', entries: [['b', 1n]] },
  ),
};

/** Modes of a driver that does not start: what `start` says, and what becomes of a call that waited for it. */
export const starts: Readonly<Record<string, { readonly says: RegExp; readonly ends: object }>> = {
  'exit-now': {
    says: /it ended with exit code 0 before it said hello$/,
    ends: { kind: 'crashed', exitCode: 0, signal: null, detail: 'before it said hello' },
  },
  'exit-3-now': {
    says: /it ended with exit code 3 before it said hello$/,
    ends: { kind: 'crashed', exitCode: 3, signal: null, detail: 'before it said hello' },
  },
  'uncaught-on-start': {
    says: /exit code 1 before it said hello\. It wrote: [\s\S]*Error: boot failed/,
    ends: { kind: 'crashed', exitCode: 1, signal: null, stderr: text(/Error: boot failed/) },
  },
  'hang-before-read': {
    says: /it did not say hello within 500 ms$/,
    ends: { kind: 'timed-out', deadlineMs: 500 },
  },
  banner: {
    says: /in "Welcome to subject v1\.0"$/,
    ends: { kind: 'protocol-error', message: text(/Welcome to subject/) },
  },
  bom: { says: /in "\\xef\\xbb\\xbf\{/, ends: { kind: 'protocol-error', message: text(/\\xef\\xbb\\xbf/) } },
  unsolicited: {
    says: /An answer with id 999999 is to a question nobody asked: ".*nobody asked/,
    ends: { kind: 'protocol-error', message: text(/id 999999 is to a question nobody asked/) },
  },
  'version-lie': {
    says: /"protocol" is not 1/,
    ends: { kind: 'protocol-error', message: text(/"protocol" is not 1/) },
  },
};

/** Modes that write without end: these are held to a bound of memory. */
export const floods = ['huge-64mb', 'line-without-end', 'stdout-flood', 'stderr-flood'];
