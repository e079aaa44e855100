import { rmSync } from 'node:fs';
import { diskError } from './disk-error.ts';
import { shownPath } from './shown-path.ts';

/** Removes a file if it is there. @throws SetupError when it cannot be removed */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw diskError('remove', shownPath(path), error);
  }
}
