import { writeFileAtomic } from '../disk/atomic-write.ts';
import { removeFile } from '../disk/remove-file.ts';
import { shownPath } from '../disk/shown-path.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import { writeNpz } from '../value/npz/write-npz.ts';
import { ArrayShelf, shelfPath } from './array-shelf.ts';
import { goldenDigest, inputText, outcomeText } from './golden-digest.ts';
import { isTable } from './golden-path.ts';
import { parseGolden } from './parse-golden.ts';
import { parseGoldenTable } from './parse-golden-table.ts';
import { renderGoldenTable } from './render-golden-table.ts';
import type { Acceptance, GoldenFile, GoldenVector } from './vector.ts';

/**
 * Writes a golden file whole or not at all, and its big arrays into the .npz beside it; a table where the name ends in .csv.
 * Its text is read back before it touches the disk, so that no file is written that could not be read.
 *
 * @returns the file as it was written, with its digest
 * @throws SetupError when the file breaks a rule of `parseGolden`, or cannot be written
 */
export function writeGolden(path: string, file: GoldenFile): GoldenFile {
  if (isTable(path)) return writeTable(path, file);
  const shelf = new ArrayShelf();
  const text = renderGolden(file, shelf);
  const arrays = writeNpz(shelf.members);
  const written = parseGolden(text, shownPath(path), () => readNpz(arrays));
  // Should the second write fail, the digest tells that the two files are not of one recording.
  if (shelf.members.size > 0) writeFileAtomic(shelfPath(path), arrays);
  writeFileAtomic(path, text);
  if (shelf.members.size === 0) removeFile(shelfPath(path));
  return written;
}

function writeTable(path: string, file: GoldenFile): GoldenFile {
  const text = renderGoldenTable(file);
  const written = parseGoldenTable(text, shownPath(path));
  writeFileAtomic(path, text);
  return written;
}

/**
 * The one text of a golden file in JSON: keys in the order of the schema, notes, packages and platform by name, vectors in the
 * order they were given, one member of a vector a line, so that a change of an outcome is a change of one line. The
 * digest is computed, not taken over. With a shelf, big arrays are put there and only referred to.
 */
export function renderGolden(file: GoldenFile, shelf?: ArrayShelf): string {
  const { madeBy, recordedAt, recordedFrom, language, languageVersion, packages, platform, retired } = file.provenance;
  const provenance = {
    ...{ madeBy, recordedAt, recordedFrom, language, languageVersion },
    packages: byName(packages),
    platform: byName(platform),
    ...(retired === undefined ? {} : { retired: { at: retired.at, address: retired.address } }),
  };
  const notes = Object.entries(byName(file.notes)).map(([flag, { bugType, description, effect }]) => [
    flag,
    { bugType, description, effect },
  ]);
  const members = [
    ['schema', JSON.stringify(file.schema)],
    ['suite', JSON.stringify(file.suite)],
    ['subject', JSON.stringify(file.subject)],
    ['digest', JSON.stringify(goldenDigest(file))],
    ['provenance', pretty(provenance)],
    ['notes', pretty(Object.fromEntries(notes))],
    [
      'vectors',
      file.vectors.length === 0
        ? '[]'
        : `[\n${file.vectors.map((vector) => renderVector(vector, shelf)).join(',\n')}\n  ]`,
    ],
  ];
  return `{\n${members.map(([key, text]) => `  "${key}": ${text}`).join(',\n')}\n}\n`;
}

function renderVector(vector: GoldenVector, shelf: ArrayShelf | undefined): string {
  const { id, comment, flags, origin, input, outcome, accepted } = vector;
  shelf?.begin(id);
  const lines = [
    `"id": ${JSON.stringify(id)}`,
    `"comment": ${JSON.stringify(comment)}`,
    `"flags": [${flags.map((flag) => JSON.stringify(flag)).join(', ')}]`,
    `"origin": ${JSON.stringify(origin)}`,
    ...(accepted === undefined ? [] : [`"accepted": ${renderAcceptance(accepted)}`]),
    `"input": ${inputText(input, shelf)}`,
    `"outcome": ${outcomeText(outcome, shelf)}`,
  ];
  return `    {\n${lines.map((line) => `      ${line}`).join(',\n')}\n    }`;
}

function renderAcceptance({ by, at, reason, recordedAt, recordedFrom }: Acceptance): string {
  return JSON.stringify({ by, at, reason, recordedAt, recordedFrom });
}

function byName<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pretty(tree: unknown): string {
  return JSON.stringify(tree, null, 2).replaceAll('\n', '\n  ');
}
