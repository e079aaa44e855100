import { join, relative } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { fileReporters } from '../reporters/file-reporters.ts';
import type { RunOptions } from '../runner/options.ts';
import type { RunReport } from '../runner/report.ts';
import { run } from '../runner/run.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import type { Project } from '../suite/config.ts';

/** What of a run a test file may say; everything else is as the configuration and the suite say. */
export type RunSettings = Partial<
  Pick<RunOptions, 'seed' | 'cases' | 'jobs' | 'reference' | 'only' | 'filter' | 'moderns' | 'python' | 'maxFindings'>
>;

/** Runs one suite and leaves its reports. @returns the report, and its folder from the working folder on */
export async function runForTests(
  project: Project,
  suite: string,
  settings: RunSettings,
): Promise<{ readonly report: RunReport; readonly folder: string }> {
  const runId = newRunId(systemClock.now());
  const folder = makeRunFolder(join(project.reports, runId));
  const report = await run({
    project,
    suites: [suite],
    options: optionsOf(settings, project),
    ...{ runId, folder, resumed: null, keepFound: false },
    observer: { say: () => {}, progress: () => {} },
    clock: systemClock,
    signal: new AbortController().signal,
  });
  for (const reporter of fileReporters) writeFileAtomic(join(folder, reporter.file), reporter.render(report));
  return { report, folder: relative(process.cwd(), folder) };
}

/** Settings over configuration over the defaults of `vernier run`. */
function optionsOf(settings: RunSettings, project: Project): RunOptions {
  return {
    seed: settings.seed ?? project.seed ?? 42,
    cases: settings.cases ?? project.cases,
    jobs: settings.jobs ?? project.jobs ?? 1,
    reference: settings.reference ?? 'both',
    only: settings.only ?? [],
    filter: settings.filter ?? [],
    moderns: settings.moderns ?? [],
    bail: false,
    python: { ...project.python, ...settings.python },
    pythonAsked: Object.keys(settings.python ?? {}),
    maxFindings: settings.maxFindings ?? 20,
  };
}
