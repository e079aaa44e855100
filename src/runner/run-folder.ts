import { randomBytes } from 'node:crypto';
import { diskError } from '../disk/disk-error.ts';
import { makeFolder } from '../disk/make-folder.ts';

/** Sorts by time, and two runs of one moment do not clash: `2026-11-20T06-33-12-345Z-5f3a1c`. */
export function newRunId(now: Date): string {
  return `${now.toISOString().slice(0, 23).replaceAll(/[:.]/g, '-')}Z-${randomBytes(3).toString('hex')}`;
}

/**
 * Makes the folder of a run. Before anything runs: nobody wants to hear at the end that nothing could be written.
 *
 * @throws SetupError when it cannot be made
 */
export function makeRunFolder(folder: string): string {
  try {
    makeFolder(folder);
    return folder;
  } catch (error) {
    throw diskError('make the folder for reports', folder, error);
  }
}
