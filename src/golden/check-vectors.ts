import { knownWords } from '../base/known-words.ts';
import type { GoldenFile } from './vector.ts';

/** Ids go into file names, shells and reports: nothing in them may need escaping anywhere. */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;

/**
 * What a schema cannot say of a golden file: ids unique (ignoring case, as some file systems do), every flag explained
 * by a note and given once.
 *
 * @returns problems, each `at <JSON Pointer>: …`
 */
export function checkVectors({ notes, vectors }: Pick<GoldenFile, 'notes' | 'vectors'>): string[] {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  vectors.forEach(({ id, flags }, index) => {
    const at = `at /vectors/${index}`;
    const first = seen.get(id.toLowerCase());
    if (first === undefined) seen.set(id.toLowerCase(), index);
    else problems.push(`${at}/id: "${id}" is the id of /vectors/${first} too; ids must differ by more than case`);
    flags.forEach((flag, place) => {
      if (!Object.hasOwn(notes, flag)) {
        problems.push(
          `${at}/flags/${place}: no note explains the flag "${flag}"${knownWords(flag, Object.keys(notes))}`,
        );
      }
      if (flags.indexOf(flag) < place) problems.push(`${at}/flags/${place}: the flag "${flag}" is given twice`);
    });
  });
  return problems;
}
