import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withGatesTable } from '../scripts/gates-table.ts';
import { lawPage } from '../scripts/law-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
/** A page without its code, where brackets are no links. */
const prose = (name: string) => read(name).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
const pages = ['README.md', 'src/README.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: root })];

describe('the documentation', () => {
  it('states the law as the code does (node scripts/docs.ts writes it)', () => {
    expect(read('docs/law-of-comparison.md')).toBe(lawPage());
  });

  it('prints the situations that the gates are tested with', () => {
    expect(read('docs/gates.md')).toBe(withGatesTable(read('docs/gates.md')));
  });

  it('links only to what is there, and README links every page', () => {
    const dead = pages.flatMap((page) =>
      [...prose(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)]
        .map((match) => match[1]!)
        .filter((link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(page), link)))
        .map((link) => `${page} links ${link}`),
    );
    expect(dead).toEqual([]);
    const unlinked = globSync('docs/*.md', { cwd: root }).filter((page) => !read('README.md').includes(`(${page})`));
    expect(unlinked).toEqual([]);
  });

  it('gives the two commands that set everything up', () => {
    expect(read('README.md')).toContain('npm ci && npx vernier run expression');
    expect(read('README.md')).toContain('npm ci && npm test');
  });
});
