import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundPickle } from './find-pickles.ts';
import { lockOf } from './migrate-file.ts';

/** As `temporaryName` makes them: the target's name, the process and a random part. */
const temporary = /^\.(.+)\.(\d+)\.[0-9a-f]{12}\.tmp$/s;

/** Removes what a killed migration wrote beside its targets and never gave a name. */
export function clearLeftovers(found: readonly FoundPickle[]): void {
  const targets = new Set(found.flatMap(({ file, names }) => [names.json, names.npz, lockOf(file)]));
  for (const folder of new Set(found.map(({ file }) => dirname(file)))) {
    for (const name of readdirSync(folder)) {
      const match = temporary.exec(name);
      if (match === null || !isGone(Number(match[2]))) continue;
      if (targets.has(join(folder, match[1] as string))) rmSync(join(folder, name), { force: true });
    }
  }
}

function isGone(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
