import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** On Linux statm counts in pages; 4 KB on x86-64, and where a page is larger this errs on the side of patience. */
const pageBytes = 4096;

/** Resident memory of a process in bytes; null when it is gone or cannot be read. */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform === 'linux') {
    try {
      const pages = Number((await readFile(`/proc/${pid}/statm`, 'latin1')).split(' ')[1]);
      // One that is being killed has none any more: what it held before is what matters.
      return pages > 0 ? pages * pageBytes : null;
    } catch {
      return null;
    }
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, stdout) => {
      const kilobytes = Number(stdout);
      resolve(error !== null || !Number.isFinite(kilobytes) || kilobytes === 0 ? null : kilobytes * 1024);
    });
  });
}
