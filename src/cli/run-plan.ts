import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { readJournal } from '../runner/read-journal.ts';
import type { RunRequest } from '../runner/run.ts';
import type { Project } from '../suite/config.ts';
import { type RunFlags, runOptions } from './run-options.ts';

/** Which run it is and where it goes. */
export type RunPlan = Pick<RunRequest, 'suites' | 'options' | 'runId' | 'folder' | 'resumed'>;

/**
 * A new run, whose folder is made, or the one that `--resume` names.
 *
 * @throws SetupError when the folder cannot be made, or there is nothing to resume
 */
export function planRun(project: Project, suites: readonly string[], flags: RunFlags): RunPlan {
  return flags.resume === undefined ? newRun(project, suites, flags) : resumedRun(project, suites, flags.resume, flags);
}

function newRun(project: Project, suites: readonly string[], flags: RunFlags): RunPlan {
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
function resumedRun(project: Project, suites: readonly string[], path: string, flags: RunFlags): RunPlan {
  const { resume: _resume, json: _json, keep: _keep, jobs, python, reference, ...others } = flags;
  const [odd] = Object.keys(others);
  if (suites.length > 0 || odd !== undefined || (reference !== undefined && reference !== 'both')) {
    const what =
      suites[0] ??
      (odd === undefined ? '--reference' : `--${odd.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    throw new SetupError(
      `--resume takes suites, seed and everything else from its journal: leave out ${JSON.stringify(what)}`,
    );
  }
  const folder = resolve(path);
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

/** Sorts by time, and two runs of one moment do not clash: `2026-11-20T06-33-12-345Z-5f3a1c`. */
function newRunId(now: Date): string {
  return `${now.toISOString().slice(0, 23).replaceAll(/[:.]/g, '-')}Z-${randomBytes(3).toString('hex')}`;
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
