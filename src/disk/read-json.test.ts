import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJsonFile } from './read-json.ts';
import { shownPath } from './shown-path.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const limits = { what: 'waiver file', maxBytes: 1000 };

function reading(content: string | Uint8Array): unknown {
  const path = join(folder, 'a.json');
  writeFileSync(path, content);
  return readJsonFile(path, limits);
}

describe('readJsonFile', () => {
  it('reads UTF-8, with a byte order mark or without', () => {
    expect(reading('["é"]')).toEqual(['é']);
    expect(reading('\ufeff["é"]')).toEqual(['é']);
  });

  it.each<[string, Uint8Array, number, number]>([
    ['a Latin-1 letter', Buffer.from([0x0a, 0x22, 0xe9, 0x22]), 2, 2],
    ['a cut character at the end', Buffer.from([0x22, 0x61, 0xe2, 0x82]), 2, 1],
    ['an overlong form', Buffer.from([0xc0, 0xaf]), 0, 1],
    ['a surrogate', Buffer.from([0x22, 0x0a, 0x0a, 0xed, 0xa0, 0x80]), 3, 3],
  ])('names the place of %s', (_, bytes, byte, line) => {
    expect(() => reading(bytes)).toThrow(`is not UTF-8: its byte ${byte} (line ${line})`);
  });

  it('names line and column of what is no JSON', () => {
    expect(() => reading('{\n  "a": 1,\n  "b": tru\n}')).toThrow(/a\.json at line 3, column 8: .*wanted a value/);
    expect(() => reading('  \n')).toThrow(/a\.json is empty; JSON was wanted/);
  });

  it('refuses a large file before it reads it', () => {
    expect(() => reading(' '.repeat(1001))).toThrow(/The waiver file .*a\.json has 1001 bytes; at most 1000 are read/);
  });

  it('does not wait for a pipe', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(() => readJsonFile(path, limits)).toThrow(/pipe is not a file; a waiver file was wanted there/);
  });
});

describe('shownPath', () => {
  it.each([
    ['/p/suites/a.ts', '/p', 'suites/a.ts'],
    ['/p', '/p', '/p'],
    ['/q/a.ts', '/p', '/q/a.ts'],
    ['/p..x/a.ts', '/p', '/p..x/a.ts'],
    ['/p/..x/a.ts', '/p', '..x/a.ts'],
  ])('shows %s from %s as %s', (path, from, shown) => {
    expect(shownPath(path, from)).toBe(shown);
  });
});
