/**
 * Mutation fuzzing of the readers of untrusted files: `node scripts/fuzz-files.ts --minutes 3 --seed 1 [--parser npy,npz]`.
 *
 * Each parser runs in a process of its own that may read files and nothing else: a write, a new process or a worker is
 * refused by Node's permission model and so shows as a crash. A process that dies, or is silent for too long, is
 * replaced; the file it was at is named by its number, and the run goes on behind it. Exit code 1 when anything but
 * values and refusals was seen.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { attempts } from '../src/value/fuzz/attempt.test-data.ts';
import { fuzzedParsers } from '../src/value/fuzz/parsers.test-data.ts';

/** What a process tells after each batch. */
interface Report {
  readonly next: number;
  readonly read: number;
  readonly refused: number;
  readonly crashes: readonly { readonly index: number; readonly error: string }[];
  readonly slowest: { readonly index: number; readonly cpuMs: number };
  /** Bytes by which the process grew since it had warmed up. */
  readonly grown: number;
}

const batch = 500;
const silenceMs = 15_000;
/** A refusal must come within this, by the time the processor spent on it. */
const boundMs = 250;
const boundBytes = 64 * 2 ** 20;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    parser: { type: 'string', default: Object.keys(fuzzedParsers).join(',') },
  },
});

if (process.send === undefined) process.exitCode = await lead();
else
  process.on('message', ({ name, from, size }: { name: string; from: number; size: number }) => work(name, from, size));

let run: ((index: number) => ReturnType<ReturnType<typeof attempts>>) | undefined;
let base = 0;

function work(name: string, from: number, size: number): void {
  if (run === undefined) {
    run = attempts(name, Number(values.seed));
    for (let index = 0; index < 2000; index++) run(index);
    base = process.memoryUsage.rss();
  }
  // What earlier batches left behind is not what this one takes.
  globalThis.gc?.();
  const crashes: { index: number; error: string }[] = [];
  const counts = { read: 0, refused: 0 };
  let slowest = { index: from, cpuMs: 0 };
  let peak = base;
  for (let index = from; index < from + size; index++) {
    const attempt = run(index);
    if (attempt.kind === 'crashed') crashes.push({ index, error: attempt.error });
    else counts[attempt.kind]++;
    if (attempt.cpuMs > slowest.cpuMs) slowest = { index, cpuMs: attempt.cpuMs };
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  process.send!({ next: from + size, ...counts, crashes, slowest, grown: peak - base } satisfies Report);
}

async function lead(): Promise<number> {
  const names = values.parser.split(',');
  const unknown = names.find((name) => !Object.hasOwn(fuzzedParsers, name));
  if (unknown !== undefined) {
    console.error(`There is no parser "${unknown}": known are ${Object.keys(fuzzedParsers).join(', ')}`);
    return 2;
  }
  const each = (Number(values.minutes) * 60_000) / names.length;
  console.log(`seed ${values.seed}, ${values.minutes} minutes, ${names.join(', ')}`);
  let bad = 0;
  for (const name of names) bad += await fuzz(name, each);
  return bad === 0 ? 0 : 1;
}

async function fuzz(name: string, forMs: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-fuzz-'));
  const total = { read: 0, refused: 0, crashed: 0, hung: 0, died: 0, over: 0 };
  let slowest = { index: 0, cpuMs: 0 };
  let grown = 0;
  let [next, size] = [0, batch];
  let child = start(folder);
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const answer = await ask(child, name, next, size);
    if (typeof answer === 'string') {
      child.kill('SIGKILL');
      child = start(folder);
      if (size > 1) size = 1;
      else {
        total[answer]++;
        console.log(`${name}: file ${next} of seed ${values.seed} ${answer}`);
        [next, size] = [next + 1, batch];
      }
      continue;
    }
    for (const { index, error } of answer.crashes) console.log(`${name}: file ${index} crashed: ${error}`);
    total.read += answer.read;
    total.refused += answer.refused;
    total.crashed += answer.crashes.length;
    if (answer.slowest.cpuMs > boundMs) total.over++;
    if (answer.slowest.cpuMs > slowest.cpuMs) slowest = answer.slowest;
    grown = Math.max(grown, answer.grown);
    next = answer.next;
    // Behind a file that ended the last process, go on one at a time until its batch is through.
    if (size === 1 && next % batch === 0) size = batch;
  }
  child.kill();
  const written = readdirSync(folder).length + (existsSync('canary-of-vernier-x') ? 1 : 0);
  const what = `${total.read} read, ${total.refused} refused, ${total.crashed + total.died} crashes, ${total.hung} hangs, ${written} files written`;
  const bounds = `slowest ${slowest.cpuMs.toFixed(1)} ms (file ${slowest.index}), ${total.over} over ${boundMs} ms, grew ${(grown / 2 ** 20).toFixed(1)} MB`;
  console.log(`${name}: ${next} files, ${what}; ${bounds}`);
  return total.crashed + total.died + total.hung + total.over + written + (grown > boundBytes ? 1 : 0);
}

/** A process that may read files, and do nothing else to the machine. */
function start(cwd: string): ChildProcess {
  const limits = [
    '--permission',
    '--expose-gc',
    '--allow-fs-read=*',
    '--max-old-space-size=512',
    '--disable-warning=ExperimentalWarning',
  ];
  return fork(import.meta.filename, process.argv.slice(2), { cwd, execArgv: limits });
}

function ask(child: ChildProcess, name: string, from: number, size: number): Promise<Report | 'hung' | 'died'> {
  return new Promise((resolve) => {
    const ends = (answer: Report | 'hung' | 'died') => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    const timer = setTimeout(() => ends('hung'), silenceMs);
    child.once('message', (report) => ends(report as Report));
    child.once('exit', () => ends('died'));
    child.send({ name, from, size });
  });
}
