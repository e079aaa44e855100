import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { defaultPanel } from '../runner/panel.ts';
import { readJournal } from '../runner/read-journal.ts';
import type { RunRequest } from '../runner/run.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import type { Project } from '../suite/config.ts';
import { type RunFlags, runOptions } from './run-options.ts';

/** Which run it is and where it goes. */
export interface RunPlan extends Pick<RunRequest, 'suites' | 'options' | 'runId' | 'resumed'> {
  readonly folder: string;
}

/**
 * A new run, whose folder is made, or the one that `--resume` names.
 *
 * @throws SetupError when the folder cannot be made, or there is nothing to resume
 */
export function planRun(project: Project, suites: readonly string[], flags: RunFlags): RunPlan {
  return flags.resume === undefined ? newRun(project, suites, flags) : resumedRun(project, suites, flags.resume, flags);
}

function newRun(project: Project, suites: readonly string[], flags: RunFlags): RunPlan {
  if (flags.shard !== undefined && (flags.time !== undefined || flags.bail)) {
    const why = 'shards of one run must agree on which cases there are';
    throw new SetupError(
      `--shard cannot be used with --${flags.bail ? 'bail' : 'time'}: ${why}. Say how many with --cases`,
    );
  }
  const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
  const runId = newRunId(systemClock.now());
  return {
    suites,
    options: { ...runOptions(flags, project), panel: { ...defaultPanel, ...project.panel } },
    runId,
    folder: makeRunFolder(join(reports, runId)),
    resumed: null,
  };
}

/** A resumed run is the run it was: only how many work on it, and where its interpreters are, may be said anew. */
function resumedRun(project: Project, suites: readonly string[], path: string, flags: RunFlags): RunPlan {
  const {
    resume: _resume,
    json: _json,
    keep: _keep,
    commentFile: _comment,
    history: _history,
    jobs,
    python,
    reference,
    ...others
  } = flags;
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
