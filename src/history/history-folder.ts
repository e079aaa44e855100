import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { AtomicFile } from '../disk/atomic-file.ts';
import { diskError } from '../disk/disk-error.ts';
import { readFileBytes } from '../disk/read-bytes.ts';
import { shownPath } from '../disk/shown-path.ts';
import { decodeHead, decodeHistory, isRunId } from './parquet/decode-history.ts';
import { HistoryEncoder } from './parquet/encode-history.ts';
import type { HistoryRow, RowFields, RowKind, RunHead } from './row.ts';

export const historyEnding = '.parquet';

/** A file of more bytes is not read: a run's takes some hundred kilobytes. */
export const maxHistoryBytes = 256 * 1024 * 1024;

/** A file that could not be read, and why. */
export interface DamagedFile {
  readonly file: string;
  readonly why: string;
}

/** The rows of a folder, and the files that have none to give. */
export interface FoundHistory {
  readonly rows: readonly HistoryRow[];
  readonly damaged: readonly DamagedFile[];
}

/**
 * Writes the history file of a run. Ids of runs are unique, so that two writers never write the same file; one that is
 * there is never changed.
 *
 * @returns Its path, and false when the run has one already.
 * @throws SetupError when it cannot be written
 */
export function writeHistory(
  folder: string,
  head: RunHead,
  rows: Iterable<RowFields>,
): { readonly path: string; readonly isNew: boolean } {
  const path = join(folder, `${head.run_id}${historyEnding}`);
  const file = new AtomicFile(path);
  try {
    const encoder = new HistoryEncoder(head, (bytes) => file.append(bytes));
    for (const row of rows) encoder.add(row);
    encoder.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
  return { path, isNew: file.commit() };
}

/** The files of a history, oldest first by their names, which begin with the time of the run. */
export function historyFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(historyEnding) && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw diskError('read the history in', shownPath(folder), error);
  }
}

/**
 * Reads a history. A file that is damaged, or none of ours, is named and left out; the others are read.
 *
 * @param wanted Kinds of rows (absent: all), and of which runs (absent: all).
 */
export async function readHistory(
  folder: string,
  wanted: { readonly kinds?: readonly RowKind[]; readonly runs?: ReadonlySet<string> } = {},
): Promise<FoundHistory> {
  const files = historyFiles(folder).filter((name) => wanted.runs?.has(basename(name, historyEnding)) ?? true);
  const kinds = wanted.kinds === undefined ? undefined : new Set(wanted.kinds);
  const rows: HistoryRow[] = [];
  const damaged: DamagedFile[] = [];
  for (const name of files) {
    const file = join(folder, name);
    try {
      for (const row of await readHistoryFile(file, kinds)) rows.push(row);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      damaged.push({ file: shownPath(file), why: error.message });
    }
  }
  return { rows, damaged };
}

/** What the files of a history say of their runs, oldest first, without reading their rows. */
export function readHeads(folder: string): {
  readonly heads: readonly RunHead[];
  readonly damaged: readonly DamagedFile[];
} {
  const heads: RunHead[] = [];
  const damaged: DamagedFile[] = [];
  for (const name of historyFiles(folder)) {
    const file = join(folder, name);
    try {
      heads.push(checkedName(file, [readOrExplain(file, decodeHead)])[0]!);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      damaged.push({ file: shownPath(file), why: error.message });
    }
  }
  return { heads: heads.sort((a, b) => a.started_at - b.started_at), damaged };
}

/** The rows of one file. @throws SetupError naming the file and what is wrong with it */
export async function readHistoryFile(file: string, kinds?: ReadonlySet<RowKind>): Promise<HistoryRow[]> {
  const rows = readOrExplain(file, (bytes) => decodeHistory(bytes, kinds));
  return checkedName(file, await rows.catch((error: unknown) => explain(file, error)));
}

function readOrExplain<T>(file: string, read: (bytes: Uint8Array) => T): T {
  const bytes = readFileBytes(file, { what: 'history file', maxBytes: maxHistoryBytes });
  try {
    return read(bytes);
  } catch (error) {
    return explain(file, error);
  }
}

/** The reader meets damage in many ways; each is the file's. */
function explain(file: string, error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new SetupError(`The history file ${shownPath(file)} cannot be read: ${why}. Remove it, or restore it`, {
    cause: error,
  });
}

function checkedName<T extends { readonly run_id: string }>(file: string, rows: T[]): T[] {
  const name = basename(file, historyEnding);
  const odd = rows.find(({ run_id }) => run_id !== name);
  if (odd === undefined && isRunId(name)) return rows;
  throw new SetupError(
    `The history file ${shownPath(file)} is of run "${odd?.run_id ?? ''}"; its name must be that of its run`,
  );
}
