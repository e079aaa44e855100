/**
 * Puts bugs of one line into the modern evaluators of `suites/expression` (a copy of it) and lets generated cases find
 * them: `node scripts/bugs.ts [seeds] [words of the bugs to try, or: pairs]`.
 *
 * - For each bug, with `--bail`, medians over the seeds: cases until the first failed, and seconds until it was found,
 *   shrunk, confirmed and reported, making the processes included.
 * - For each bug, one whole run of the first seed: how many findings, how many of their evidence files reproduce, and the
 *   smallest case.
 * - Pairs of bugs at once, whole runs: each must have a finding that shows it and not the other one.
 *
 * Needs the environments of the suite; a run of it makes them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/base/clock.ts';
import { median } from '../src/base/statistics.ts';
import { killAllChildren } from '../src/implementations/children.ts';
import type { Finding, RunReport } from '../src/runner/report.ts';
import { run } from '../src/runner/run.ts';
import { loadProject } from '../src/suite/load-config.ts';
import { BrokenProject } from '../suites/expression/fixtures/broken-project.ts';
import { type Bug, bugs, pairs } from '../suites/expression/fixtures/bugs.ts';

const seeds = Number(process.argv[2] ?? 5);
const words = process.argv.slice(3).join(' ');
const cases = 2400;
/** A rare bug may need more to be met at all. */
const mostCases = 20_000;

/** What one run with bugs in it came to. */
interface Hunt {
  readonly findings: readonly Finding[];
  /** Null when no case failed. */
  readonly casesToFirst: number | null;
  readonly seconds: number;
}

const broken = new BrokenProject();
process.on('exit', () => {
  killAllChildren();
  broken.remove();
});
const project = await loadProject(broken.root);

function hunt(
  wrong: readonly Bug[],
  seed: number,
  bail: boolean,
  modern = wrong[0]?.modern,
): Promise<Hunt & { readonly report: RunReport }> {
  return broken.with(wrong, async () => {
    const runId = `run-${seed}`;
    const folder = join(project.reports, runId);
    mkdirSync(folder, { recursive: true });
    const started = performance.now();
    const report = await run({
      project,
      suites: ['expression'],
      options: { ...optionsOf(modern!, bail), seed, bail },
      runId,
      folder,
      resumed: null,
      keepFound: false,
      observer: { say() {}, progress() {} },
      clock: systemClock,
      signal: new AbortController().signal,
    });
    const seconds = (performance.now() - started) / 1000;
    return { findings: report.findings, casesToFirst: firstFailing(report), seconds, report };
  });
}

function optionsOf(modern: Bug['modern'], bail: boolean) {
  return {
    cases: null,
    jobs: 1,
    reference: 'legacy',
    // Golden vectors would find most of them at once; this is about generated cases.
    only: [`evaluate#0-${(bail ? mostCases : cases) - 1}`],
    filter: [],
    moderns: [modern],
    python: {},
    pythonAsked: [],
    // Shrinking and confirming more would cost time and say nothing more of whether a bug is found.
    maxFindings: 6,
  } as const;
}

function firstFailing({ findings }: RunReport): number | null {
  const indices = findings.flatMap(({ first }) => (first.kind === 'generated' ? first.index + 1 : []));
  return indices.length === 0 ? null : Math.min(...indices);
}

/** How many evidence files reproduce, by the command that people use. */
function replay({ findings }: RunReport): number {
  const vernier = join(import.meta.dirname, '../bin/vernier.cjs');
  return findings.filter(({ evidence }) => {
    try {
      execFileSync(process.execPath, [vernier, 'replay', evidence], { cwd: broken.root, stdio: 'ignore' });
      return false;
    } catch (error) {
      return (error as { status: number }).status === 1;
    }
  }).length;
}

const textOf = ({ input }: Finding): string => String(input.args[0]);
const isShort = (finding: Finding, { longest }: Bug) => textOf(finding).length <= longest;
const shortest = (all: readonly Finding[]) => all.toSorted((a, b) => textOf(a).length - textOf(b).length)[0];
let failed = 0;

const row = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const seconds = (all: readonly number[]) => median(all).toFixed(1);

console.log(
  `Medians over ${seeds} seeds, up to ${mostCases} generated cases until the first that fails, ${cases} for all findings.\n`,
);
row('bug', 'in', 'found', 'cases', 'seconds', 'findings', 'reproduced', 'smallest case');
row('---', '---', '---', '---:', '---:', '---:', '---', '---');
for (const bug of bugs.filter(({ what }) => what.includes(words))) {
  const hunts: Hunt[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) hunts.push(await hunt([bug], seed, true));
  const found = hunts.filter(({ casesToFirst }) => casesToFirst !== null);
  const whole = await broken.with([bug], async () => {
    const one = await hunt([], 1, false, bug.modern);
    return { ...one, replays: replay(one.report) };
  });
  const small = shortest([...whole.findings, ...found.flatMap(({ findings }) => findings)]);
  const good =
    found.length === seeds && small !== undefined && isShort(small, bug) && whole.replays === whole.findings.length;
  if (!good) failed += 1;
  row(
    bug.what,
    bug.modern,
    `${found.length} of ${seeds}`,
    found.length === 0 ? '-' : median(found.map((one) => one.casesToFirst!)),
    found.length === 0 ? '-' : seconds(found.map((one) => one.seconds)),
    whole.findings.length,
    `${whole.replays} of ${whole.findings.length}`,
    `${small === undefined ? '-' : `\`${textOf(small)}\``}${good ? '' : ' **not as it should be**'}`,
  );
}

console.log('\nTwo bugs at once:\n');
row('bugs', 'runs with both found', 'findings', 'smallest cases');
row('---', '---', '---:', '---');
for (const pair of words === '' || words === 'pairs' ? pairs : []) {
  const both = pair.map(([name]) => bugs.find(({ what }) => what === name)!);
  const hunts: Hunt[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) hunts.push(await hunt(both, seed, false));
  /** Each bug has a finding that shows it and not the other one. */
  const areApart = ({ findings }: Hunt) =>
    pair.every(([, own]) =>
      findings.some(
        (one) => own.test(textOf(one)) && pair.every(([, shows]) => shows === own || !shows.test(textOf(one))),
      ),
    );
  const apart = hunts.filter(areApart);
  if (apart.length < seeds) failed += 1;
  const texts = hunts[0]!.findings.map((finding) => `\`${textOf(finding)}\``);
  const found = median(hunts.map(({ findings }) => findings.length));
  row(pair.map(([name]) => name).join(' + '), `${apart.length} of ${seeds}`, found, texts.join(' '));
}
process.exitCode = failed === 0 ? 0 : 1;
