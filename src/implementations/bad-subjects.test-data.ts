import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { ImplementationSpec } from './create-implementation.ts';
import type { Call, Implementation } from './implementation.ts';
import { callOf, fixture, fixtures, returnedBy } from './python.test-data.ts';

/** The interpreter itself: a shim in front of it would cost every process its start. */
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

/** A misbehaviour and what is expected of whoever meets it. */
export interface BadSubject {
  readonly script: 'bad_subject.py' | 'bad_subject.mjs';
  readonly mode: string;
  /** Of `pass`, `crashed`, `timeout`, `protocol_error`, `subject_error` and `drift`, by `|`. */
  readonly expect: string;
}

export const manifest: readonly BadSubject[] = readFileSync(join(fixtures, 'bad-subjects/manifest.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** A driver of the fixtures that misbehaves. */
export function badSubject(
  { script, mode }: Pick<BadSubject, 'script' | 'mode'>,
  spec: Partial<ImplementationSpec> & { readonly flags?: string; readonly marker?: string } = {},
): Implementation {
  const { flags = '', marker = '', ...rest } = spec;
  const interpreter = script.endsWith('.py') ? python : process.execPath;
  return fixture({
    address: `driver:"${interpreter}" ${flags} ./bad-subjects/${script} ${mode} ${marker}`,
    memoryMb: 512,
    inFlight: 8,
    ...rest,
  });
}

export const badPython = (spec: Partial<ImplementationSpec> = {}): Implementation =>
  fixture({ address: 'python:./bad-subjects/subjects.py', python, memoryMb: 512, inFlight: 8, ...spec });

export const badJavaScript = (spec: Partial<ImplementationSpec> = {}): Implementation =>
  fixture({ address: 'module:./bad-subjects/subjects.mjs', memoryMb: 512, inFlight: 8, ...spec });

/** Some neighbours that are sent before the bad call and behind it. */
const before: readonly Value[] = [0.5, 'one', [2.5, 3.5], null];
const after: readonly Value[] = ['five', 6.5, true, 'eight'];

export interface Met {
  /** What the bad call came to. */
  readonly outcome: Outcome;
  /** What the calls around it came to, first to last. */
  readonly neighbours: readonly Outcome[];
}

/** Makes a bad call in the midst of good ones, all at once, and then closes the implementation. */
export async function meet(
  one: Implementation,
  {
    subject = 'echo',
    bad = ['bad'] as readonly Value[],
    neighbourMs = 20_000,
    ...more
  }: Partial<Call> & { readonly bad?: readonly Value[]; readonly neighbourMs?: number } = {},
): Promise<Met> {
  const good = (value: Value) => one.call(callOf('echo', [value], { deadlineMs: neighbourMs }));
  try {
    const early = before.map(good);
    const middle = one.call(callOf(subject, bad, more));
    const neighbours = await Promise.all([...early, ...after.map(good)]);
    return { outcome: await middle, neighbours };
  } finally {
    await one.close();
  }
}

/** Every neighbour was answered, rightly, and none is blamed. */
export function expectUnharmed(neighbours: readonly Outcome[]): void {
  expect(neighbours.map(returnedBy)).toEqual([...before, ...after]);
  for (const neighbour of neighbours) {
    expect(neighbour).not.toHaveProperty('onlyInCompany');
    expect(neighbour.elapsedNs).toBeGreaterThanOrEqual(0);
  }
}

/** Holds all that a test file starts to leave nothing behind: no process, zombie, temporary folder or descriptor. */
export function leavesNothing(): void {
  const usual = process.env.TMPDIR;
  let folder = '';
  let descriptors = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bad-subjects-'));
    process.env.TMPDIR = folder;
    // What is started once and for all is there before the count.
    const first = badSubject({ script: 'bad_subject.py', mode: 'ok' });
    await first.start();
    await first.close();
    descriptors = openDescriptors();
  });
  afterAll(async () => {
    try {
      await becomes(() => readdirSync(folder), []);
      await becomes(() => processesIn(folder), []);
      await becomes(zombies, []);
      await becomes(() => Math.max(openDescriptors(), descriptors), descriptors);
    } finally {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Waits for what happens soon: a signal that was sent is not yet a process that is gone. */
async function becomes(look: () => unknown, wanted: unknown): Promise<void> {
  for (let tries = 0; tries < 100 && !isDeepStrictEqual(look(), wanted); tries++) await setTimeout(50);
  expect(look()).toEqual(wanted);
}

/** Pipes and sockets, which is what processes are held by. */
function openDescriptors(): number {
  if (process.platform !== 'linux') return 0;
  return readdirSync('/proc/self/fd').filter((name) => /^(pipe|socket):/.test(linkOf(`/proc/self/fd/${name}`))).length;
}

/** Processes whose temporary folder was in a folder. */
export function processesIn(folder: string): string[] {
  return processes().filter((pid) => readOf(`/proc/${pid}/environ`).includes(`TMPDIR=${folder}/`));
}

function zombies(): string[] {
  return processes().filter((pid) => readOf(`/proc/${pid}/stat`).includes(`) Z ${process.pid} `));
}

function processes(): string[] {
  return process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

function readOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** The most by which resident memory grew while work was under way, in megabytes. */
export async function growthMb(work: () => Promise<unknown>): Promise<number> {
  const start = process.memoryUsage.rss();
  let most = start;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return (Math.max(most, process.memoryUsage.rss()) - start) / 2 ** 20;
}
