/**
 * The modern side in TypeScript: the same JSON and NPZ files as the Python one, read and written by Vernier's own code, and
 * pickles read without running them.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BytesValue, readPickle, type Value } from 'vernier';
import { DiskFull, load, save } from './modern/files.ts';
import { exchange } from './modern/partner.ts';

export function roundtrip(value: Value): Value {
  return inFolder((folder) => {
    save(join(folder, 'value'), value);
    return load(join(folder, 'value'));
  });
}

/** TypeScript writes, Python reads and writes, TypeScript reads. */
export async function cross(value: Value): Promise<Value> {
  const folder = temporaryFolder();
  try {
    save(join(folder, 'here'), value);
    await exchange(join(folder, 'here'), join(folder, 'there'));
    return load(join(folder, 'there'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function unpickle(data: BytesValue): Value {
  return readPickle(data.data);
}

export function failure(before: Value, after: Value, room: number | null): Value {
  return inFolder((folder) => {
    const base = join(folder, 'value');
    save(base, before);
    const saved = savedOn(base, after, room);
    const loaded = load(base);
    const needed = readdirSync(folder).includes('value.npz') && holdsArray(loaded) ? 2 : 1;
    const left = readdirSync(folder).sort().slice(needed);
    return {
      kind: 'map',
      type: 'dict',
      entries: [
        ['saved', saved],
        ['loaded', loaded],
        ['left', left],
      ],
    };
  });
}

function savedOn(base: string, value: Value, room: number | null): boolean {
  try {
    save(base, value, room);
    return true;
  } catch (error) {
    if (error instanceof DiskFull) return false;
    throw error;
  }
}

function holdsArray(value: Value): boolean {
  if (Array.isArray(value)) return value.some(holdsArray);
  if (typeof value !== 'object' || value === null) return false;
  return value.kind === 'ndarray' || (value.kind === 'map' && value.entries.some(([, inner]) => holdsArray(inner)));
}

const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'serialization-'));

function inFolder<T>(work: (folder: string) => T): T {
  const folder = temporaryFolder();
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
