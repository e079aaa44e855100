import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import { githubAnnotations, githubSummary } from '../reporters/github.ts';
import { renderFinding, renderSummary } from '../reporters/terminal.ts';
import type { RunReport } from '../runner/report.ts';
import { run } from '../runner/run.ts';
import { loadProject } from '../suite/load-config.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

/** Runs suites, prints what was found and leaves the reports. @returns the exit code */
export async function runAndReport(suites: readonly string[], flags: RunFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const options = runOptions(flags, project);
  const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
  const runId = newRunId(systemClock.now());
  const folder = makeFolder(join(reports, runId));
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    const report = await run({ project, suites, options, runId, folder, observer, clock: systemClock, signal });
    session.progress.finish();
    for (const reporter of fileReporters) writeFileAtomic(join(folder, reporter.file), reporter.render(report));
    for (const finding of report.findings) session.print(`\n${renderFinding(finding, style)}`);
    const files = fileReporters.map(({ file }) => file);
    session.print(`\n${renderSummary(report, { style, folder: relative(process.cwd(), folder) || '.', files })}`);
    tellGithub(report, flags.json ?? false);
    if (flags.json) process.stdout.write(fileReporters.find(({ file }) => file === 'report.json')!.render(report));
    return report.exitCode;
  } finally {
    session.close();
  }
}

/** Sorts by time, and two runs of one second do not clash: `2026-11-20T06-33-12Z-5f3a`. */
function newRunId(now: Date): string {
  return `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${randomBytes(3).toString('hex')}`;
}

/** Made before anything runs: nobody wants to hear at the end that nothing could be written. */
function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw diskError('make the folder for reports', folder, error);
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
