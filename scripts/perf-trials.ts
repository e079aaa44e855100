/**
 * Lays code beside itself, and beside a copy that does a tenth more work, and counts what `vernier perf` says of them:
 * `node scripts/perf-trials.ts [same] [slower] [seed] [seconds]` (200, 50, 1, 4). Both sides are Python driver processes that run a
 * loop of known length, with the rounds, warm-up and rules of the command, and so many seconds for each trial. How fast the
 * loop is depends on the machine, how many verdicts are wrong should not: run it beside other work too.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../src/base/chance.ts';
import { systemClock } from '../src/base/clock.ts';
import { createImplementation } from '../src/implementations/create-implementation.ts';
import { perfDefaults, type TimedPair } from '../src/perf/pair.ts';
import { type PerfVerdict, perfVerdict } from '../src/perf/perf-verdict.ts';
import { type TimedCase, timeRound } from '../src/perf/time-round.ts';

const [same = 200, slower = 50, first = 1, seconds = 4] = process.argv.slice(2).map(Number);
const rounds = 12;
const trialMs = seconds * 1000;
const root = mkdtempSync(join(tmpdir(), 'vernier-perf-'));
const loop = (factor: number) => `def work(n):
    x = 0.0
    for i in range(int(n * ${factor})):
        x = x * 0.5 + i
    return x
`;
writeFileSync(join(root, 'same.py'), loop(1));
writeFileSync(join(root, 'slower.py'), loop(1.1));
const cases = Array.from({ length: 10 }, (_, i): TimedCase => {
  return { name: `#${i}`, input: { args: [BigInt(500 + 300 * i)], kwargs: {} } };
});

/** One comparison as the command makes it. */
async function trial(file: string, seed: number): Promise<PerfVerdict> {
  const pairs: TimedPair[] = [];
  const end = systemClock.ms() + trialMs;
  for (let round = 0; round < rounds; round++) {
    const started = systemClock.ms();
    const open = (name: string, code: string) =>
      createImplementation({ name, address: `python:./${code}`, root, env: {}, fork: 'off', inFlight: 1 });
    const [legacy, twin, modern] = [open('legacy', 'same.py'), open('legacy', 'same.py'), open('modern', file)];
    const sides = { legacy: legacy!, twin: twin!, moderns: new Map([['modern', modern!]]) };
    await Promise.all([legacy!.start(), twin!.start(), modern!.start()]);
    const ms = Math.max(0, (end - started) / (rounds - round) - (systemClock.ms() - started));
    const { signal } = new AbortController();
    const callOf = ({ input }: TimedCase) => ({ subject: 'work', input, seed: 1, deadlineMs: 10_000 });
    const plan = { round, cases, callOf, ms, warmUpMs: ms * 0.35, clock: systemClock, signal };
    const times = await timeRound(sides, { ...plan, random: random(`perf/${seed}/square/${round}`) });
    pairs.push(...times.pairs.get('modern')!);
    await Promise.all([legacy!.close(), twin!.close(), modern!.close()]);
  }
  return perfVerdict(pairs, perfDefaults, seed);
}

async function tell(what: string, file: string, count: number): Promise<void> {
  const tally = new Map<string, number>();
  const widths: number[] = [];
  for (let i = 0; i < count; i++) {
    const { verdict, decision, ratio } = await trial(file, first * 1000 + i);
    const word = `${verdict}${decision === 'fail' ? ' than allowed' : ''}`;
    tally.set(word, (tally.get(word) ?? 0) + 1);
    if (ratio !== null) widths.push(Math.log(ratio.high / ratio.low) / 2);
    const half = (widths.reduce((sum, one) => sum + one, 0) / widths.length) * 100;
    const words = [...tally].map(([name, n]) => `${n} ${name}`).join(', ');
    const line = `${what}: ${i + 1} of ${count}: ${words}; half interval ${half.toFixed(1)} %, load ${loadavg()[0]!.toFixed(0)}`;
    if ((i + 1) % 5 === 0 || i + 1 === count) console.log(line);
  }
}

try {
  await tell('a tenth slower', 'slower.py', slower);
  await tell('the same', 'same.py', same);
} finally {
  rmSync(root, { recursive: true, force: true });
}
