import { AppendFile } from '../disk/append.ts';
import type { Result } from './result.ts';

/** First line of a journal: what the rows below it belong to. */
export interface JournalHead {
  readonly schema: 'vernier/journal/1';
  readonly runId: string;
  readonly seed: number;
  /** Suite name -> digest over its code, golden vectors and waivers. */
  readonly suites: Readonly<Record<string, string>>;
}

// A checkpoint costs one flush to the disk; this many rows are seconds of work at most.
const rowsPerCheckpoint = 2000;

/** `cases.jsonl`: one line per (case, modern), in the order of the run, written as results come. */
export class Journal {
  readonly #file: AppendFile;
  #rows = 0;

  /** @throws SetupError when the file cannot be made. */
  constructor(path: string, head: JournalHead) {
    this.#file = new AppendFile(path, { bufferBytes: 64 * 1024 });
    this.#file.append(JSON.stringify(head));
    this.#file.checkpoint();
  }

  /** @throws SetupError when the disk is full or gone. */
  add(result: Result): void {
    this.#file.append(JSON.stringify(result, bigintAsText));
    this.#rows += 1;
    if (this.#rows % rowsPerCheckpoint === 0) this.#file.checkpoint();
  }

  close(): void {
    this.#file.close();
  }
}

/** Numbers JSON has no token for are written as text; a journal row is read by programs, never compared. */
function bigintAsText(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}
