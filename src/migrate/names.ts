import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

const endings: readonly string[] = ['.pkl', '.pickle', '.p'];

/** True for the name of a pickle: `.pkl`, `.pickle` or `.p`, in small letters, with something before it. */
export function isPickleName(name: string): boolean {
  return endings.includes(extname(name));
}

/** The files that a pickle becomes. */
export interface Names {
  readonly json: string;
  readonly npz: string;
  readonly backup: string;
}

/**
 * `run.pkl` becomes `run.json`, `run.npz` and `run.pkl.bak`. Where another pickle of the folder has the same stem
 * (`run.pickle`), or had it before it was migrated, they are `run.pkl.json` and `run.pickle.json`.
 */
export function namesOf(file: string, siblings: ReadonlySet<string> = namesIn(dirname(file))): Names {
  const name = basename(file);
  const stem = name.slice(0, -extname(name).length);
  const alike = endings
    .map((ending) => stem + ending)
    .filter((other) => other !== name && (siblings.has(other) || siblings.has(`${other}.bak`)));
  const base = join(dirname(file), alike.length === 0 ? stem : name);
  return { json: `${base}.json`, npz: `${base}.npz`, backup: `${file}.bak` };
}

function namesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder));
}
