import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a run depends on: code, data and lock files. */
const endings = /\.(ts|mts|cts|js|mjs|cjs|py|json|txt)$/;
const skipped = new Set(['node_modules', '__pycache__']);

/**
 * The files of a suite that its digest covers: code, JSON and text in its folder and below, relative to it, `/` between
 * steps, sorted. Hidden folders and installed packages are left out; a link is followed once.
 */
export function suiteFiles(folder: string): string[] {
  const files: string[] = [];
  const seen = new Set<string>();
  const walk = (below: string) => {
    const here = join(folder, below);
    const real = realpathSync(here);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of readdirSync(here)) {
      if (name.startsWith('.') || skipped.has(name)) continue;
      const path = below === '' ? name : `${below}/${name}`;
      const stats = statSync(join(folder, path), { throwIfNoEntry: false });
      if (stats?.isDirectory()) walk(path);
      else if (stats?.isFile() && endings.test(name)) files.push(path);
    }
  };
  walk('');
  return files.sort();
}
