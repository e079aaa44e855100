import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { diskError } from './disk-error.ts';

/**
 * One digest of many files: of their names and bytes, whatever order they are given in and wherever the root lies.
 *
 * @param paths relative to the root, `/` between folders
 * @throws SetupError when one cannot be read
 */
export function digestFiles(root: string, paths: Iterable<string>): string {
  return sha256(canonicalJson(Object.fromEntries([...paths].map((path) => [path, digestFile(join(root, path))]))));
}

/** The SHA-256 of a file's bytes, in hex. @throws SetupError when it cannot be read */
export function digestFile(path: string): string {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    throw diskError('read', path, error);
  }
}
