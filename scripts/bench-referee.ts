/**
 * What the referee decides over the suite `expression`, in one run: `node scripts/bench-referee.ts [cases]`.
 *
 * Every golden vector and 10,000 generated cases (seed 1) go to legacy (Python, NumPy) and to the modern in TypeScript. At
 * each number where the two differ by at least one unit in the last place the referee is asked who is nearer. Each ruling is
 * checked against one from four times the precision. Needs `npm run build`, as suites import the package.
 */
import { fileURLToPath } from 'node:url';
import { compareOutcomes } from '../src/compare/compare-outcomes.ts';
import { ensurePythonEnvironment } from '../src/environments/python.ts';
import { readGolden } from '../src/golden/read-golden.ts';
import { createImplementation } from '../src/implementations/create-implementation.ts';
import type { Implementation } from '../src/implementations/implementation.ts';
import { evaluate } from '../src/referee/evaluate.ts';
import { floatFormats, measure } from '../src/referee/measure.ts';
import { type Ruling, rule } from '../src/referee/referee.ts';
import { generateInput, openStream } from '../src/runner/property.ts';
import { floatDifference } from '../src/runner/referee-word.ts';
import type { JudgedResult } from '../src/runner/result.ts';
import type { FitTask, RefereeTask } from '../src/suite/suite.ts';
import type { CallArguments } from '../src/value/outcome.ts';
import suite from '../suites/expression/suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}suites/expression`;
const generated = Number(process.argv[2] ?? 10_000);
const window = 256;
const subject = suite.subjects.evaluate!;
const referee = subject.referee!;

/** What came of one set of cases. */
interface Row {
  cases: number;
  /** Cases with a difference between floats, and such differences. */
  differing: number;
  numbers: number;
  nearer: Record<Ruling['nearer'], number>;
  whys: Map<string, number>;
  milliseconds: number;
  slowest: number;
  /** Rulings that four times the precision contradicts. */
  wrong: number;
}

const { python } = await ensurePythonEnvironment({
  name: 'legacy',
  requirements: `${folder}/requirements/legacy.txt`,
  root,
});
const [legacy, modern] = ['python:./legacy.py', 'module:./modern.ts'].map((address) =>
  createImplementation({ name: address, address, root: folder, python, integers: 'bigint', inFlight: window }),
) as [Implementation, Implementation];
await Promise.all([legacy.start(), modern.start()]);

const golden = readGolden(`${root}golden/expression/evaluate.json`);
const stream = openStream(1, 'expression', 'evaluate', subject.generator!);
const rows = {
  'golden vectors': await measured(golden.vectors.map(({ input }) => input)),
  'generated cases': await measured(
    Array.from({ length: generated }, (_, index) => generateInput(stream, index).input),
  ),
};
await Promise.all([legacy.close(), modern.close()]);
print(rows);

async function measured(inputs: readonly CallArguments[]): Promise<Row> {
  const row: Row = {
    cases: inputs.length,
    differing: 0,
    numbers: 0,
    nearer: { legacy: 0, modern: 0, neither: 0, undetermined: 0 },
    whys: new Map(),
    milliseconds: 0,
    slowest: 0,
    wrong: 0,
  };
  for (let from = 0; from < inputs.length; from += window) {
    const batch = inputs.slice(from, from + window);
    await Promise.all(batch.map((input) => judge(row, input)));
  }
  return row;
}

async function judge(row: Row, input: CallArguments): Promise<void> {
  const call = { subject: 'evaluate', input, seed: 1, deadlineMs: 10_000 };
  const [left, right] = await Promise.all([legacy.call(call), modern.call(call)]);
  if (left.kind !== 'returned' || right.kind !== 'returned') return;
  const comparison = compareOutcomes(left, right, subject.policies!.typescript!);
  const judged = { modern: right } as JudgedResult;
  let differs = false;
  let task: RefereeTask | FitTask | null = null;
  for (const difference of comparison.differences) {
    const found = floatDifference(difference, judged);
    if (found === null) continue;
    differs = true;
    row.numbers += 1;
    const started = performance.now();
    task ??= referee(input);
    const asked = task !== null && 'ask' in task ? task.ask(difference.path.slice(1)) : 'no truth';
    const options = { format: found.format };
    const ruling = typeof asked === 'string' ? null : rule(asked, found.legacy, found.modern, options);
    const took = performance.now() - started;
    row.milliseconds += took;
    row.slowest = Math.max(row.slowest, took);
    row.nearer[ruling?.nearer ?? 'undetermined'] += 1;
    if (ruling === null || ruling.nearer === 'undetermined') {
      const why = (ruling?.why ?? String(asked)).replace(/ \d+ bits/, ' the most bits');
      row.whys.set(why, (row.whys.get(why) ?? 0) + 1);
    } else if (typeof asked !== 'string') {
      const bits = Number(/(\d+) bits agree/.exec(ruling.why)?.[1] ?? 256) * 4;
      const truth = evaluate(asked.expression, asked.bindings, bits);
      const again = measure(truth, found.legacy, found.modern, floatFormats[found.format]);
      if (again.nearer !== ruling.nearer) row.wrong += 1;
    }
  }
  if (differs) row.differing += 1;
}

function print(all: Readonly<Record<string, Row>>): void {
  const names = Object.keys(all);
  const line = (label: string, of: (row: Row) => string | number) =>
    console.log(`  ${label.padEnd(36)}${names.map((name) => String(of(all[name]!)).padStart(18)).join('')}`);
  console.log(`  ${''.padEnd(36)}${names.map((name) => name.padStart(18)).join('')}`);
  line('cases', (row) => row.cases);
  line('with last-digit differences', (row) => row.differing);
  line('numbers that differ', (row) => row.numbers);
  for (const side of ['legacy', 'modern'] as const) line(`${side} nearer`, (row) => row.nearer[side]);
  line('neither by more than half an ulp', (row) => row.nearer.neither);
  line('undetermined', (row) => row.nearer.undetermined);
  line('decided', (row) => `${((1 - row.nearer.undetermined / row.numbers) * 100).toFixed(1)} %`);
  line('contradicted by 4x the precision', (row) => row.wrong);
  line('questions/s', (row) => Math.round((row.numbers / row.milliseconds) * 1000));
  line('slowest question, ms', (row) => row.slowest.toFixed(1));
  for (const name of names) {
    console.log(`\n  why undetermined, ${name}:`);
    for (const [why, count] of [...all[name]!.whys].sort((a, b) => b[1] - a[1])) {
      console.log(`  ${String(count).padStart(8)}  ${why}`);
    }
  }
}
