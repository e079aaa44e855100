import { SetupError } from '../base/errors.ts';
import { parseJsonText } from '../disk/read-json.ts';
import { argumentsOf } from '../value/arguments.ts';
import { type JsonObject, type JsonTree, ValueSyntaxError } from '../value/json.ts';
import type { Value } from '../value/value.ts';
import { type ColumnType, cellValue, columnTypes } from './column-type.ts';
import { tableRows } from './parse-csv.ts';
import { checkedGolden } from './parse-golden.ts';
import { headColumns } from './render-golden-table.ts';
import type { Acceptance, GoldenFile, GoldenVector, Origin } from './vector.ts';

interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * Reads a golden table as `renderGoldenTable` writes it, under the same rules as the JSON: its schema, every value, the
 * rules of `checkVectors`, the digest.
 *
 * @param shown What the file is called in messages.
 * @throws SetupError that names the file and the place: `golden/statistics/univariate.csv at row 3, column "…"`
 */
export function parseGoldenTable(text: string, shown: string): GoldenFile {
  const comment = /^(?:#[^\n]*\n)+/.exec(text)?.[0] ?? '';
  const head = parseJsonText(comment.replaceAll(/^# ?/gm, ''), shown);
  if (!(head instanceof Map)) throw new SetupError(`${shown} does not begin with the head of a golden table`);
  const [header, ...rows] = tableRows(text.slice(comment.length), shown);
  const columns = readHeader(header ?? [], shown);
  const vectors = rows.map((row, at) => readRow(row, columns, `${shown} at row ${at + 1}`));
  return checkedGolden(head, vectors.map(described), vectors, shown);
}

/** A vector without its values, as the schema of the JSON form sees it. */
function described({ id, comment, flags, origin, accepted }: GoldenVector): JsonTree {
  const members: [string, JsonTree][] = [
    ['id', id],
    ['comment', comment],
    ['flags', [...flags]],
    ['origin', origin],
    ['input', new Map<string, JsonTree>([['args', []]])],
    ['outcome', new Map<string, JsonTree>([['returned', null]])],
  ];
  if (accepted !== undefined) members.push(['accepted', new Map(Object.entries(accepted))]);
  return new Map(members) as JsonObject;
}

function readHeader(header: readonly string[], shown: string): Column[] {
  const missing = headColumns.find((column, at) => header[at] !== column);
  if (missing !== undefined)
    throw new SetupError(`${shown}: a table of golden vectors has the column "${missing}" there`);
  return header.slice(headColumns.length).map((text, at) => {
    const colon = text.lastIndexOf(':');
    const [name, type] = [text.slice(0, colon), text.slice(colon + 1) as ColumnType];
    const known = /^(?:args\.\d{1,3}|kwargs\..+|returned(?:\..+)?)$/s.test(name) && columnTypes.includes(type);
    if (!known || header.indexOf(text) < at + headColumns.length)
      throw new SetupError(
        `${shown}: "${text}" is no column of golden vectors, or stands there twice; wanted is args.0, kwargs.NAME, returned or returned.NAME, a colon and one of ${columnTypes.join(', ')}`,
      );
    return { name, type };
  });
}

function readRow(row: readonly string[], columns: readonly Column[], place: string): GoldenVector {
  const [id, comment, flags, origin, accepted] = row as [string, string, string, Origin, string];
  const args: Value[] = [];
  const kwargs: [Value, Value][] = [];
  const fields: [Value, Value][] = [];
  let whole: Value | undefined;
  columns.forEach(({ name, type }, at) => {
    const value = cellValue(type, row[headColumns.length + at]!);
    if (value === undefined) throw new SetupError(`${place}, column "${name}": there is no ${type}`);
    if (name.startsWith('args.')) {
      if (name !== `args.${args.length}`) throw new SetupError(`${place}: the column args.${args.length} is missing`);
      args.push(value);
    }
    if (name.startsWith('kwargs.')) kwargs.push([name.slice('kwargs.'.length), value]);
    if (name === 'returned') whole = value;
    if (name.startsWith('returned.')) fields.push([name.slice('returned.'.length), value]);
  });
  if ((whole === undefined) === (fields.length === 0))
    throw new SetupError(`${place}: one column "returned", or columns of its fields, were wanted`);
  return {
    id,
    comment,
    flags: flags === '' ? [] : flags.split(' '),
    origin,
    ...(accepted === '' ? {} : { accepted: acceptance(accepted, place) }),
    input: inputOf(args, kwargs, place),
    outcome: { returned: whole ?? dict(fields) },
  };
}

function acceptance(text: string, place: string): Acceptance {
  const tree = parseJsonText(text, `${place}, column "accepted"`);
  // The schema says what is wrong with any other.
  return (tree instanceof Map ? Object.fromEntries(tree) : {}) as unknown as Acceptance;
}

function inputOf(args: Value[], kwargs: [Value, Value][], place: string): GoldenVector['input'] {
  try {
    const entries: [Value, Value][] = [['args', args]];
    if (kwargs.length > 0) entries.push(['kwargs', dict(kwargs)]);
    return argumentsOf(dict(entries));
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    throw new SetupError(`${place}: ${error.message}`, { cause: error });
  }
}

function dict(entries: [Value, Value][]): Value {
  return { kind: 'map', type: 'dict', entries };
}
