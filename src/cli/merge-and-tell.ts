import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { gatherShards } from '../runner/gather-shards.ts';
import { run } from '../runner/run.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { capHeapGrowth } from './heap-growth.ts';
import { inCi } from './in-ci.ts';
import { remembered } from './keep-history.ts';
import { openReport } from './open-report.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';
import { dropEmpty, tellReport } from './tell-report.ts';

export type MergeFlags = Pick<RunFlags, 'jobs' | 'python' | 'reports' | 'keep' | 'json' | 'commentFile'>;

/** Puts shards together and tells of the whole. @returns the exit code */
export async function mergeAndTell(runs: readonly string[], flags: MergeFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const { shards, options, suites, missing } = gatherShards(
    runs.map((path) => resolve(path)),
    openReport,
  );
  if (missing.length > 0) {
    process.stderr.write(
      `vernier: shards are missing: ${missing.join(', ')}. Nobody knows what they would have shown; run them, and merge all\n`,
    );
    return exitCodes.inconclusive;
  }
  const { jobs, python, pythonAsked } = runOptions(
    {
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      ...(flags.python === undefined ? {} : { python: flags.python }),
    },
    { ...project, jobs: options.jobs },
  );
  const runId = newRunId(systemClock.now());
  const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
  const folder = makeRunFolder(join(reports, runId));
  capHeapGrowth();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal } = session;
    const ran = await run({
      ...{ project, suites, runId, folder, resumed: null, shards, observer, signal, clock: systemClock },
      options: { ...options, jobs, python, pythonAsked },
      keepFound: flags.keep !== false && !inCi(),
    });
    const report = await remembered(ran, project, flags, session);
    tellReport(report, session, { folder, json: flags.json ?? false, commentFile: flags.commentFile ?? null });
    return report.exitCode;
  } finally {
    session.close();
    dropEmpty(folder);
  }
}
