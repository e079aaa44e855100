import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { shownPath } from '../disk/shown-path.ts';
import { chooseBaseline } from '../history/baseline.ts';
import { creepReport } from '../history/creep/find-creep.ts';
import { readHeads, readHistory } from '../history/history-folder.ts';
import { baselineChoice } from '../history/look-back.ts';
import { mergeHistories } from '../history/merge-histories.ts';
import { nameBaseline, namedBaselines } from '../history/named-baselines.ts';
import { pruneRuns, runsToPrune } from '../history/prune.ts';
import type { RunHead } from '../history/row.ts';
import { trendsOf } from '../history/trends-of.ts';
import { creepLines } from '../reporters/creep-lines.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { historyRunLines, historyTrendLines } from '../reporters/history-table.ts';
import { colourStyle, paint, plainStyle } from '../reporters/styled.ts';
import type { Project } from '../suite/config.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { historyFolder } from './keep-history.ts';
import { wantsColour } from './output.ts';

export interface HistoryFlags {
  readonly history?: string;
  readonly branch?: string;
  readonly last?: number;
  readonly json?: boolean;
}

export interface PruneFlags extends HistoryFlags {
  readonly keep?: number;
  readonly olderThan?: number;
  readonly dryRun?: boolean;
}

const say = (line: string) => void process.stderr.write(`vernier: ${escapeTerminal(line)}\n`);
const print = (text: string) => void process.stdout.write(`${text}\n`);
const style = () => (wantsColour(process.stdout, process.env) ? colourStyle : plainStyle);

/** The history that a command is about, and the runs in it; damaged files are told. */
async function open(flags: HistoryFlags): Promise<{ project: Project; folder: string; heads: readonly RunHead[] }> {
  const project = await loadProject(process.cwd());
  const folder = flags.history === undefined ? historyFolder(project) : resolve(flags.history);
  const { heads, damaged } = readHeads(folder);
  for (const { why } of damaged) say(why);
  return { project, folder, heads };
}

/** Tells runs, or the trend of a subject. @returns the exit code */
export async function historyAndTell(subject: string | null, flags: HistoryFlags): Promise<number> {
  const { project, folder, heads } = await open(flags);
  if (heads.length === 0) {
    if (flags.json) print(JSON.stringify(subject === null ? { runs: [] } : { runs: [], trends: [], creep: null }));
    else print(`There is no run in ${shownPath(folder)} yet: "vernier run" adds one each time.`);
    return exitCodes.pass;
  }
  if (subject !== null) return tellSubject(subject, flags, project, folder, heads);
  const names = [...namedBaselines(folder)];
  const runs = heads
    .filter(({ branch }) => flags.branch === undefined || branch === flags.branch)
    .slice(-(flags.last ?? 40))
    .map((head) => ({ ...head, names: names.filter(([, run]) => run === head.run_id).map(([name]) => name) }));
  if (flags.json) print(JSON.stringify({ runs }, null, 2));
  else print(paint(historyRunLines(runs), style()));
  return exitCodes.pass;
}

async function tellSubject(
  subject: string,
  flags: HistoryFlags,
  project: Project,
  folder: string,
  heads: readonly RunHead[],
): Promise<number> {
  const branch = flags.branch ?? heads.at(-1)!.branch;
  const chosen = heads.filter((head) => head.branch === branch).slice(-(flags.last ?? 40));
  const newest = chosen.at(-1);
  if (newest === undefined) throw new SetupError(`There is no run of branch ${JSON.stringify(branch)} in the history`);
  const choice = baselineChoice(folder, project.baseline);
  const baseline = chooseBaseline(heads, newest, choice).runs;
  const wanted = new Set([...chosen, ...baseline].map(({ run_id }) => run_id));
  const { rows, damaged } = await readHistory(folder, { runs: wanted });
  for (const { why } of damaged) say(why);
  const known = [...new Set(rows.flatMap((row) => (row.kind === 'subject' ? [`${row.suite}/${row.subject}`] : [])))];
  const name = known.find((one) => one === subject) ?? known.find((one) => one.endsWith(`/${subject}`));
  if (name === undefined) {
    throw new SetupError(`The history knows no subject ${JSON.stringify(subject)}${knownWords(subject, known)}`);
  }
  const [suite = '', short = ''] = name.split('/');
  const runs = chosen.map(({ run_id }) => run_id);
  const trends = trendsOf(rows, suite, short, runs);
  const all = creepReport(rows, { run: newest.run_id, baseline: choice });
  const creeps = all.creeps.filter((one) => one.suite === suite && one.subject === short);
  const creep = { ...all, creeps };
  if (flags.json) print(JSON.stringify({ subject: name, branch, runs, trends, creep }, null, 2));
  else {
    const title = `${name}: ${runs.length} runs${branch === null ? '' : ` of ${branch}`}, ${runs[0]} to ${runs.at(-1)}`;
    print(escapeTerminal(title));
    print(`\n${paint(historyTrendLines(trends), style())}\n\n${paint(creepLines(creep), style())}`);
  }
  return exitCodes.pass;
}

/** Names a run, takes a name away, or tells all. @returns the exit code */
export async function baselineAndTell(name: string | null, run: string | null, flags: HistoryFlags): Promise<number> {
  const { folder, heads } = await open(flags);
  if (name !== null) {
    const id = run === 'last' ? heads.at(-1)?.run_id : run;
    if (run !== null && !heads.some(({ run_id }) => run_id === id)) {
      const all = heads.map(({ run_id }) => run_id);
      throw new SetupError(`The history has no run ${JSON.stringify(run)}${knownWords(run, all)}`);
    }
    await nameBaseline(folder, name, id ?? null);
  }
  const names = Object.fromEntries(namedBaselines(folder));
  if (flags.json) print(JSON.stringify(names));
  else for (const [one, id] of Object.entries(names)) print(`${one}  ${id}`);
  return exitCodes.pass;
}

/** Removes files of old runs. @returns the exit code */
export async function pruneAndTell(flags: PruneFlags): Promise<number> {
  const { project, folder, heads } = await open(flags);
  const given = flags.keep !== undefined || flags.olderThan !== undefined;
  const rules = given ? { keep: flags.keep, olderThanDays: flags.olderThan } : (project.history ?? {});
  if (rules.keep === undefined && rules.olderThanDays === undefined) {
    throw new SetupError(
      'Nothing says which runs to keep: give --keep N or --older-than DAYS, or history: { keep: N } in the configuration',
    );
  }
  const gone = runsToPrune(heads, rules, new Set(namedBaselines(folder).values()), systemClock.now().getTime());
  if (flags.dryRun !== true) pruneRuns(folder, gone);
  const removed = gone.map(({ run_id }) => run_id);
  if (flags.json) print(JSON.stringify({ removed, kept: heads.length - removed.length }));
  else print(`${removed.length} runs ${flags.dryRun ? 'would be ' : ''}removed, ${heads.length - removed.length} kept`);
  return exitCodes.pass;
}

/** Takes other folders in. @returns the exit code */
export async function mergeAndTell(folders: readonly string[], flags: HistoryFlags): Promise<number> {
  const { folder } = await open(flags);
  const { added, known, damaged } = await mergeHistories(
    folder,
    folders.map((one) => resolve(one)),
  );
  for (const { why } of damaged) say(why);
  if (flags.json) print(JSON.stringify({ added, known, damaged }));
  else print(`${added.length} runs added to ${shownPath(folder)}, ${known} were there already`);
  return exitCodes.pass;
}
