import { writeSync } from 'node:fs';

/** `fs.writeSync`: takes less than it was given when a disk is nearly full or a signal comes in between. */
export type WriteSome = (fd: number, bytes: Uint8Array, offset: number, length: number) => number;

/** Writes every byte at the file's own position, however many calls that takes. @throws the system's error */
export function writeAll(fd: number, bytes: Uint8Array, write: WriteSome = writeSync): void {
  let done = 0;
  while (done < bytes.length) {
    const written = write(fd, bytes, done, bytes.length - done);
    // A zero would make this loop endless; POSIX gives none for a regular file, some network file systems do.
    if (written <= 0) throw Object.assign(new Error('the system wrote nothing'), { code: 'EIO' });
    done += written;
  }
}
