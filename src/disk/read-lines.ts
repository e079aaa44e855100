import { closeSync, openSync, readSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { diskError } from './disk-error.ts';

const newline = 0x0a;
const chunkBytes = 256 * 1024;
/** Longer than any journal row; a file without newlines must not eat the memory. */
const maxLineBytes = 256 * 1024 * 1024;

/**
 * The whole lines of an appended file, in order, without their newlines. A last line without its newline was torn by
 * a killed writer and is ignored. Memory is one line and one chunk, whatever the size of the file.
 *
 * @throws SetupError when the file cannot be read, or a line is longer than 256 MiB
 */
export function* readLines(path: string): Generator<string, void, undefined> {
  const fd = openToRead(path);
  try {
    let started: Buffer[] = [];
    let startedBytes = 0;
    for (;;) {
      const chunk = readChunk(fd, path);
      if (chunk.length === 0) return;
      let from = 0;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
        const rest = chunk.subarray(from, at);
        yield (started.length === 0 ? rest : Buffer.concat([...started, rest])).toString();
        started = [];
        startedBytes = 0;
        from = at + 1;
      }
      if (from < chunk.length) started.push(chunk.subarray(from));
      startedBytes += chunk.length - from;
      if (startedBytes > maxLineBytes) {
        throw new SetupError(`A line of "${path}" is longer than ${maxLineBytes} bytes: it is no file of lines`);
      }
    }
  } finally {
    closeSync(fd);
  }
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw diskError('read', path, error);
  }
}

function readChunk(fd: number, path: string): Buffer {
  // A chunk of its own each time: lines that span chunks keep views of the earlier ones.
  const chunk = Buffer.allocUnsafe(chunkBytes);
  try {
    return chunk.subarray(0, readSync(fd, chunk, 0, chunkBytes, null));
  } catch (error) {
    throw diskError('read', path, error);
  }
}
