import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess } from './running-process.ts';
import { makeScratchFolder, removeScratchFolder, sweepScratchFolders } from './scratch-folder.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'vernier-disk-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** A process that was here and is gone: its number, and a start that no other process has. */
const gone = () => ({ ...thisProcess(), pid: spawnSync('true').pid, started: 'long ago' });

const ownerOf = (folder: string) => join(parent, `.${basename(folder)}.owner`);

function folderOf(name: string, owner: unknown): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'left behind'), 'x');
  if (owner !== undefined) writeFileSync(ownerOf(folder), JSON.stringify(owner));
  return folder;
}

describe('sweepScratchFolders()', () => {
  it('removes what a killed process left, and what is in it', () => {
    const folders = [folderOf('vernier-aaaaaa', gone()), folderOf('vernier-exec-bbbbbb', gone())];
    expect(sweepScratchFolders(parent)).toBe(2);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
    expect(sweepScratchFolders(parent)).toBe(0);
  });

  it('knows a process from a later one with its number', () => {
    folderOf('vernier-aaaaaa', { ...thisProcess(), started: 'before the last boot' });
    expect(sweepScratchFolders(parent)).toBe(1);
  });

  it.each<[string, () => unknown]>([
    ['of a process that runs', () => thisProcess()],
    ['of another machine', () => ({ ...gone(), host: 'elsewhere' })],
    ['that nobody owns', () => undefined],
    ['of something else', () => ({ pid: 1 })],
    ['with a hostile number', () => ({ ...gone(), pid: -1 })],
    ['with a hostile owner', () => null],
  ])('leaves a folder %s', (_name, owner) => {
    const folder = folderOf('vernier-aaaaaa', owner());
    expect(sweepScratchFolders(parent)).toBe(0);
    expect(existsSync(join(folder, 'left behind'))).toBe(true);
  });

  it('leaves other names, follows no link, and minds no folder that is not there', () => {
    const other = folderOf('vernier-append-aaaaaa', gone());
    symlinkSync(other, join(parent, 'vernier-aaaaaa'));
    writeFileSync(join(parent, '.vernier-aaaaaa.owner'), JSON.stringify(gone()));
    const linked = folderOf('vernier-bbbbbb', undefined);
    symlinkSync(ownerOf(other), ownerOf(linked));
    const full = folderOf('vernier-cccccc', gone());
    symlinkSync(other, join(full, 'link'));
    expect(sweepScratchFolders(parent)).toBe(1);
    expect(existsSync(join(other, 'left behind'))).toBe(true);
    expect(existsSync(linked)).toBe(true);
    expect(sweepScratchFolders(join(parent, 'none'))).toBe(0);
  });
});

describe('makeScratchFolder()', () => {
  it('makes a folder that no sweep takes while its owner runs', async () => {
    const folder = makeScratchFolder('vernier-');
    try {
      sweepScratchFolders(tmpdir());
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      await removeScratchFolder(folder);
    }
    expect(readdirSync(tmpdir()).filter((name) => name.includes(basename(folder)))).toEqual([]);
  });
});
