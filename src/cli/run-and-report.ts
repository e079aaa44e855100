import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import { githubAnnotations, githubSummary } from '../reporters/github.ts';
import { renderFinding, renderSummary } from '../reporters/terminal.ts';
import { readJournal } from '../runner/read-journal.ts';
import type { RunReport } from '../runner/report.ts';
import { type RunRequest, run } from '../runner/run.ts';
import type { Project } from '../suite/config.ts';
import { loadProject } from '../suite/load-config.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';
import { capYoungGeneration } from './young-generation.ts';

/** Runs suites, prints what was found and leaves the reports. @returns the exit code */
export async function runAndReport(suites: readonly string[], flags: RunFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const plan = flags.resume === undefined ? newRun(project, suites, flags) : resumedRun(project, suites, flags);
  const { folder } = plan;
  capYoungGeneration();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    const report = await run({ ...plan, project, observer, clock: systemClock, signal });
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
  }
}

type Plan = Pick<RunRequest, 'suites' | 'options' | 'runId' | 'folder' | 'resumed'>;

function newRun(project: Project, suites: readonly string[], flags: RunFlags): Plan {
  const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
  const runId = newRunId(systemClock.now());
  return {
    suites,
    options: runOptions(flags, project),
    runId,
    folder: makeFolder(join(reports, runId)),
    resumed: null,
  };
}

/** A resumed run is the run it was: only how many work on it, and where its interpreters are, may be said anew. */
function resumedRun(project: Project, suites: readonly string[], flags: RunFlags): Plan {
  const { resume, jobs, python, json, reference, ...others } = flags;
  const [odd] = Object.keys(others);
  if (suites.length > 0 || odd !== undefined || (reference !== undefined && reference !== 'both')) {
    const what =
      suites[0] ??
      (odd === undefined ? '--reference' : `--${odd.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    throw new SetupError(
      `--resume takes suites, seed and everything else from its journal: leave out ${JSON.stringify(what)}`,
    );
  }
  const folder = resolve(resume!);
  const resumed = readJournal(join(folder, 'cases.jsonl'));
  const { options, runId, suites: digests } = resumed.head;
  const again = runOptions(
    { ...(jobs === undefined ? {} : { jobs }), ...(python === undefined ? {} : { python }) },
    { ...project, jobs: options.jobs },
  );
  return {
    suites: Object.keys(digests),
    options: { ...options, jobs: again.jobs, python: again.python, pythonAsked: again.pythonAsked },
    runId,
    folder,
    resumed,
  };
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
