import { readFile } from 'node:fs/promises';
import { residentBytes } from './resident-memory.ts';

/**
 * The most resident memory in bytes that a process has held since it started: the kernel's own mark on Linux (`VmHWM`,
 * proc(5)); elsewhere what it holds now. Null when it is gone or cannot be read.
 */
export async function peakBytes(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return residentBytes(pid);
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
