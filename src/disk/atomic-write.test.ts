import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { writeFileAtomic } from './atomic-write.ts';
import { inChild } from './fixtures/in-child.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-disk-'));
});

describe('writeFileAtomic', () => {
  it('makes folders on the way and leaves nothing beside the file', () => {
    const path = join(folder, 'a/b/c.json');
    writeFileAtomic(path, 'é\n');
    writeFileAtomic(path, Uint8Array.of(1, 2));
    expect([...readFileSync(path)]).toEqual([1, 2]);
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.json']);
  });

  it('writes every byte when the system takes three at a time', () => {
    const path = join(folder, 'x');
    writeFileAtomic(path, 'eleven bytes', takingAtMost(3));
    expect(readFileSync(path, 'utf8')).toBe('eleven bytes');
  });

  it('keeps the old file and leaves nothing behind when the disk fills up', () => {
    const path = join(folder, 'x');
    writeFileAtomic(path, 'old');
    const full = () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    expect(() => writeFileAtomic(path, 'new', full)).toThrow(
      new SetupError(`Cannot write "${path}" (ENOSPC). The disk is full: free some space and run again.`),
    );
    expect(() => writeFileAtomic(path, 'new', () => 0)).toThrow('EIO');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('does the same under a real limit on the size of files', () => {
    const path = join(folder, 'x');
    writeFileAtomic(path, 'old');
    const code = `m.writeFileAtomic(${JSON.stringify(path)}, Buffer.alloc(1e6))`;
    const { command, args } = inChild('atomic-write.ts', code);
    const done = spawnSync('bash', ['-c', 'ulimit -f 100; exec "$@"', '-', command, ...args], { encoding: 'utf8' });
    expect(done.stderr).toMatch(/SetupError: Cannot write .* \(EFBIG\)/);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('says what is in the way', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => writeFileAtomic(join(file, 'x'), '')).toThrow(/Cannot write .*file\/x" \((ENOTDIR|EEXIST)\)/);
    expect(() => writeFileAtomic(folder, '')).toThrow(/\((EISDIR|ENOTEMPTY|EEXIST)\)/);
    expect(() => writeFileAtomic(join(folder, 'n'.repeat(300)), '')).toThrow('ENAMETOOLONG');
  });

  it('writes a file whose name is as long as the file system allows', () => {
    writeFileAtomic(join(folder, 'é'.repeat(127)), 'x');
    expect(readdirSync(folder)).toEqual(['é'.repeat(127)]);
  });

  it('keeps the mode of the file and the symbolic link to it', () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    chmodSync(file, 0o751);
    symlinkSync(file, link);
    writeFileAtomic(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o751);
  });

  it('never shows a reader half a file while processes race', async () => {
    const path = join(folder, 'x');
    writeFileAtomic(path, 'a'.repeat(100_000));
    const writers = ['b', 'c', 'd'].map((letter) => {
      const code = `for (let n = 0; n < 30; n++) m.writeFileAtomic(${JSON.stringify(path)}, '${letter}'.repeat(100000))`;
      const { command, args } = inChild('atomic-write.ts', code);
      return spawn(command, args, { stdio: 'inherit' });
    });
    const ended = Promise.all(writers.map((writer) => once(writer, 'exit')));
    let running = true;
    void ended.then(() => {
      running = false;
    });
    while (running) {
      expect(readFileSync(path, 'utf8')).toMatch(/^(a{100000}|b{100000}|c{100000}|d{100000})$/);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await ended).map(([code]) => code)).toEqual([0, 0, 0]);
    expect(readdirSync(folder)).toEqual(['x']);
  });
});

function takingAtMost(count: number) {
  const taken = (fd: number, bytes: Uint8Array, offset: number, length: number) => {
    const some = bytes.subarray(offset, offset + Math.min(count, length));
    writeFileSync(fd, some);
    return some.length;
  };
  return taken;
}
