import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { syncFolder } from '../disk/atomic-write.ts';
import { withLock } from '../disk/lock.ts';
import { FileFormatError } from '../value/file-format-error.ts';
import { LossError } from '../value/json-npz/loss.ts';
import { type Converted, convert, differenceFrom } from './convert.ts';
import type { FoundPickle } from './find-pickles.ts';
import type { FileMigration, MigrateOptions } from './migration.ts';
import { moveToNew, writeBeside } from './place-file.ts';
import { isTaken, type Taken } from './taken.ts';

const maxBytes = 2 ** 30;

/** Held while a file is migrated: one migration may take back what it placed only if no other counted on it. */
export const lockOf = (file: string) => join(dirname(file), '.vernier-migrate.lock');

/** The file stays as it is; the message says why. */
class Refusal extends Error {}

/**
 * Migrates one pickle. In this order, so that it is whole whenever the process dies: both files are written under names
 * of their own, read back from the disk and compared with the pickle; the `.npz` gets its name, then the `.json`, then the
 * pickle becomes the `.bak`. What a killed run left half-done is recognised by what it holds, and finished.
 *
 * Never throws for what is wrong with one file: the report says it.
 */
export async function migrateFile(found: FoundPickle, options: MigrateOptions): Promise<FileMigration> {
  const { file, names } = found;
  const none = { file, json: null, npz: null, backup: null, wrapped: false, losses: [], lossCount: 0 };
  try {
    if (found.problem !== null) throw new Refusal(found.problem);
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined)
      return {
        ...none,
        ...names,
        npz: lstatSync(names.npz, { throwIfNoEntry: false }) === undefined ? null : names.npz,
        status: 'already',
        reason: null,
      };
    const work = () => migrateRegular(found, options);
    const converted = options.dryRun ? work() : await withLock(lockOf(file), work);
    const { wrapped, losses, lossCount, npz } = converted;
    const status = options.dryRun ? 'would-migrate' : 'migrated';
    return {
      ...none,
      ...names,
      npz: npz === null ? null : names.npz,
      status,
      wrapped,
      losses,
      lossCount,
      reason: null,
    };
  } catch (error) {
    if (error instanceof LossError)
      return { ...none, status: 'lossy', reason: error.message, losses: error.losses, lossCount: error.count };
    return { ...none, status: 'refused', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof FileFormatError || error instanceof SetupError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined) return `It could not be migrated: ${message}`;
  throw error;
}

function migrateRegular({ file, names }: FoundPickle, options: MigrateOptions): Converted {
  const { bytes, stats } = readPickleFile(file);
  const converted = convert(bytes, options);
  const text = Buffer.from(converted.json);
  const wrong = differenceFrom(converted, text, () => converted.npz);
  if (wrong !== null) throw new Refusal(`Read back from memory, ${wrong}`);
  const taken = isTaken(names, converted, bytes);
  if (typeof taken === 'string') throw new Refusal(taken);
  if (!options.dryRun) place(file, names, { converted, text, stats, taken });
  return converted;
}

/** Never through a link, and never more than fits into memory. */
function readPickleFile(file: string): { bytes: Uint8Array; stats: Stats } {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw new Refusal('It is no regular file');
    if (stats.size > maxBytes) throw new Refusal(`It has ${stats.size} bytes; at most ${maxBytes} are read`);
    return { bytes: readFileSync(fd), stats };
  } finally {
    closeSync(fd);
  }
}

interface Placing {
  readonly converted: Converted;
  readonly text: Uint8Array;
  readonly stats: Stats;
  readonly taken: Taken;
}

function place(file: string, names: FoundPickle['names'], { converted, text, stats, taken }: Placing): void {
  const beside: string[] = [];
  const placed: string[] = [];
  const write = (target: string, bytes: Uint8Array) => {
    const name = writeBeside(target, bytes, stats.mode);
    beside.push(name);
    return name;
  };
  const move = (from: string, to: string) => {
    if (!moveToNew(from, to)) throw new Refusal(`Something else took the name "${to}" meanwhile`);
    placed.push(to);
  };
  try {
    const npz = converted.npz === null || taken.npz ? null : write(names.npz, converted.npz);
    const json = taken.json ? null : write(names.json, text);
    const wrong = differenceFrom(converted, readFileSync(json ?? names.json), () =>
      converted.npz === null ? null : readFileSync(npz ?? names.npz),
    );
    if (wrong !== null) throw new Refusal(`Read back from the disk, ${wrong}`);
    if (npz !== null) move(npz, names.npz);
    if (json !== null) move(json, names.json);
    syncFolder(dirname(file));
    if (!isUnchanged(file, stats)) throw new Refusal('It was changed while it was being migrated: run again');
  } catch (error) {
    for (const path of [...beside, ...placed]) rmSync(path, { force: true });
    throw error;
  }
  if (taken.backup) rmSync(file);
  else if (!moveToNew(file, names.backup))
    throw new Refusal(`Something else took the name "${names.backup}" meanwhile`);
  syncFolder(dirname(file));
}

function isUnchanged(file: string, { ino, size, mtimeMs }: Stats): boolean {
  const now = lstatSync(file, { throwIfNoEntry: false });
  return now !== undefined && now.ino === ino && now.size === size && now.mtimeMs === mtimeMs;
}
