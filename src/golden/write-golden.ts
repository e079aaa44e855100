import { writeFileAtomic } from '../disk/atomic-write.ts';
import { shownPath } from '../disk/shown-path.ts';
import { goldenDigest, inputText, outcomeText } from './golden-digest.ts';
import { parseGolden } from './parse-golden.ts';
import type { Acceptance, GoldenFile, GoldenVector } from './vector.ts';

/**
 * Writes a golden file whole or not at all. Its text is read back before it touches the disk, so that no file is
 * written that could not be read.
 *
 * @returns the file as it was written, with its digest
 * @throws SetupError when the file breaks a rule of `parseGolden`, or cannot be written
 */
export function writeGolden(path: string, file: GoldenFile): GoldenFile {
  const text = renderGolden(file);
  const written = parseGolden(text, shownPath(path));
  writeFileAtomic(path, text);
  return written;
}

/**
 * The one text of a golden file: keys in the order of the schema, notes, packages and platform by name, vectors in the
 * order they were given, one member of a vector a line, so that a change of an outcome is a change of one line. The
 * digest is computed, not taken over.
 */
export function renderGolden(file: GoldenFile): string {
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
    ['vectors', file.vectors.length === 0 ? '[]' : `[\n${file.vectors.map(renderVector).join(',\n')}\n  ]`],
  ];
  return `{\n${members.map(([key, text]) => `  "${key}": ${text}`).join(',\n')}\n}\n`;
}

function renderVector({ id, comment, flags, origin, input, outcome, accepted }: GoldenVector): string {
  const lines = [
    `"id": ${JSON.stringify(id)}`,
    `"comment": ${JSON.stringify(comment)}`,
    `"flags": [${flags.map((flag) => JSON.stringify(flag)).join(', ')}]`,
    `"origin": ${JSON.stringify(origin)}`,
    ...(accepted === undefined ? [] : [`"accepted": ${renderAcceptance(accepted)}`]),
    `"input": ${inputText(input)}`,
    `"outcome": ${outcomeText(outcome)}`,
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
