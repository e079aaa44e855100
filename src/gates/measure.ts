import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import type { RunReport } from '../runner/report.ts';
import { run } from '../runner/run.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import type { GateFacts, GoldenState, HistoryFacts } from './facts.ts';
import { goldenState } from './golden-state.ts';
import { turnOf } from './night.ts';
import type { GateRules } from './rules.ts';
import { noiseFacts, performanceFacts, selftestFacts } from './study-facts.ts';

/** What a gate measures with. */
export interface MeasureGate {
  readonly project: Project;
  readonly rules: GateRules;
  /** Seed, jobs, interpreters and the like; budgets come from the rules. */
  readonly options: RunOptions;
  /** The UTC date, `2026-11-20`. */
  readonly date: string;
  readonly baseline: RunReport | null;
  /** A run that is there already, to decide over without running anything; null: run. */
  readonly given: { readonly report: RunReport | null; readonly unfinished: string | null } | null;
  readonly keep: boolean;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Makes a folder for a run. */
  newRun(): { readonly runId: string; readonly folder: string };
  /** Told of each run as it ends, so that its reports can be written before anything else goes wrong. */
  ended(report: RunReport, folder: string): void;
  /** What earlier runs say of these; absent where there is no history. */
  history?(runs: readonly RunReport[]): Promise<HistoryFacts | null>;
}

export interface Measured {
  readonly facts: GateFacts;
  /** The subject that had its turn: `suite/subject`. */
  readonly deepDive: string | null;
}

/** Runs what a gate asks for. What cannot be set up becomes a fact, so that the gate still writes why it failed. */
export async function measureGate(request: MeasureGate): Promise<Measured> {
  const { rules, options, signal, baseline, given } = request;
  const failures: string[] = [];
  const attempt = async <T>(what: () => Promise<T>): Promise<T | null> => {
    if (signal.aborted) return null;
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      if (!failures.includes(error.message)) failures.push(error.message);
      return null;
    }
  };
  const { loaded, declared, golden } = await lookAround(request);
  const main: RunOptions = {
    ...options,
    cases: rules.cases ?? options.cases,
    timeMs: msOf(rules.minutes),
    alone: rules.fresh,
  };
  const first = given === null ? await attempt(() => oneRun(request, rules.suites, main)) : given.report;
  const turn = given === null ? turnOf(request.date, candidates(loaded, rules)) : null;
  const dive = rules.deepDive;
  const deepDive = dive === null ? null : turn;
  const deep: RunOptions | null = dive && {
    ...options,
    cases: dive.cases,
    timeMs: msOf(dive.minutes),
    only: deepDive === null ? [] : [deepDive],
  };
  const second =
    deep === null || deepDive === null || first === null
      ? null
      : await attempt(() => oneRun(request, [deepDive.slice(0, deepDive.indexOf('/'))], deep));
  const runs = [first, second].filter((report) => report !== null);
  const study = { ...request, suites: rules.suites, options };
  const facts: GateFacts = {
    runs,
    unfinished: given?.unfinished ?? null,
    declared,
    golden,
    baseline,
    selftest: rules.selftest && (await attempt(() => selftestFacts(study, rules.selftest!))),
    noise: rules.noise && (await attempt(() => noiseFacts(study, rules.noise!))),
    performance: rules.performance === 'off' ? null : await attempt(() => performanceFacts(study, rules.timing)),
    history:
      rules.creep === 'off' || runs.length === 0
        ? null
        : await attempt(async () => (await request.history?.(runs)) ?? null),
    failures,
  };
  return { facts, deepDive: second === null ? null : deepDive };
}

const msOf = (minutes: number | null) => (minutes === null ? null : minutes * 60_000);

async function oneRun(request: MeasureGate, suites: readonly string[], options: RunOptions): Promise<RunReport> {
  const { project, observer, clock, signal, keep } = request;
  const { runId, folder } = request.newRun();
  const parts = { project, suites, options, runId, folder, resumed: null, keepFound: keep, observer, clock, signal };
  const report = await run(parts);
  request.ended(report, folder);
  return report;
}

/** The suites of the project. One that does not load is named by the run. */
async function lookAround({ project }: MeasureGate) {
  const loaded: LoadedSuite[] = [];
  const golden: GoldenState[] = [];
  const declared: GateFacts['declared'][number][] = [];
  for (const { name } of findSuites(project)) {
    try {
      const suite = await loadSuite(project, name);
      loaded.push(suite);
      declared.push({ suite: name, subjects: Object.keys(suite.definition.subjects) });
      golden.push(...(await goldenState(suite)));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      if (!declared.some(({ suite }) => suite === name)) declared.push({ suite: name, subjects: [] });
    }
  }
  return { loaded, declared, golden };
}

/** Subjects that can be given any number of cases, in a fixed order. */
function candidates(loaded: readonly LoadedSuite[], { suites }: GateRules): string[] {
  return loaded
    .filter(({ name }) => suites.length === 0 || suites.includes(name))
    .flatMap(({ name, definition }) =>
      Object.entries(definition.subjects).flatMap(([subject, { generator }]) =>
        generator === undefined ? [] : [`${name}/${subject}`],
      ),
    )
    .sort();
}
