import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

const temporaryFolder = /(?:^|\0)TMPDIR=([^\0]*\/vernier-\w{6})(?:\0|$)/;

/**
 * Kills what a driver left behind outside its process group: a daemon in a session of its own. It is known by the
 * temporary folder in the environment it was born with, which is gone once the driver is. Linux only: elsewhere the
 * environment of a process cannot be read, and a daemon lives on.
 *
 * @returns how many there were
 */
export function killEscaped(): number {
  if (process.platform !== 'linux') return 0;
  const escaped = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && hasEscaped(Number(name)));
  for (const pid of escaped) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  return escaped.length;
}

function hasEscaped(pid: number): boolean {
  if (pid === process.pid) return false;
  let environment: string;
  try {
    environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // Gone, or another user's.
    return false;
  }
  const folder = temporaryFolder.exec(environment)?.[1];
  return folder !== undefined && dirname(folder) === tmpdir() && !existsSync(folder);
}
