import { isAbsolute, relative, sep } from 'node:path';

/** A path as it is shown to people: relative to the working folder when it lies in it, else absolute; `/` between steps. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const near = relative(from, path);
  const inside = near !== '' && near !== '..' && !near.startsWith(`..${sep}`) && !isAbsolute(near);
  return (inside ? near : path).replaceAll(sep, '/');
}
