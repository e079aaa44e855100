import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { InternalError } from '../base/errors.ts';
import { diskError } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';
import { type WriteSome, writeAll } from './write-all.ts';

const newline = 0x0a;

export interface AppendOptions {
  /**
   * Bytes of lines that may wait in memory before they go to the system. 0 (the default) keeps none: every appended
   * line survives a SIGKILL of this process.
   */
  readonly bufferBytes?: number;
  readonly write?: WriteSome;
}

/**
 * A file of lines that only grows, with one writer. Every write is checked and looped; a write that fails takes its
 * torn bytes back, so the file always ends with a whole line, and the lines stay waiting for another try. What a dead
 * writer tore is cut off when the file is opened again.
 */
export class AppendFile {
  readonly path: string;
  readonly #fd: number;
  readonly #bufferBytes: number;
  readonly #write: WriteSome | undefined;
  /** Bytes of whole lines in the file. */
  #length: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** A failed write may have left bytes behind the last whole line. */
  #torn = false;
  #open = true;

  /** Opens or makes the file, and its folder. @throws SetupError */
  constructor(path: string, options: AppendOptions = {}) {
    this.path = path;
    this.#bufferBytes = options.bufferBytes ?? 0;
    this.#write = options.write;
    try {
      makeFolder(dirname(path));
      this.#fd = openSync(path, 'a+');
      this.#length = cutTornLine(this.#fd);
    } catch (error) {
      throw diskError('append to', path, error);
    }
  }

  /** Bytes of the whole lines that have gone to the system. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds one line; the newline is added here.
   *
   * @throws SetupError when it cannot be written (disk full); the file is as it was before
   */
  append(line: string | Uint8Array): void {
    const bytes = typeof line === 'string' ? Buffer.from(`${line}\n`) : Buffer.concat([line, Uint8Array.of(newline)]);
    if (bytes.indexOf(newline) !== bytes.length - 1) throw new InternalError('A line to append holds a newline');
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= this.#bufferBytes) this.flush();
  }

  /** Gives all waiting lines to the system: a SIGKILL cannot lose them any more. @throws SetupError */
  flush(): void {
    if (!this.#open) throw new InternalError(`"${this.path}" is closed`);
    if (this.#waitingBytes === 0) return;
    const bytes = this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting);
    try {
      if (this.#torn) this.#takeBack();
      this.#torn = true;
      writeAll(this.#fd, bytes, this.#write);
      this.#torn = false;
    } catch (error) {
      this.#waiting = [bytes];
      this.#takeBack();
      throw diskError('append to', this.path, error);
    }
    this.#length += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#fd, this.#length);
      this.#torn = false;
    } catch {
      // The failure of the write is what people must hear of; the cut is tried again before the next write.
    }
  }

  /** Flushes to the disk itself: a power loss cannot lose the lines any more. @throws SetupError */
  checkpoint(): void {
    this.flush();
    try {
      fsyncSync(this.#fd);
    } catch (error) {
      throw diskError('flush', this.path, error);
    }
  }

  /** Checkpoints and closes; the file is closed even when that throws. Safe to call twice. */
  close(): void {
    if (!this.#open) return;
    try {
      this.checkpoint();
    } finally {
      this.#open = false;
      closeSync(this.#fd);
    }
  }
}

/** Cuts what follows the last newline, and says how long the file is then. */
function cutTornLine(fd: number): number {
  const size = fstatSync(fd).size;
  const chunk = Buffer.alloc(64 * 1024);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - chunk.length);
    const got = readSync(fd, chunk, 0, end - start, start);
    const at = chunk.subarray(0, got).lastIndexOf(newline);
    if (at >= 0) {
      end = start + at + 1;
      break;
    }
    end = start;
  }
  if (end < size) ftruncateSync(fd, end);
  return end;
}
