import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { shownPath } from '../disk/shown-path.ts';
import { decideGate } from '../gates/decide-gate.ts';
import type { GateReport } from '../gates/gate-report.ts';
import { type MeasureGate, measureGate } from '../gates/measure.ts';
import { nightSeed } from '../gates/night.ts';
import { builtInGates, type GateConfig, type GateRules, gateRules, isCutover } from '../gates/rules.ts';
import { gateComment } from '../reporters/comment.ts';
import { gateJson, gateLines, gateMarkdown } from '../reporters/gate.ts';
import { paint } from '../reporters/styled.ts';
import { defaultPanel } from '../runner/panel.ts';
import type { RunReport } from '../runner/report.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import { gitState } from '../runner/surroundings.ts';
import type { Project } from '../suite/config.ts';
import { loadProject } from '../suite/load-config.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { version } from '../version.ts';
import { capHeapGrowth } from './heap-growth.ts';
import { historyFacts } from './history-facts.ts';
import { historyFolder } from './keep-history.ts';
import { openReport } from './open-report.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';
import { dropEmpty, tellReport } from './tell-report.ts';

export interface GateFlags extends Pick<RunFlags, 'seed' | 'jobs' | 'python' | 'reports' | 'json' | 'values'> {
  readonly baseline?: string;
  readonly report?: string;
  readonly commentFile?: string;
}

/** Runs what a gate asks for, decides, and leaves the checklist beside the run. @returns the exit code */
export async function gateAndTell(name: string, flags: GateFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const config = project.gates as Readonly<Record<string, GateConfig>>;
  const rules = rulesOf(name, config);
  const baseline = flags.baseline === undefined ? null : openReport(join(flags.baseline, 'report.json'));
  const given = flags.report === undefined ? null : givenRun(flags.report);
  capHeapGrowth();
  const session = openSession(flags.json ?? false);
  const startedAt = systemClock.now().toISOString();
  const folders: string[] = flags.report === undefined ? [] : [resolve(flags.report)];
  try {
    const { observer, signal, style } = session;
    const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
    const newRun = () => {
      const runId = newRunId(systemClock.now());
      const folder = makeRunFolder(join(reports, runId));
      folders.push(folder);
      return { runId, folder };
    };
    const date = utcDate(systemClock.now());
    const asked = runOptions(gateFlags(flags, rules, project, date), project);
    const options = { ...asked, panel: { ...defaultPanel, ...project.panel } };
    const ended: MeasureGate['ended'] = (report, folder) => tellReport(report, session, { folder, json: false });
    const { facts, deepDive } = await measureGate({
      ...{ project, rules, options, date, baseline, given, observer, signal, clock: systemClock, newRun, ended },
      keep: rules.keep,
      history: (runs) => historyFacts(runs, project, historyFolder(project, flags.reports), observer.say),
    });
    session.progress.finish();
    const [first = null] = facts.runs;
    const gate: GateReport = {
      schema: 'vernier/gate/1',
      gate: name,
      cutover: isCutover(name, config),
      startedAt,
      finishedAt: systemClock.now().toISOString(),
      ...decideGate(facts, rules),
      runs: facts.runs.map(({ runId }) => runId),
      seed: first?.options.seed ?? null,
      deepDive,
      baseline: baseline?.runId ?? null,
      git: first?.git ?? gitState(project.root),
      vernier: version,
      rules,
    };
    const folder = folders[0] ?? newRun().folder;
    leave(gate, facts.runs, folder, flags);
    session.print(`\n${paint(gateLines(gate), style)}`);
    session.print(`checklist: ${relative(process.cwd(), join(folder, gate.cutover ? 'cutover.md' : 'gate.md'))}`);
    if (flags.json) process.stdout.write(gateJson(gate));
    return gate.exitCode;
  } finally {
    session.close();
    for (const folder of folders) dropEmpty(folder);
  }
}

function rulesOf(name: string, config: Readonly<Record<string, GateConfig>>): GateRules {
  const rules = gateRules(name, config);
  if (rules !== null) return rules;
  const known = [...new Set([...Object.keys(builtInGates), ...Object.keys(config)])];
  throw new SetupError(`There is no gate ${JSON.stringify(name)}${knownWords(name, known)}`);
}

/** A night has a seed of its own, unless one is asked for again. */
function gateFlags(flags: GateFlags, rules: GateRules, project: Project, date: string): RunFlags {
  const { seed, jobs, python, values } = flags;
  const night = rules.seed === 'night' ? nightSeed(date, gitState(project.root)?.commit ?? null) : undefined;
  const used = seed ?? night;
  return {
    ...(used === undefined ? {} : { seed: used }),
    ...(values === undefined ? {} : { values }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(python === undefined ? {} : { python }),
  };
}

/** A run that was killed has a journal and no report: nobody knows what it would have said. */
function givenRun(folder: string): NonNullable<MeasureGate['given']> {
  const file = join(folder, 'report.json');
  if (existsSync(file)) return { report: openReport(file), unfinished: null };
  if (!existsSync(join(folder, 'cases.jsonl')))
    throw new SetupError(
      `There is no run in ${shownPath(folder)}: give a folder that "vernier run" or "vernier merge" wrote`,
    );
  const resume = `vernier run --resume ${shownPath(folder)}`;
  return {
    report: null,
    unfinished: `the run in ${shownPath(folder)} was killed: it has no report. Go on with it: ${resume}`,
  };
}

function leave(gate: GateReport, runs: readonly RunReport[], folder: string, { commentFile }: GateFlags): void {
  const name = gate.cutover ? 'cutover' : 'gate';
  writeFileAtomic(join(folder, `${name}.json`), gateJson(gate));
  writeFileAtomic(join(folder, `${name}.md`), gateMarkdown(gate));
  if (commentFile !== undefined) writeFileAtomic(resolve(commentFile), gateComment(gate, runs));
}
