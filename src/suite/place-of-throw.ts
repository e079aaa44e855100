import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shownPath } from '../disk/shown-path.ts';

/**
 * The innermost place of the project's own code in the stack of what was thrown: `suites/expression/suite.ts:12:7`; null
 * where there is none.
 */
export function placeOfThrow(thrown: unknown, root: string): string | null {
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
  for (const [, location, line, column] of stack.matchAll(/(file:\/\/\S+?|\/[^():\n]+):(\d+)(?::(\d+))?(?=\)|\n|$)/g)) {
    const path = location!.startsWith('file:') ? fileURLToPath(location!.replace(/[?#].*$/, '')) : location!;
    if (!path.startsWith(root + sep) || path.includes(`${sep}node_modules${sep}`)) continue;
    return [shownPath(path), line, ...(column === undefined ? [] : [column])].join(':');
  }
  return null;
}
