import { systemClock } from '../base/clock.ts';
import { run } from '../runner/run.ts';
import { loadProject } from '../suite/load-config.ts';
import { capHeapGrowth } from './heap-growth.ts';
import { inCi } from './in-ci.ts';
import { historyFolder, remembered } from './keep-history.ts';
import { reportTrends } from './report-trends.ts';
import type { RunFlags } from './run-options.ts';
import { planRun } from './run-plan.ts';
import { openSession } from './session.ts';
import { dropEmpty, tellReport } from './tell-report.ts';

/** Runs suites, prints what was found and leaves the reports. @returns the exit code */
export async function runAndReport(suites: readonly string[], flags: RunFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const plan = planRun(project, suites, flags);
  const { folder } = plan;
  capHeapGrowth();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal } = session;
    // A CI's checkout is thrown away, and what a gate runs must not change what it gates.
    const keepFound = flags.keep ?? !inCi();
    const ran = await run({ ...plan, project, keepFound, observer, clock: systemClock, signal });
    const report = await remembered(ran, project, flags, session);
    tellReport(report, session, {
      folder,
      json: flags.json ?? false,
      commentFile: flags.commentFile ?? null,
      trends: flags.history === false ? [] : await reportTrends(report, historyFolder(project, flags.reports)),
    });
    return report.exitCode;
  } finally {
    session.close();
    dropEmpty(folder);
  }
}
