import { version } from '../version.ts';
import { decideRun } from './decide.ts';
import type { RunOptions } from './options.ts';
import type { RunReport, SuiteReport, WaiverReport } from './report.ts';
import type { SuiteFound } from './run-suite.ts';
import { gitState, machine } from './surroundings.ts';

/** What became of one suite of a run. */
export interface SuitePart {
  readonly report: SuiteReport;
  /** Null when it could not be set up. */
  readonly found: SuiteFound | null;
  readonly waivers: readonly WaiverReport[];
}

export interface ReportRequest {
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly root: string;
  readonly options: RunOptions;
  readonly interrupted: boolean;
  readonly parts: readonly SuitePart[];
}

/** Puts the report of a run together and decides over it. */
export function assembleReport({ parts, options, root, ...run }: ReportRequest): RunReport {
  const suites = parts.map(({ report }) => report);
  const waivers = parts.flatMap((part) => part.waivers);
  const found = parts.flatMap((part) => part.found ?? []);
  const notRun = found.flatMap((one) => one.notRun);
  const setupFailures = suites.flatMap(({ failure }) => failure ?? []);
  const decided = decideRun({ interrupted: run.interrupted, setupFailures, suites, waivers, notRun });
  const cuts = found.flatMap((one) => one.cuts);
  const { timeMs } = options;
  const { seed, cases, jobs, reference, only, filter, bail, shard } = options;
  const part =
    shard === undefined
      ? []
      : [`This is shard ${shard.number} of ${shard.of}: whether enough was compared is for "vernier merge" to say`];
  return {
    schema: 'vernier/report/1',
    runId: run.runId,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    decision: decided.decision,
    exitCode: decided.exitCode,
    reasons: [...decided.reasons, ...part, ...cuts],
    interrupted: run.interrupted,
    cut: cuts.length > 0,
    options: {
      seed,
      cases,
      ...(timeMs == null ? {} : { timeMs }),
      jobs,
      reference,
      only,
      filter,
      bail,
      ...(shard && { shard }),
    },
    tool: { vernier: version, node: process.versions.node },
    machine: machine(),
    git: gitState(root),
    suites,
    vectors: found.flatMap((one) => one.vectors),
    findings: found.flatMap((one) => one.findings),
    findingsLeftOut: found.reduce((sum, one) => sum + one.findingsLeftOut, 0),
    waivers,
    notRun,
  };
}
