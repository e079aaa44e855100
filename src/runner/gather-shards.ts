import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { JournalHead } from './journal.ts';
import type { RunOptions } from './options.ts';
import { placesOfRun } from './places-text.ts';
import { readJournal } from './read-journal.ts';
import type { ShardRun } from './recall.ts';
import type { RunReport } from './report.ts';
import type { Shard } from './shard.ts';

/** Shards that fit together, in their order. */
export interface ShardSet {
  readonly shards: readonly ShardRun[];
  /** What the whole run was asked to do. */
  readonly options: RunOptions;
  readonly suites: readonly string[];
  /** Shards that are not there: `3 of 4`. A whole report cannot be made. */
  readonly missing: readonly string[];
}

interface Found extends ShardRun {
  readonly head: JournalHead;
  readonly shard: Shard;
}

/**
 * Reads the shards of one run.
 *
 * @param folders Absolute.
 * @param reportOf Reads a `report.json`.
 * @throws SetupError naming the folder: no shard, a shard twice, one that was interrupted or killed, shards of other seeds,
 * commits, suites or options
 */
export function gatherShards(folders: readonly string[], reportOf: (path: string) => RunReport): ShardSet {
  const found = folders.map((folder) => readShard(folder));
  const [first] = found;
  if (first === undefined) throw new SetupError('There is nothing to merge: name the folders of all shards');
  for (const one of found) checkAlike(first, one);
  checkOnce(found);
  checkReports(found, folders, reportOf);
  const { of } = first.shard;
  const there = new Set(found.map(({ shard }) => shard.number));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !there.has(number));
  const { shard: _, ...options } = first.head.options;
  return {
    shards: found.toSorted((a, b) => a.shard.number - b.shard.number),
    options,
    suites: Object.keys(first.head.suites),
    missing: missing.map((number) => `${number} of ${of}`),
  };
}

function readShard(folder: string): Found {
  const name = shownPath(folder);
  const journal = readJournal(join(folder, 'cases.jsonl'));
  const { head } = journal;
  const { shard } = head.options;
  if (shard === undefined)
    throw new SetupError(`${name} is a whole run, no shard: vernier merge takes runs of "vernier run --shard i/n"`);
  if (!existsSync(join(folder, 'report.json')))
    throw new SetupError(
      `Shard ${shard.number} of ${shard.of} in ${name} was killed: it has no report.json. Go on with it: vernier run --resume ${name}`,
    );
  return { name, journal, head, shard, places: placesOfRun(join(folder, 'places.json'), head.runId) };
}

/** What all shards of a run have in common. */
const alike: readonly [string, (head: JournalHead) => unknown][] = [
  ['number of shards', ({ options }) => options.shard?.of],
  ['seed', ({ options }) => options.seed],
  ['version of Vernier', ({ vernier }) => vernier],
  ['digest of suites', ({ suites }) => suites],
  ['kept cases', ({ found }) => found],
  ['number of cases', ({ options }) => options.cases],
  [
    'options',
    ({ options: { reference, only, filter, moderns, alone } }) => ({ reference, only, filter, moderns, alone }),
  ],
];

function checkAlike(first: Found, one: Found): void {
  for (const [what, of] of alike) {
    const [a, b] = [JSON.stringify(of(first.head)), JSON.stringify(of(one.head))];
    if (a !== b)
      throw new SetupError(
        `${first.name} and ${one.name} are not of one run: their ${what} is not the same (${a} and ${b}). Run all shards with the same options at the same commit`,
      );
  }
}

function checkOnce(found: readonly Found[]): void {
  for (const one of found) {
    const twin = found.find((other) => other !== one && other.shard.number === one.shard.number);
    if (twin !== undefined)
      throw new SetupError(
        `${one.name} and ${twin.name} are both shard ${one.shard.number} of ${one.shard.of}: leave one of them out`,
      );
  }
}

function checkReports(
  found: readonly Found[],
  folders: readonly string[],
  reportOf: (path: string) => RunReport,
): void {
  const reports = folders.map((folder) => reportOf(join(folder, 'report.json')));
  const commits = reports.map(({ git }) => git?.commit ?? 'no commit');
  for (const [index, report] of reports.entries()) {
    const { name, shard } = found[index]!;
    if (report.interrupted)
      throw new SetupError(
        `Shard ${shard.number} of ${shard.of} in ${name} was interrupted. Go on with it: vernier run --resume ${name}`,
      );
    if (commits[index] !== commits[0])
      throw new SetupError(
        `${found[0]!.name} and ${name} are not of one run: they ran ${commits[0]} and ${commits[index]}. Run all shards at the same commit`,
      );
  }
}
