/**
 * Runs the house's benches one after another, each beside its anchors, and prints their tables: `npm run bench`, or
 * `npm run bench -- compare bridge` for some of them. One at a time, since two would measure each other; what else runs
 * on the machine disturbs a bench and its anchor alike, so read the ratios.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** Bench -> what it measures, and beside what. */
const benches: Readonly<Record<string, string>> = {
  compare: 'two arrays with all statistics, beside memcmp and assert_allclose',
  bridge: "calls and arrays through a driver, beside Python's own JSON",
  property: 'generated cases, shrinking and arrays, beside plain calls, one try at a time and fast-check',
  workers: 'a worker that dies and comes back, beside a fresh process',
  npz: "NumPy's files read and written, beside NumPy",
  expression: 'a compiled expression, beside native JavaScript and mathjs',
  pickle: 'pickles read, beside pickle.loads of CPython and pickleparser',
  fit: "a three-parameter exponential on every side of the fit suite, beside SciPy's curve_fit",
  history: 'rows into a history and quantiles over them, beside JSON lines',
  referee: 'arbitrary precision that says who is nearer the truth',
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.map((name) => `"${name}"`).join(', ')}: known are ${Object.keys(benches).join(', ')}`,
  );
  process.exit(2);
}

const cpu = cpus()[0]?.model.trim() ?? 'unknown CPU';
console.log(
  `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cpu}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`,
);
const failed: string[] = [];
for (const [name, what] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const script = join(import.meta.dirname, `bench-${name}.ts`);
  const title = `${name}: ${what}`;
  console.log(`\n${title}\n${'-'.repeat(title.length)}`);
  const started = performance.now();
  // Its progress is on standard error, its table on standard output.
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`(${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(1);
}
