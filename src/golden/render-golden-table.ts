import { SetupError } from '../base/errors.ts';
import type { Value } from '../value/value.ts';
import { type ColumnType, cellText, columnTypeOf } from './column-type.ts';
import { goldenDigest } from './golden-digest.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';

/** The columns that every golden table begins with. */
export const headColumns: readonly string[] = ['id:str', 'comment:str', 'flags:str', 'origin:str', 'accepted:str'];

/**
 * The text of a golden file as a table: all but the vectors as JSON in comment lines, then CSV (RFC 4180) with a vector a
 * row. Columns are typed in the header: `kwargs.x:float`, `args.0:str`, `returned:float` or, for a dict,
 * `returned.mean:float`. Flags are between blanks, an acceptance is JSON. The digest is that of the same vectors in JSON.
 *
 * @throws SetupError for vectors that do not fit: another shape or type in one row than in another, an outcome that is an
 *   error, a value that no column type holds
 */
export function renderGoldenTable(file: GoldenFile): string {
  const { schema, suite, subject, provenance, notes, vectors } = file;
  const head = { schema, suite, subject, digest: goldenDigest(file), provenance, notes };
  const rows = vectors.map((vector) => cellsOf(vector, `${suite}/${subject} at vector "${vector.id}"`));
  const header = [...headColumns, ...(rows[0]?.columns ?? [])];
  rows.forEach(({ columns }, at) => {
    if (columns.join() === rows[0]!.columns.join()) return;
    throw notTabular(
      `${suite}/${subject} at vector "${vectors[at]!.id}"`,
      `has the columns ${columns.join(', ')} where the first vector has ${rows[0]!.columns.join(', ')}`,
    );
  });
  const comment = JSON.stringify(head, null, 2).replaceAll(/^/gm, '# ');
  return `${[comment, ...[header, ...rows.map(({ cells }) => cells)].map(csvLine)].join('\n')}\n`;
}

function cellsOf(vector: GoldenVector, place: string): { columns: string[]; cells: string[] } {
  const { id, comment, flags, origin, accepted, input, outcome } = vector;
  if (!('returned' in outcome)) throw notTabular(place, 'has an error as its outcome');
  const { returned } = outcome;
  const values: [string, Value][] = [
    ...input.args.map((value, at): [string, Value] => [`args.${at}`, value]),
    ...Object.entries(input.kwargs).map(([name, value]): [string, Value] => [`kwargs.${name}`, value]),
    ...(fieldsOf(returned)?.map(([name, value]): [string, Value] => [`returned.${name}`, value]) ?? [
      ['returned', returned] as [string, Value],
    ]),
  ];
  const types = values.map(([name, value]): ColumnType => {
    const type = columnTypeOf(value);
    if (type === null) throw notTabular(place, `has a value at ${name} that no column holds`);
    return type;
  });
  const review = accepted === undefined ? '' : JSON.stringify(accepted);
  return {
    columns: values.map(([name], at) => `${name}:${types[at]}`),
    cells: [id, comment, flags.join(' '), origin, review, ...values.map(([, value]) => cellText(value))],
  };
}

/** The entries of a dict with names as keys; null for every other value. */
function fieldsOf(value: Value): [string, Value][] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value.kind !== 'map' || value.type !== 'dict' || value.entries.length === 0) return null;
  return value.entries.every(([key]) => typeof key === 'string') ? (value.entries as [string, Value][]) : null;
}

function notTabular(place: string, why: string): SetupError {
  return new SetupError(`${place} ${why}: it does not fit into a table. Leave "table" out of vectors.ts to keep JSON`);
}

function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n#]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
