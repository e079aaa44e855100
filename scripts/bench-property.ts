/**
 * Measures the property engine beside its anchors, in one run: `node scripts/bench-property.ts [python]`.
 *
 * - Generated cases/s through two Python drivers, judged and counted, beside plain calls/s pipelined through one driver
 *   and through both at once, of the same subject in the same window.
 * - Shrinking one failing case with a modern of 2 ms a call: candidates tried 16 at once by 8 workers, beside one after
 *   another.
 * - Arrays of 100 numbers made, with edge values and shrinking, beside `fc.array(fc.double())`.
 *
 * Rounds are interleaved, so that a noisy neighbour disturbs all rows alike; each figure is a median.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { median } from '../src/base/statistics.ts';
import { ndarrays } from '../src/generators/ndarrays.ts';
import { binary64, integers } from '../src/generators/numbers.ts';
import { createImplementation } from '../src/implementations/create-implementation.ts';
import type { Implementation } from '../src/implementations/implementation.ts';
import { generateInput, openStream, shrinkInput } from '../src/runner/property.ts';
import { runSubject } from '../src/runner/run-subject.ts';
import { shrink } from '../src/runner/shrink.ts';
import { type SubjectJob, tryCase } from '../src/runner/subject-job.ts';
import { planWorks } from '../src/runner/works.ts';
import { WaiverBook } from '../src/suite/match-waiver.ts';
import { Selection } from '../src/suite/select.ts';

const python = process.argv[2] ?? 'python3';
const rounds = 7;
const cases = 30_000;
const window = 512;
const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-'));
const square = 'def square(x):\n    return x * x\n';
const slow = 'import time\n\ndef square(x):\n    time.sleep(0.002)\n    return x * x';
for (const [file, text] of Object.entries({
  'legacy.py': square,
  'modern.py': `# modern\n${square}`,
  'slow-legacy.py': `${slow}\n`,
  'slow-modern.py': `${slow} + (x > 1000)\n`,
}))
  writeFileSync(join(folder, file), text);

const open: Implementation[] = [];
async function driver(name: string, file: string, workers = 1): Promise<Implementation> {
  const one = createImplementation({
    name,
    address: `python:./${file}`,
    root: folder,
    python,
    workers,
    inFlight: window,
  });
  await one.start();
  open.push(one);
  return one;
}

const generator = { version: 1, arbitrary: binary64({ nan: false }).map((x) => ({ args: [x], kwargs: {} })) };
const stream = openStream(1, 'bench', 'square', generator);
const selection = new Selection([], []).selectSubjects([
  { suite: 'bench', subject: 'square', vectors: [], generates: true },
])[0]!;

function jobOf(legacy: Implementation, modern: Implementation): SubjectJob {
  const side = (name: string, implementation: Implementation) => {
    return { name, address: implementation.address, failure: null, implementation };
  };
  return {
    suite: 'bench',
    subject: 'square',
    legacy: side('legacy', legacy),
    askLegacy: true,
    byGolden: true,
    moderns: [{ side: side('modern', modern), policy: {}, goldenPolicy: {} }],
    legacyPolicy: {},
    waivers: new WaiverBook([], 'bench', '2026-01-01'),
    seed: 1,
    deadlineMs: 60_000,
    inFlight: Math.ceil(window * 1.5),
    bail: false,
  };
}

const figures = new Map<string, number[]>();
const note = (row: string, figure: number) => figures.set(row, [...(figures.get(row) ?? []), figure]);
async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return count / ((performance.now() - started) / 1000);
}

/** Notes the rate of a way to ask for all cases, and the processor time of this process, which neighbours disturb less. */
async function noteRate(row: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.cpuUsage();
  note(row, await perSecond(cases, work));
  const { user, system } = process.cpuUsage(before);
  note(`  processor ns each, here: ${row}`, ((user + system) * 1000) / cases);
}

/** The calls that the cases would make, and nothing else. */
function plainCalls(sides: readonly Implementation[]): Promise<unknown> {
  return Promise.all(
    sides.map((side) => {
      let left = cases;
      const caller = async () => {
        while (left-- > 0)
          await side.call({
            subject: 'square',
            input: { args: [left + 0.5], kwargs: {} },
            seed: 1,
            deadlineMs: 60_000,
          });
      };
      return Promise.all(Array.from({ length: window }, caller));
    }),
  );
}

