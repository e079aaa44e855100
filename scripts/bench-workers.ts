/**
 * Measures what dying costs: `node scripts/bench-workers.ts [python] [respawns]`. The interpreter should have NumPy and
 * SciPy; without them the rows say what was imported.
 *
 * - A crashed worker back: from a call that ends its process to the first answer after it, both deaths (in company and
 *   alone) included, and the part of it that is a new process alone.
 * - Every third of 300 cases dies: the time from start to close beside the same run in which none dies, for calls that
 *   take no time and for calls of 5 ms.
 * - Many respawns: zombies, orphans and open descriptors afterwards.
 * - A flood of 256 MB on stderr and on standard output: the growth of Vernier's memory.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, quantile } from '../src/base/statistics.ts';
import { createImplementation } from '../src/implementations/create-implementation.ts';
import type { Call, Implementation } from '../src/implementations/implementation.ts';
import type { Outcome } from '../src/value/outcome.ts';
import type { Value } from '../src/value/value.ts';

const subject = `
import os, signal, sys, time
IMPORTED = []
for name in ("numpy", "scipy.optimize"):
    try:
        __import__(name)
        IMPORTED.append(name)
    except ImportError:
        pass

def imported(_):
    return IMPORTED

def ends(how):
    if how == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(10)
    return how

def works(how):
    time.sleep(0.005)
    return ends(how)

def floods(where):
    for _ in range(256):
        os.write(2 if where == "stderr" else 1, b"x" * (1 << 20))
    return where
`;

const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-'));
writeFileSync(join(folder, 'subject.py'), subject);
const python = process.argv[2] ?? 'python3';
const respawns = Number(process.argv[3] ?? 10_000);

const callOf = (name: string, value: Value): Call => ({
  subject: name,
  input: { args: [value], kwargs: {} },
  seed: 1,
  deadlineMs: 60_000,
});
const row = (what: string, figure: string) => console.log(`${what.padEnd(64)} ${figure}`);
const ms = (time: number) => `${time.toFixed(1)} ms`;

function implementation(fork: 'auto' | 'off' = 'auto'): Implementation {
  const never = Number.POSITIVE_INFINITY;
  return createImplementation({
    name: 'modern',
    address: 'python:./subject.py',
    root: folder,
    python,
    maxCrashesInRow: never,
    fork,
  });
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

await backAfterCrash('auto', 40);
await backAfterCrash('off', 5);
await everyThird('ends');
await everyThird('works');
await manyRespawns();
for (const where of ['stderr', 'stdout']) await flood(where);
rmSync(folder, { recursive: true });

async function backAfterCrash(fork: 'auto' | 'off', rounds: number): Promise<void> {
  const one = implementation(fork);
  const outcome = await one.call(callOf('imported', null));
  const packages = outcome.kind === 'returned' ? (outcome.value as string[]).join(', ') : outcome.kind;
  const whole: number[] = [];
  const fresh: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const [time] = await timed(async () => {
      await one.call(callOf('ends', 'die'));
      await one.call(callOf('ends', 1));
    });
    whole.push(time);
    fresh.push((await timed(() => one.callAlone(callOf('ends', 1))))[0]);
  }
  await one.close();
  const spread = (all: number[]) => `${ms(median(all))} (90 %: ${ms(quantile(all, 0.9))})`;
  row(`Back after a crash confirmed alone, fork ${fork}, with ${packages}`, spread(whole));
  row(`  a call in a process of its own`, spread(fresh));
}

async function everyThird(name: string): Promise<void> {
  const run = async (dies: boolean): Promise<Outcome[]> => {
    const one = implementation();
    await one.start();
    const values = Array.from({ length: 300 }, (_, i): Value => (dies && i % 3 === 2 ? 'die' : i));
    const outcomes = await Promise.all(values.map((value) => one.call(callOf(name, value))));
    await one.close();
    return outcomes;
  };
  const clean: number[] = [];
  const dying: number[] = [];
  let crashed = 0;
  for (let round = 0; round < 5; round++) {
    clean.push((await timed(() => run(false)))[0]);
    const [time, outcomes] = await timed(() => run(true));
    dying.push(time);
    crashed = outcomes.filter(({ kind }) => kind === 'crashed').length;
  }
  const ratio = median(dying) / median(clean);
  row(
    `Every third of 300 calls dies, ${name === 'works' ? '5 ms each' : 'no time each'}: ${crashed} crashed`,
    `${ms(median(dying))}, clean ${ms(median(clean))}, ratio ${ratio.toFixed(2)}`,
  );
}

async function manyRespawns(): Promise<void> {
  const one = implementation();
  await one.call(callOf('ends', 1));
  for (let i = 0; i < 100; i++) await one.callAlone(callOf('ends', 1));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = descriptors();
  const memory = process.memoryUsage().rss;
  const [time] = await timed(async () => {
    for (let i = 0; i < respawns; i++) await one.callAlone(callOf('ends', i % 2 === 0 ? 'die' : i));
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = descriptors();
  await one.close();
  const states = execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  const zombies = states.filter((line) => line.startsWith('Z') && line.includes('python')).length;
  const orphans = states.filter((line) => line.includes(folder)).length;
  const grown = (process.memoryUsage().rss - memory) / 2 ** 20;
  row(`${respawns.toLocaleString('en')} respawns`, `${ms(time / respawns)} each`);
  row(
    '  zombies, orphans, growth of open descriptors and of memory',
    `${zombies}, ${orphans}, ${after - before}, ${grown.toFixed(0)} MB`,
  );
}

async function flood(where: string): Promise<void> {
  const one = implementation();
  await one.call(callOf('ends', 1));
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const [time, outcome] = await timed(() => one.call(callOf('floods', where)));
  clearInterval(timer);
  await one.close();
  row(
    `256 MB on ${where}: ${outcome.kind}`,
    `${ms(time)}, memory grew by ${((peak - before) / 2 ** 20).toFixed(0)} MB`,
  );
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${name}`).length > 0;
    } catch {
      return false;
    }
  }).length;
}
