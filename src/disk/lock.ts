import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { temporaryName } from './atomic-write.ts';
import { diskError } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';
import { isGone, type ProcessMark, thisProcess } from './running-process.ts';

export interface LockOptions {
  /** How long to wait for the holder, in milliseconds; a minute by default. */
  readonly timeoutMs?: number;
  /** Told once, when there is somebody to wait for: `process 1234`. */
  readonly onWaiting?: (holder: string) => void;
  readonly clock?: Clock;
}

interface Holder extends ProcessMark {
  /** Different each time a lock is taken. */
  readonly token: string;
}

const firstPauseMs = 5;
const longestPauseMs = 100;

/**
 * Does some work while no other process does work under the same path; within one process too, so it must not be
 * nested on one path. The lock is a small file that exists exactly while it is held; one whose holder was killed is
 * recognised by the holder's process number and start time, and broken.
 *
 * @throws SetupError when the wait is too long, naming the holder, or the file cannot be made
 */
export async function withLock<T>(path: string, work: () => T | Promise<T>, options: LockOptions = {}): Promise<T> {
  makeFolderFor(dirname(path));
  const mine: Holder = { ...thisProcess(), token: randomBytes(8).toString('hex') };
  await waitFor(path, mine, options);
  try {
    return await work();
  } finally {
    // Somebody may have removed the file by hand, and another process taken the lock since.
    if (holderOf(path)?.token === mine.token) rmSync(path, { force: true });
  }
}

async function waitFor(path: string, mine: Holder, options: LockOptions): Promise<void> {
  const { timeoutMs = 60_000, onWaiting, clock = systemClock } = options;
  const start = clock.ms();
  let told = false;
  for (let pause = firstPauseMs; !tryLock(path, mine); pause = Math.min(pause * 2, longestPauseMs)) {
    const holder = holderOf(path);
    if (holder !== undefined && clock.ms() - start > timeoutMs) throw new SetupError(tooLong(path, holder, timeoutMs));
    if (holder !== undefined && !told) {
      onWaiting?.(inWords(holder));
      told = true;
    }
    await sleep(pause);
  }
}

/**
 * Takes the lock if it is free or its holder is dead.
 *
 * A dead holder's file may only be removed by one process, and only while it is still that file: otherwise two waiting
 * processes could both see it, the first break it and take the lock, and the second remove the first one's. So breaking
 * is itself done under a lock, named after the dead holder's token, that is taken in this same way.
 */
function tryLock(path: string, mine: Holder): boolean {
  if (create(path, mine)) return true;
  const holder = holderOf(path);
  if (holder === undefined || !isGone(holder)) return false;
  const breaking = `${path}.${holder.token.slice(0, 8)}`;
  if (!tryLock(breaking, mine)) return false;
  if (holderOf(path)?.token === holder.token) rmSync(path, { force: true });
  rmSync(breaking, { force: true });
  return create(path, mine);
}

/** Makes the file with its contents in one step, which only one process can; false when it is there already. */
function create(path: string, mine: Holder): boolean {
  const beside = temporaryName(path);
  try {
    writeFileSync(beside, JSON.stringify(mine), { flag: 'wx' });
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw diskError('take the lock', path, error);
  } finally {
    rmSync(beside, { force: true });
  }
}

function makeFolderFor(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw diskError('make the folder', folder, error);
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupError(`"${path}" is not a lock of Vernier or cannot be read. Remove it and run again.`, {
      cause: error,
    });
  }
}

function inWords(holder: Holder): string {
  const here = thisProcess();
  if (holder.host !== here.host) return `process ${holder.pid} on ${JSON.stringify(holder.host)}`;
  return holder.pid === here.pid ? 'this process' : `process ${holder.pid}`;
}

function tooLong(path: string, holder: Holder, timeoutMs: number): string {
  const away = holder.host === thisProcess().host ? '' : ` If that machine or container is gone, remove "${path}".`;
  const waited = `Waited ${Math.round(timeoutMs / 1000)} s for ${inWords(holder)}, which holds "${path}"`;
  return `${waited}. Wait until it is done, or end it, and run again.${away}`;
}
