/**
 * Measures the bridge to drivers beside its anchors, in one run: `node scripts/bench-bridge.ts [python]`.
 *
 * Calls: `echo(x)` of one float, windows of several sizes; the anchor is what one core of Python needs for the JSON of the
 * same messages alone. Arrays: 1,000,000 float64 to Python and back, 16 MB a round trip. Rounds are interleaved, so that a
 * noisy neighbour disturbs all rows alike; each figure is a median.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../src/base/statistics.ts';
import { ensurePythonEnvironment } from '../src/environments/python.ts';
import { createImplementation } from '../src/implementations/create-implementation.ts';
import type { Call, Implementation } from '../src/implementations/implementation.ts';
import { float64Array } from '../src/value/ndarray.ts';
import type { Value } from '../src/value/value.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const rounds = 7;
const windows = [1, 8, 64, 512];

const anchorSource = `
import json, time
line = '{"id":123456,"verb":"call","subject":"echo","args":[1234.5],"seed":1}'
answer = {"id": 123456, "value": 1234.5, "elapsed_ns": 421}
n = 60000
start = time.perf_counter()
for _ in range(n):
    json.loads(line); json.dumps(answer)
print(n / (time.perf_counter() - start))
`;

const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-'));
writeFileSync(join(folder, 'subject.py'), 'def echo(x):\n    return x\n');
writeFileSync(join(folder, 'subject.ts'), 'export const echo = (x: unknown): unknown => x;\n');

const python = process.argv[2] ?? (await environmentPython());
const figures = new Map<string, number[]>();
const note = (row: string, figure: number) => figures.set(row, [...(figures.get(row) ?? []), figure]);

const open: Implementation[] = [];
const callers = await Promise.all(
  windows.flatMap((window) =>
    (['python', 'module'] as const).map(async (scheme) => {
      const address = scheme === 'python' ? 'python:./subject.py' : 'module:./subject.ts';
      const one = createImplementation({ name: scheme, address, root: folder, python, inFlight: window });
      await one.start();
      open.push(one);
      return { row: `${scheme === 'python' ? 'Python' : 'Node'} calls/s, window ${window}`, window, one };
    }),
  ),
);
const carrier = callers.find(({ row }) => row.startsWith('Python'))!.one;
const array = float64Array(Float64Array.from({ length: 1_000_000 }, (_, i) => i / 7));

for (let round = 0; round < rounds; round++) {
  note('Python json.loads + json.dumps/s', Number(execFileSync(python, ['-c', anchorSource])));
  for (const { row, window, one } of callers) note(row, await callsPerSecond(one, window));
  note('8 MB float64 to Python and back, MB/s', await arrayRate(carrier));
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}
await Promise.all(open.map((one) => one.close()));
rmSync(folder, { recursive: true });

const anchor = median(figures.get('Python json.loads + json.dumps/s')!);
for (const [row, all] of figures) {
  const ratio = row.includes('calls/s') ? `${(median(all) / anchor).toFixed(2)} of Python's json` : '';
  const spread = `${Math.round(Math.min(...all)).toLocaleString('en')} to ${Math.round(Math.max(...all)).toLocaleString('en')}`;
  console.log(
    `${row.padEnd(40)} ${Math.round(median(all)).toLocaleString('en').padStart(9)}   ${spread.padEnd(24)} ${ratio}`,
  );
}

async function environmentPython(): Promise<string> {
  const requirements = join(project, 'suites/expression/requirements/legacy.txt');
  return (await ensurePythonEnvironment({ name: 'legacy', requirements, root: project })).python;
}

function callOf(value: Value): Call {
  return { subject: 'echo', input: { args: [value], kwargs: {} }, seed: 1, deadlineMs: 60_000 };
}

async function callsPerSecond(one: Implementation, window: number): Promise<number> {
  let left = window === 1 ? 4000 : 60_000;
  const count = left;
  const caller = async () => {
    while (left-- > 0) await one.call(callOf(left + 0.5));
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: window }, caller));
  return (count / (performance.now() - start)) * 1000;
}

async function arrayRate(one: Implementation): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    const outcome = await one.call(callOf(array));
    if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome));
    times.push(performance.now() - start);
  }
  return 16_000 / median(times);
}