async function generated(job: SubjectJob): Promise<void> {
  const plan = planWorks({ labelsOf: () => [], golden: null, stream, seed: 1, cases, selection });
  const { account } = await runSubject(job, plan.works(), [], { results() {}, done: () => true });
  if (account.red > 0 || account.cases !== cases) throw new Error(`${account.red} of ${account.cases} cases are red`);
}

const [legacy, modern] = [await driver('legacy', 'legacy.py'), await driver('modern', 'modern.py')];
const job = jobOf(legacy, modern);
const array = ndarrays({ minLength: 100, maxLength: 100 });
const plainArray = fc.array(fc.double(), { minLength: 100, maxLength: 100 });
const arrays = 3000;
const sample = (arbitrary: fc.Arbitrary<unknown>) => async () =>
  void fc.sample(arbitrary, { numRuns: arrays, seed: figures.size });

// Rates of the first seconds are those of code that is not compiled yet.
for (let round = 0; round < 3; round += 1) await generated(job);
for (let round = 0; round < rounds; round += 1) {
  await noteRate('plain calls/s, one driver', () => plainCalls([legacy]));
  await noteRate('plain pairs of calls/s, both drivers', () => plainCalls([legacy, modern]));
  await noteRate('generated cases/s, both drivers', () => generated(job));
  note('arrays of 100/s, ndarrays()', await perSecond(arrays, sample(array)));
  note('arrays of 100/s, fc.array(fc.double())', await perSecond(arrays, sample(plainArray)));
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}

const slowJob = jobOf(await driver('legacy', 'slow-legacy.py', 8), await driver('modern', 'slow-modern.py', 8));
const numbers = openStream(2, 'bench', 'square', {
  version: 1,
  arbitrary: integers({ min: 0n, max: 10n ** 9n }).map(
    (n) => ({ args: [n], kwargs: {} }),
    (input) => (input as { args: bigint[] }).args[0]!,
  ),
});
const failing = Array.from({ length: 1000 }, (_, index) => generateInput(numbers, index)).find(
  ({ input }) => (input.args[0] as bigint) > 100_000_000n,
)!;

async function shrunk(width: number): Promise<number> {
  const started = performance.now();
  const found = await shrink(
    failing,
    true,
    (from) => shrinkInput(numbers, from),
    async ({ input }) => {
      const [one] = await tryCase(slowJob, { ref: { kind: 'generated', seed: 2, index: 0 }, input, labels: [] });
      return one!.result.status === 'drifted' ? true : null;
    },
    { tries: 3000, ms: 60_000, width },
    () => performance.now(),
  );
  if (found.candidate.input.args[0] !== 1001n) throw new Error(`It shrank to ${found.candidate.input.args[0]}`);
  return performance.now() - started;
}
await shrunk(16);
for (let round = 0; round < rounds; round += 1) {
  note('shrinking, one candidate after another, ms', await shrunk(1));
  note('shrinking, 16 candidates at once, ms', await shrunk(16));
}
await Promise.all(open.map((one) => one.close()));
rmSync(folder, { recursive: true });

for (const [row, all] of figures) {
  const spread = `${Math.round(Math.min(...all)).toLocaleString('en')} to ${Math.round(Math.max(...all)).toLocaleString('en')}`;
  console.log(`${row.padEnd(64)} ${Math.round(median(all)).toLocaleString('en').padStart(9)}   ${spread}`);
}
/** Median over the rounds of a row beside another one in the same round. */
function ratio(row: string, beside: string): string {
  const others = figures.get(beside)!;
  return median(figures.get(row)!.map((figure, round) => figure / others[round]!)).toFixed(2);
}
const cased = 'generated cases/s, both drivers';
console.log(`
generated cases beside plain calls through one driver   ${ratio(cased, 'plain calls/s, one driver')}
generated cases beside plain pairs through both         ${ratio(cased, 'plain pairs of calls/s, both drivers')}   (wanted: 0.60)
shrinking one after another beside 16 at once           ${ratio('shrinking, one candidate after another, ms', 'shrinking, 16 candidates at once, ms')}
ndarrays() beside fc.array(fc.double())                 ${ratio('arrays of 100/s, ndarrays()', 'arrays of 100/s, fc.array(fc.double())')}   (wanted: 20)`);
