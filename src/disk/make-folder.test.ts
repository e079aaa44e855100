import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('makeFolder()', () => {
  const root = mkdtempSync(join(tmpdir(), 'vernier-folder-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes what is missing, and minds nothing that is there', () => {
    const path = join(root, 'a', 'b ü', 'c');
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('says what is in the way', () => {
    writeFileSync(join(root, 'file'), '');
    symlinkSync('nowhere', join(root, 'dangling'));
    expect(() => makeFolder(join(root, 'file'))).toThrow('EEXIST');
    expect(() => makeFolder(join(root, 'file', 'a', 'b'))).toThrow('ENOTDIR');
    expect(() => makeFolder(join(root, 'dangling', 'a', 'b'))).toThrow(/EEXIST|ENOENT/);
  });

  it.runIf(process.platform === 'linux')('comes back where the system makes no folders', () => {
    expect(() => makeFolder('/proc/vernier/reports')).toThrow('ENOENT');
  });
});
