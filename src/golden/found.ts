import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../base/digest.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { parseJsonText } from '../disk/read-json.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { argumentsOf } from '../value/arguments.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonObject, ValueSyntaxError } from '../value/json.ts';
import type { CallArguments } from '../value/outcome.ts';
import { plainJson } from '../value/plain-json.ts';
import { inputText } from './golden-digest.ts';

/** `golden/<suite>/found/<id>.json`: a case that failed once, kept by value, so that it outlives any change of its generator. */
export interface FoundCase {
  readonly schema: 'vernier/found/1';
  /** First 12 hex digits of the digest of subject and input: no case is kept twice, and none can be edited unseen. */
  readonly id: string;
  readonly suite: string;
  readonly subject: string;
  /** What it showed when it was found, for people. */
  readonly modern: string;
  readonly summary: string;
  readonly origin: string;
  /** ISO 8601, UTC. */
  readonly foundAt: string;
  readonly input: CallArguments;
}

const maxBytes = 16 * 1024 * 1024;
/** The most cases that are kept of a suite; each costs its time in every run. */
export const mostFound = 1000;

/** The id of a case with that input. */
export function foundId(subject: string, input: CallArguments): string {
  return sha256(`${subject}\n${inputText(input)}`).slice(0, 12);
}

/** Writes a case into a suite's folder. @throws SetupError when it cannot be written */
export function writeFound(folder: string, found: FoundCase): void {
  const { input, ...head } = found;
  const members = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileAtomic(join(folder, `${found.id}.json`), `{\n${members.join(',\n')},\n  "input": ${inputText(input)}\n}\n`);
}

/**
 * All kept cases of a suite by subject, by id.
 *
 * @param subjects Names of the suite's subjects.
 * @throws SetupError naming file and place: a damaged file, one of another suite or of no subject, one whose values are
 * not those of its id
 */
export function readFound(folder: string, suite: string, subjects: readonly string[]): Map<string, FoundCase[]> {
  const bySubject = new Map<string, FoundCase[]>();
  const names = filesIn(folder);
  if (names.length > mostFound) {
    throw new SetupError(
      `${shownPath(folder)} holds ${names.length} cases; ${mostFound} are the most a run tries first. Delete those that show the same`,
    );
  }
  for (const name of names) {
    const path = join(folder, name);
    const shown = shownPath(path);
    const found = parseFound(readTextFile(path, { what: 'found case', maxBytes }), shown);
    const other = found.suite !== suite ? `suite "${found.suite}"` : null;
    if (other !== null) throw new SetupError(`${shown} at /suite: it is a case of ${other}; move or delete the file`);
    if (!subjects.includes(found.subject)) {
      throw new SetupError(
        `${shown} at /subject: suite "${suite}" has no subject "${found.subject}"${knownWords(found.subject, subjects)}; delete the file if the subject is gone`,
      );
    }
    if (name !== `${found.id}.json`)
      throw new SetupError(`${shown} at /id: a file of this id is called ${found.id}.json`);
    bySubject.set(found.subject, [...(bySubject.get(found.subject) ?? []), found]);
  }
  return bySubject;
}

/** @param shown What the file is called in messages. @throws SetupError naming the place */
export function parseFound(text: string, shown: string): FoundCase {
  const tree = parseJsonText(text, shown);
  const head = tree instanceof Map ? new Map(tree).set('input', tree.has('input') ? new Map() : null) : tree;
  checkArtefact('found-1', plainJson(head), shown);
  const found = { ...(plainJson(head) as FoundCase), input: inputOf((tree as JsonObject).get('input')!, shown) };
  const id = foundId(found.subject, found.input);
  if (id === found.id) return found;
  throw new SetupError(
    `${shown} at /id: the file says ${found.id}, its subject and values give ${id}. It was edited by hand or damaged: restore or delete it`,
  );
}

function inputOf(tree: Parameters<typeof decodeTree>[0], shown: string): CallArguments {
  try {
    return argumentsOf(decodeTree(tree));
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const steps = error.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    throw new SetupError(`${shown} at /input${steps.join('')}: ${error.message}`, { cause: error });
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw diskError('read the folder', folder, error);
  }
}
