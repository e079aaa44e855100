import { join, relative, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { performanceJson } from '../reporters/performance-json.ts';
import { performanceLines, performanceVerdict } from '../reporters/performance-lines.ts';
import { performanceMarkdown } from '../reporters/performance-markdown.ts';
import { type Line, paint, span } from '../reporters/styled.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import { studyPerformance } from '../studies/performance/study-performance.ts';
import { loadProject } from '../suite/load-config.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface PerfFlags extends Omit<RunFlags, 'cases'> {
  readonly cases: number;
  readonly rounds: number;
  readonly budget: number;
  readonly maxRatio?: number;
}

/** Times moderns against legacy, prints the verdicts and leaves `perf.json` and `perf.md`. @returns the exit code */
export async function perfAndTell(suites: readonly string[], flags: PerfFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const runId = newRunId(systemClock.now());
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    const report = await studyPerformance({
      ...{ project, suites, runId, cases: flags.cases, rounds: flags.rounds, budgetMs: flags.budget },
      // One process a side: several would time each other.
      options: { ...runOptions(flags, project), jobs: 1, reference: 'legacy', bail: false },
      maxRatio: flags.maxRatio ?? null,
      ...{ observer, clock: systemClock, signal },
    });
    session.progress.finish();
    // First, so that a disk that is full takes nothing from whoever waited.
    const lines: Line[] = report.benches.flatMap((bench) => [...performanceLines(bench), []]);
    for (const { name, failure } of report.failures) {
      lines.push([span('failed', 'bad'), span(`  suite "${name}": ${failure}`)]);
    }
    session.print(paint([...lines, performanceVerdict(report)], style));
    const folder = makeRunFolder(join(flags.reports === undefined ? project.reports : resolve(flags.reports), runId));
    const text = performanceJson(report);
    writeFileAtomic(join(folder, 'perf.json'), text);
    writeFileAtomic(join(folder, 'perf.md'), performanceMarkdown(report.benches));
    session.print(`\nwritten to ${relative(process.cwd(), join(folder, 'perf.json'))}`);
    if (flags.json) process.stdout.write(text);
    return report.exitCode;
  } finally {
    session.close();
  }
}
