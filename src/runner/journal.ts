import { AppendFile } from '../disk/append.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import type { CaseRef } from '../suite/case.ts';
import type { RunOptions } from './options.ts';
import type { Result } from './result.ts';

/** First line of a journal: what the lines below it belong to, and all it takes to go on with the run. */
export interface JournalHead {
  readonly schema: 'vernier/journal/1';
  readonly runId: string;
  readonly startedAt: string;
  readonly vernier: string;
  readonly options: RunOptions;
  /** Suite name -> digest over its code, policies, golden vectors and waivers. */
  readonly suites: Readonly<Record<string, string>>;
  /** Suite name -> ids of the kept cases that the run tries first; cases that are kept meanwhile are not of this run. */
  readonly found: Readonly<Record<string, readonly string[]>>;
}

/** Every other line: all results of one case. */
export interface JournalLine {
  readonly suite: string;
  readonly subject: string;
  readonly case: CaseRef;
  /** What stands beside them in the line is not said again in each. */
  readonly results: readonly Omit<Result, 'suite' | 'subject' | 'case'>[];
}

// A checkpoint costs one flush to the disk; this many lines are seconds of work at most.
const linesPerCheckpoint = 2000;
// What waits in memory is lost to a SIGKILL, and then simply run again: it was not committed.
const bufferBytes = 32 * 1024;

/** `cases.jsonl`: one line per case, in the order of the run, written as results come. */
export class Journal {
  readonly #file: AppendFile;
  #lines = 0;

  /** @param head Null to go on with a journal that has one. @throws SetupError when the file cannot be opened. */
  constructor(path: string, head: JournalHead | null) {
    // A journal is there with its head or not at all.
    if (head !== null) writeFileAtomic(path, `${JSON.stringify(head)}\n`);
    this.#file = new AppendFile(path, { bufferBytes });
  }

  /** Adds the results of one case. @throws SetupError when the disk is full or gone. */
  add(results: readonly Result[]): void {
    this.#file.append(textOf(lineOf(results)));
    this.#lines += 1;
    if (this.#lines % linesPerCheckpoint === 0) this.#file.checkpoint();
  }

  close(): void {
    this.#file.close();
  }
}

function lineOf(results: readonly Result[]): JournalLine {
  const { suite, subject, case: ref } = results[0]!;
  const rest = results.map(({ suite: _suite, subject: _subject, case: _case, ...result }) => result);
  return { suite, subject, case: ref, results: rest };
}

/**
 * JSON has no token for these: an integer of any size becomes its digits in text, an infinity its name. A function that
 * is asked about every member takes several times as long as writing does: only what may hold such numbers asks it.
 */
function textOf(line: JournalLine): string {
  const plain = line.results.every(
    ({ maxUlp, maxAbs, maxRel, maxShare, statistical, waivers }) =>
      maxUlp === null &&
      (maxAbs === null || maxAbs < Number.POSITIVE_INFINITY) &&
      (maxRel === null || maxRel < Number.POSITIVE_INFINITY) &&
      (maxShare === null || maxShare < Number.POSITIVE_INFINITY) &&
      statistical === undefined &&
      waivers.length === 0,
  );
  return plain ? JSON.stringify(line) : JSON.stringify(line, plainNumbers);
}

function plainNumbers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
