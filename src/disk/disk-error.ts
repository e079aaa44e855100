import { SetupError } from '../base/errors.ts';

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space and run again',
  EDQUOT: 'Your disk quota is used up: free some space and run again',
  EACCES: 'Permission is denied: give your user the right to it, or choose another place',
  EPERM: 'Permission is denied: give your user the right to it, or choose another place',
  EROFS: 'The file system is read-only: choose another place, or mount it writable',
  ENOENT: 'It does not exist: check the path',
  ENOTDIR: 'A part of the path is a file where a folder was wanted: check the path',
  EISDIR: 'It is a folder where a file was wanted: check the path',
  EEXIST: 'A file is where a folder was wanted: move it away, or choose another place',
  ENAMETOOLONG: 'The path is too long for the file system: choose a shorter one',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n) and run again',
  ENFILE: 'Too many files are open on this machine: close some programs and run again',
  ELOOP: 'Its symbolic links go in a circle: check them',
  EIO: 'The disk reports an error: check it before anything else is written to it',
};

/**
 * What a failed disk operation says to people.
 *
 * @param doing the action in the infinitive: `write`, `make the folder`
 */
export function diskError(doing: string, path: string, error: unknown): SetupError {
  const { code, message } = error as NodeJS.ErrnoException;
  const remedy = (code === undefined ? undefined : remedies[code]) ?? message;
  return new SetupError(`Cannot ${doing} "${path}"${code === undefined ? '' : ` (${code})`}. ${remedy}.`, {
    cause: error,
  });
}
