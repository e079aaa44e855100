import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** On Linux statm counts in pages; 4 KB on x86-64, and where a page is larger this errs on the side of patience. */
const pageBytes = 4096;
/** A process that starts more children than this is watched by the first of them. */
const maxProcesses = 100;

/**
 * Resident memory in bytes of a process and, on Linux, of the processes that it started; null when it is gone or cannot
 * be read.
 *
 * @param enough where the sum is above this, memory that several of them share is counted once, which is slower
 */
export async function residentBytes(pid: number, enough = Number.POSITIVE_INFINITY): Promise<number | null> {
  if (process.platform !== 'linux') return residentByPs(pid);
  const own = await residentPages(pid);
  if (own === null) return null;
  const started = await descendants(pid);
  let pages = own;
  for (const one of started) pages += (await residentPages(one)) ?? 0;
  const bytes = pages * pageBytes;
  if (started.length === 0 || bytes <= enough) return bytes;
  let shares = 0;
  for (const one of [pid, ...started]) shares += (await shareOf(one)) ?? 0;
  return shares === 0 ? bytes : shares;
}

async function residentPages(pid: number): Promise<number | null> {
  const pages = Number((await textOf(`/proc/${pid}/statm`)).split(' ')[1]);
  // One that is being killed has none any more: what it held before is what matters.
  return pages > 0 ? pages : null;
}

/** Bytes that a process holds alone, and its share of those that it holds with others. */
async function shareOf(pid: number): Promise<number | null> {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(await textOf(`/proc/${pid}/smaps_rollup`))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** Children of children too. Where the kernel does not list them there are none. */
async function descendants(pid: number): Promise<number[]> {
  const found: number[] = [];
  for (let at = -1; at < found.length && found.length < maxProcesses; at++) {
    const one = at < 0 ? pid : found[at]!;
    // Each thread lists the children it started.
    const threads = await readdir(`/proc/${one}/task`).catch(() => []);
    for (const thread of threads) {
      const children = (await textOf(`/proc/${one}/task/${thread}/children`)).trim();
      if (children !== '') found.push(...children.split(' ').map(Number));
    }
  }
  return found;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return '';
  }
}

function residentByPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, stdout) => {
      const kilobytes = Number(stdout);
      resolve(error !== null || !Number.isFinite(kilobytes) || kilobytes === 0 ? null : kilobytes * 1024);
    });
  });
}
