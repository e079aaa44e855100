import { existsSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { revivedSample } from '../compare/sampler.ts';
import { readLines } from '../disk/read-lines.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { JournalHead, JournalLine } from './journal.ts';
import type { Result } from './result.ts';

/** A journal that is being read: its head, and the results of case after case. A torn last line is left out. */
export interface OpenJournal {
  readonly head: JournalHead;
  cases(): Iterable<readonly Result[]>;
}

/** @throws SetupError when there is no journal at the path, or it is none. */
export function readJournal(path: string): OpenJournal {
  const shown = shownPath(path);
  if (!existsSync(path))
    throw new SetupError(`There is no journal at ${shown}. Give the folder of a run, reports/<run-id>`);
  const [first] = readLines(path);
  const head = first === undefined ? null : parsed<JournalHead>(first);
  if (head?.schema !== 'vernier/journal/1')
    throw new SetupError(`${shown} is no journal of a run: its first line is not its head. Start the run anew`);
  return { head, cases: () => casesOf(path, shown) };
}

function* casesOf(path: string, shown: string): Generator<readonly Result[]> {
  let number = 0;
  for (const text of readLines(path)) {
    number += 1;
    if (number === 1) continue;
    const line = parsed<JournalLine>(text);
    if (line === null || !Array.isArray(line.results))
      throw new SetupError(`${shown} at line ${number}: it is damaged. Start the run anew`);
    yield line.results.map((result) =>
      revived({ ...result, suite: line.suite, subject: line.subject, case: line.case }),
    );
  }
}

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** A result as it was before it was written: JSON holds its infinities and big integers as text. */
function revived(result: Result): Result {
  return {
    ...result,
    ...magnitudes(result),
    maxShare: numberOf(result.maxShare),
    ...(result.statistical === undefined ? {} : { statistical: result.statistical.map(revivedSample) }),
    waivers: result.waivers.map((use) => ({ ...use, ...magnitudes(use) })),
  };
}

function magnitudes({ maxAbs, maxRel, maxUlp }: Pick<Result, 'maxAbs' | 'maxRel' | 'maxUlp'>) {
  return { maxAbs: numberOf(maxAbs), maxRel: numberOf(maxRel), maxUlp: maxUlp === null ? null : BigInt(maxUlp) };
}

const numberOf = (value: number | string | null) => (value === null ? null : Number(value));
