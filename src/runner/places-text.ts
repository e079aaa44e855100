import { SetupError } from '../base/errors.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import { plainJson } from '../value/plain-json.ts';
import type { ShardPlaces } from './recall.ts';

const mostBytes = 512 * 1024 * 1024;

/** `places.json` of a shard. JSON has no token for an infinity: it stands as its name. */
export function placesText(places: ShardPlaces): string {
  const plain = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(places, plain)}\n`;
}

/** Reads it back. @throws SetupError when it is missing or none */
export function readPlaces(path: string): ShardPlaces {
  const plain = plainJson(readJsonFile(path, { what: 'figures of a shard', maxBytes: mostBytes }));
  checkArtefact('places-1', plain, shownPath(path));
  return revived(plain) as ShardPlaces;
}

function revived(value: unknown): unknown {
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== 'object') return value;
  const names = ['suite', 'subject', 'modern', 'key', 'path', 'schema', 'runId'];
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, names.includes(key) ? item : revived(item)]),
  );
}

/** @throws SetupError when the file is of another run */
export function placesOfRun(path: string, runId: string): ShardPlaces {
  const places = readPlaces(path);
  if (places.runId === runId) return places;
  throw new SetupError(`${shownPath(path)} is of run ${places.runId}, its journal of ${runId}: do not mix their files`);
}
