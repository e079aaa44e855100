import { tellGuardian } from './guardian.ts';

/** Process groups that Vernier started and that still live. */
const groups = new Set<number>();

export function addGroup(pid: number): void {
  groups.add(pid);
  tellGuardian(groups, `+ ${pid}`);
}

export function removeGroup(pid: number): void {
  if (groups.delete(pid)) tellGuardian(groups, `- ${pid}`);
}

/** Sends a signal to a whole process group; one that is gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone, or it never came to be.
  }
}

/**
 * Kills every process that Vernier started, at once and without waiting: for the end of Vernier itself, on a signal or
 * on a fault of its own.
 */
export function killAllChildren(): void {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  for (const pid of [...groups]) removeGroup(pid);
}
