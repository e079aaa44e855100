import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtomicFile } from './atomic-file.ts';

describe('AtomicFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atomic-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is there as a whole, or not at all', () => {
    const path = join(folder, 'below', 'a.bin');
    const file = new AtomicFile(path);
    file.append(Buffer.from('one '));
    file.append(Buffer.from('two'));
    expect(readdirSync(join(folder, 'below')).filter((name) => !name.startsWith('.'))).toEqual([]);
    expect(file.commit()).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('one two');
    const other = new AtomicFile(join(folder, 'below', 'b.bin'));
    other.append(Buffer.from('x'));
    other.abandon();
    expect(readdirSync(join(folder, 'below'))).toEqual(['a.bin']);
  });

  it('never replaces a file, even one that came while it was written', () => {
    const path = join(folder, 'a.bin');
    const file = new AtomicFile(path);
    file.append(Buffer.from('mine'));
    writeFileSync(path, 'theirs');
    expect(file.commit()).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });

  it('names the path when it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => new AtomicFile(join(folder, 'file', 'a.bin'))).toThrow(/file/);
  });
});
