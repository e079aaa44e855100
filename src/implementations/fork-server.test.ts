import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { ImplementationSpec } from './create-implementation.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, fixtures, returnedBy } from './python.test-data.ts';

const root = join(fixtures, 'fork');
const patience = { timeout: 10_000 };
const open: Implementation[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function started(spec: Partial<ImplementationSpec> = {}): Implementation {
  const one = fixture({ address: 'python:./subject.py', root, maxCrashesInRow: Number.POSITIVE_INFINITY, ...spec });
  open.push(one);
  return one;
}

const ends = (one: Implementation, how: Value, deadlineMs = 20_000): Promise<Outcome> =>
  one.call(callOf('ends', [how], { deadlineMs }));
const processes = async (one: Implementation, alone = false) =>
  (returnedBy(await one[alone ? 'callAlone' : 'call'](callOf('processes', [null]))) as bigint[]).map(Number);
const countOf = (outcomes: readonly Outcome[], kind: string) => outcomes.filter((one) => one.kind === kind).length;
const forks = async (one: Implementation) => (await one.start()).capabilities.includes('fork');

describe.runIf(process.platform === 'linux')('a driver that can fork', () => {
  it('imports once; every process is a copy, at the head of a group of its own', async () => {
    const one = started();
    const [imported, worker, group] = await processes(one);
    expect(worker).not.toBe(imported);
    expect(group).toBe(worker);
    await ends(one, 'SIGKILL');
    const [again, next] = await processes(one);
    expect(again).toBe(imported);
    expect(next).not.toBe(worker);
    const [alone, single] = await processes(one, true);
    expect(alone).toBe(imported);
    expect([worker, next]).not.toContain(single);
  });

  it('is not asked to when the suite says no', async () => {
    const one = started({ fork: 'off' });
    expect(await forks(one)).toBe(false);
    const [imported, worker] = await processes(one);
    expect(worker).toBe(imported);
    expect(await forks(started({ env: { VERNIER_FORK: 'off' } }))).toBe(false);
  });

  it.each(['SIGSEGV', 'SIGABRT', 'SIGTERM', 'SIGUSR1'])('names the signal of a worker: %s', async (signal) => {
    expect(await ends(started(), signal)).toMatchObject({ kind: 'crashed', signal, exitCode: null });
  });

  it('gives each worker an empty folder of its own, which goes with it', async () => {
    const one = started({ freshEvery: 2 });
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      const [imported, cwd, variable, tempfile, left] = returnedBy(
        await one.call(callOf('folders', [null])),
      ) as Value[];
      expect([variable, tempfile, left]).toEqual([cwd, cwd, []]);
      expect(cwd).not.toBe(imported);
      seen.push(String(cwd));
      await one.call(callOf('writes', [1]));
    }
    expect(new Set(seen).size).toBe(3);
    await one.close();
    expect(seen.filter((folder) => readdirSync(tmpdir()).includes(folder.split('/').at(-1)!))).toEqual([]);
  });

  it('runs the exit handlers of the imports once, and those of a call in its worker', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vernier-test-'));
    const log = join(folder, 'exits');
    const one = started({ address: 'python:./exit_handlers.py', freshEvery: 1, env: { EXITS_LOG: log } });
    const [first, second] = await Promise.all([1, 2].map(() => one.call(callOf('registers', [null]))));
    await one.close();
    const [imported, worker] = returnedBy(first!) as Value[];
    const [, other] = returnedBy(second!) as Value[];
    const ran = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(ran.sort()).toEqual([`call ${worker}`, `call ${other}`, `import ${imported}`].sort());
    rmSync(folder, { recursive: true });
  });

  it('starts when the one before it is gone', async () => {
    const one = started();
    await processes(one);
    expect(await one.call(callOf('ends_its_parent', [null]))).toMatchObject({ kind: 'crashed', signal: 'SIGKILL' });
    const [imported, worker] = await processes(one);
    expect(worker).not.toBe(imported);
  });

  it('takes what a worker started with it', async () => {
    const one = started({ freshEvery: 1 });
    const child = Number(returnedBy(await one.call(callOf('leaves_a_child', [null]))));
    await processes(one);
    await expect.poll(() => isRunning(child), patience).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('a driver forbids itself to fork', () => {
  it.each(['thread', 'open_file', 'file', 'child', 'shared_memory', 'jax'])('with a %s at import', async (what) => {
    const one = started({ address: `python:./${what}_at_import.py` });
    expect(await forks(one)).toBe(false);
    expect(returnedBy(await one.call(callOf('echo', [1])))).toBe(1);
  });
});

describe('a driver that offers to fork and does not', () => {
  it.each(['fails', 'ends', 'dies'])('is started anew for every process: it %s', async (how) => {
    const one = started({ address: `driver:python3 ./refuses.py ${how}` });
    expect(returnedBy(await one.call(callOf('echo', ['x'])))).toBe('x');
    expect(returnedBy(await one.callAlone(callOf('echo', ['y'])))).toBe('y');
  });
});

describe('the price of dying', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const logged = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

  it('on every third of 300 cases is one more execution and two processes each', async () => {
    const log = join(folder, 'thirds');
    const one = started({ env: { CALLS_LOG: log } });
    const outcomes = await Promise.all(Array.from({ length: 300 }, (_, i) => ends(one, i % 3 === 2 ? 'SIGABRT' : i)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map((_, i) => (i % 3 === 2 ? 'crashed' : 'returned')));
    expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome)).toEqual([]);
    const calls = logged(log);
    const deaths = calls.filter((line) => line.startsWith('SIGABRT'));
    // One in company and one alone each. The first death may hide which call it was, and cost another one.
    expect([200, 201]).toContain(deaths.length);
    // The answers that the first process had not sent when it died are made again.
    expect(calls.length).toBeLessThanOrEqual(300 + 100 + 64);
    expect(new Set(calls.map((line) => line.split(' ')[1])).size).toBeLessThanOrEqual(203);
  });

  it('on case 500 of 1000, with 64 in flight, is one case', async () => {
    const one = started({ inFlight: 64 });
    const outcomes = await Promise.all(Array.from({ length: 1000 }, (_, i) => ends(one, i === 500 ? 'SIGSEGV' : i)));
    expect(outcomes[500]).toMatchObject({ kind: 'crashed', signal: 'SIGSEGV' });
    expect(countOf(outcomes, 'returned')).toBe(999);
    expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome)).toEqual([]);
  });

  it('by hanging is two deadlines, one in company and one alone', async () => {
    const log = join(folder, 'hangs');
    const one = started({ env: { CALLS_LOG: log } });
    const hanging = [5, 20, 21];
    const calls = Array.from({ length: 40 }, (_, i) => ends(one, hanging.includes(i) ? 'hang' : i, 800));
    const outcomes = await Promise.all(calls);
    const kinds = outcomes.map((_, i) => (hanging.includes(i) ? 'timed-out' : 'returned'));
    expect(outcomes.map(({ kind }) => kind)).toEqual(kinds);
    expect(logged(log).filter((line) => line.startsWith('hang'))).toHaveLength(2 * hanging.length);
  });

  it('leaves nothing behind: no process, no descriptor, no folder', async () => {
    const one = started();
    await ends(one, 1);
    const before = { descriptors: descriptors(), folders: folders() };
    const outcomes = await Promise.all(Array.from({ length: 150 }, (_, i) => ends(one, i % 2 === 0 ? 'SIGKILL' : i)));
    expect(countOf(outcomes, 'crashed')).toBe(75);
    // What is ready for the next death is not left behind: two workers, each with three streams and a folder.
    await expect.poll(() => descriptors() - before.descriptors, patience).toBeLessThanOrEqual(6);
    await expect.poll(() => folders() - before.folders, patience).toBeLessThanOrEqual(2);
    await expect.poll(() => family(process.pid).filter(({ state }) => state === 'Z'), patience).toEqual([]);
    await one.close();
    expect(family(process.pid).filter(({ command }) => command.includes('python'))).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('the memory of what a subject starts', () => {
  it('is counted as its own', async () => {
    const outcome = await started({ memoryMb: 250 }).call(callOf('fills_children', [[1n, 2n, 200n]]));
    expect(outcome).toMatchObject({ kind: 'crashed', signal: 'SIGKILL', outOfMemory: true });
  });

  it('is counted once where it is shared', async () => {
    expect(returnedBy(await started({ memoryMb: 250 }).call(callOf('fills_children', [[100n, 6n, 1n]])))).toBe(100n);
  });
});

describe.runIf(process.platform === 'linux')('when Vernier is killed', () => {
  it.each([
    ['python:./subject.py', 'auto'],
    ['python:./subject.py', 'off'],
    ['module:./hangs.ts', 'off'],
  ])('a driver that hangs does not outlive it: %s, fork %s', async (address, fork) => {
    const vernier = spawn(process.execPath, [join(root, 'hang-and-die.ts'), address, fork], {
      stdio: ['ignore', 'pipe', 2],
    });
    let said = '';
    for await (const chunk of vernier.stdout!) said += chunk;
    const pids = JSON.parse(said) as number[];
    expect(pids.length).toBeGreaterThanOrEqual(1);
    await expect.poll(() => pids.filter(isRunning), patience).toEqual([]);
  });
});

const descriptors = () => readdirSync('/proc/self/fd').length;
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('vernier-')).length;

interface Relative {
  readonly pid: number;
  readonly state: string;
  readonly command: string;
}

/** The descendants of a process. */
function family(ancestor: number): Relative[] {
  const all = new Map<number, Relative & { parent: number }>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    const [, pid, command, state, parent] = stat?.match(/^(\d+) \((.*)\) (\S) (\d+)/s) ?? [];
    if (pid !== undefined)
      all.set(Number(pid), { pid: Number(pid), command: command!, state: state!, parent: Number(parent) });
  }
  const descends = (one: { parent: number } | undefined): boolean =>
    one !== undefined && (one.parent === ancestor || descends(all.get(one.parent)));
  return [...all.values()].filter(descends);
}

function statOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
}

/** A zombie is not running. */
function isRunning(pid: number): boolean {
  const stat = statOf(String(pid));
  return stat !== null && !/^\d+ \(.*\) Z/s.test(stat);
}
