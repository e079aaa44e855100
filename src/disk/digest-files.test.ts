import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestFiles } from './digest-files.ts';

function rootWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'vernier-digest-'));
  mkdirSync(join(root, 'sub'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return root;
}

it('digestFiles() depends on names and bytes, not on order or root', () => {
  const files = { 'a.py': 'one', 'sub/b.py': 'two' };
  const digest = digestFiles(rootWith(files), ['a.py', 'sub/b.py']);
  expect(digestFiles(rootWith(files), ['sub/b.py', 'a.py'])).toBe(digest);
  expect(digestFiles(rootWith({ ...files, 'a.py': 'One' }), ['a.py', 'sub/b.py'])).not.toBe(digest);
  expect(digestFiles(rootWith({ 'a.py': 'two', 'sub/b.py': 'one' }), ['a.py', 'sub/b.py'])).not.toBe(digest);
  expect(() => digestFiles(rootWith({}), ['x'])).toThrow(/Cannot read .*x" \(ENOENT\)/);
});
