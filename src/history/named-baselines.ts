import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { withLock } from '../disk/lock.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import { plainJson } from '../value/plain-json.ts';
import { isRunId } from './parquet/decode-history.ts';

/** Names of baselines beside the files they are of, so that they travel together. */
const fileName = 'baselines.json';
const maxBytes = 1024 * 1024;

/** What names of baselines look like. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The names that were given to runs: name to run id. @throws SetupError when the file is damaged */
export function namedBaselines(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, fileName);
  if (!existsSync(file)) return new Map();
  const plain = plainJson(readJsonFile(file, { what: 'list of baselines', maxBytes }));
  const isObject = typeof plain === 'object' && plain !== null && !Array.isArray(plain);
  const entries = isObject ? Object.entries(plain) : [];
  if (!isObject || !entries.every(([name, run]) => namePattern.test(name) && typeof run === 'string' && isRunId(run))) {
    throw new SetupError(
      `${shownPath(file)} is no list of baselines; {"<name>": "<run id>"} was wanted. Remove it and name them again`,
    );
  }
  return new Map(entries as [string, string][]);
}

/** Gives a name to a run, or takes it away. @throws SetupError when the name is no name, or there is none to take away */
export async function nameBaseline(folder: string, name: string, run: string | null): Promise<void> {
  if (!namePattern.test(name)) {
    throw new SetupError(
      `${JSON.stringify(name)} is no name for a baseline: letters, digits, ".", "_" and "-" were wanted, at most 64`,
    );
  }
  await withLock(join(folder, '.baselines.lock'), () => {
    const all = new Map(namedBaselines(folder));
    if (run !== null) all.set(name, run);
    else if (!all.delete(name)) throw new SetupError(`There is no baseline ${JSON.stringify(name)}`);
    writeFileAtomic(join(folder, fileName), `${JSON.stringify(Object.fromEntries([...all].sort()), null, 2)}\n`);
  });
}

/** The run that a name was given to. @throws SetupError when none was */
export function baselineNamed(folder: string, name: string): { readonly name: string; readonly run: string } {
  const all = namedBaselines(folder);
  const run = all.get(name);
  if (run !== undefined) return { name, run };
  throw new SetupError(
    `There is no baseline ${JSON.stringify(name)}${knownWords(name, [...all.keys()])}. Name one: vernier history baseline set ${name} <run>`,
  );
}
