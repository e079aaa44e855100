import { appendFileSync, rmdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import { githubAnnotations, githubSummary } from '../reporters/github.ts';
import { renderFinding, renderSummary } from '../reporters/terminal.ts';
import type { RunReport } from '../runner/report.ts';
import { run } from '../runner/run.ts';
import { loadProject } from '../suite/load-config.ts';
import { inCi } from './in-ci.ts';
import type { RunFlags } from './run-options.ts';
import { planRun } from './run-plan.ts';
import { openSession } from './session.ts';
import { capYoungGeneration } from './young-generation.ts';

/** Runs suites, prints what was found and leaves the reports. @returns the exit code */
export async function runAndReport(suites: readonly string[], flags: RunFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const plan = planRun(project, suites, flags);
  const { folder } = plan;
  capYoungGeneration();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    // A CI's checkout is thrown away, and what a gate runs must not change what it gates.
    const keepFound = flags.keep ?? !inCi();
    const report = await run({ ...plan, project, keepFound, observer, clock: systemClock, signal });
    session.progress.finish();
    for (const reporter of fileReporters) writeFileAtomic(join(folder, reporter.file), reporter.render(report));
    for (const finding of report.findings) session.print(`\n${renderFinding(finding, style)}`);
    const shownFolder = relative(process.cwd(), folder) || '.';
    const files = fileReporters.map(({ file }) => file);
    session.print(`\n${renderSummary(report, { style, folder: shownFolder, files })}`);
    if (report.interrupted) session.print(`Go on with it: vernier run --resume ${shownFolder}`);
    tellGithub(report, flags.json ?? false);
    if (flags.json) process.stdout.write(fileReporters.find(({ file }) => file === 'report.json')!.render(report));
    return report.exitCode;
  } finally {
    session.close();
    dropEmpty(folder);
  }
}

/** A run that could not begin leaves nothing behind. */
function dropEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds a run.
  }
}

/** On GitHub: annotations on standard output, which it reads, and the step's summary in the file it names. */
function tellGithub(report: RunReport, quiet: boolean): void {
  if (process.env.GITHUB_ACTIONS !== 'true') return;
  if (!quiet) for (const line of githubAnnotations(report)) process.stdout.write(`${line}\n`);
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, githubSummary(report));
  } catch (error) {
    throw diskError('append the step summary to', file, error);
  }
}
