import { CsvError, parse } from 'csv-parse/sync';
import { SetupError } from '../base/errors.ts';
import type { MapValue, Value } from '../value/value.ts';

const integerForm = /^[+-]?(?:0|[1-9]\d{0,999})$/;
/** A leading zero (`007`) makes a text: as a number it would lose what it says. */
const floatForm = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,5})?$/;
const specials = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
]);

/**
 * A CSV text (RFC 4180: commas, double quotes, a header row) as a map of columns, each a list with one type: integers
 * when all its cells are whole numbers, floats when all are numbers (`nan`, `inf` and `Infinity` among them), otherwise
 * strings. An empty cell of a column of numbers is null.
 *
 * @param shown What the file is called in messages.
 * @throws SetupError for a text that is no table: an open quote, a row of another length, a column named twice
 */
export function parseCsv(text: string, shown: string): MapValue {
  const [header, ...rows] = tableRows(text, shown);
  if (header === undefined) throw new SetupError(`${shown} is empty; a CSV table with a header row was wanted`);
  const twice = header.find((name, column) => header.indexOf(name) < column);
  if (twice !== undefined)
    throw new SetupError(
      `${shown} has two columns named ${JSON.stringify(twice)}; every column needs a name of its own`,
    );
  const columns = header.map((name, column): [Value, Value] => [name, columnOf(rows.map((row) => row[column]!))]);
  return { kind: 'map', type: 'dict', entries: columns };
}

/**
 * The rows of a CSV text, the header among them, as they are written; every row has as many cells.
 *
 * @throws SetupError for a text that is no table
 */
export function tableRows(text: string, shown: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true, max_record_size: 2 ** 24 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SetupError(`${shown} is not a CSV table: ${error.message}`, { cause: error });
  }
}

function columnOf(cells: readonly string[]): Value[] {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return [...cells];
  if (filled.every((cell) => integerForm.test(cell))) return cells.map((cell) => orNull(cell, BigInt));
  if (filled.every((cell) => floatOf(cell) !== null)) return cells.map((cell) => orNull(cell, floatOf));
  return [...cells];
}

function orNull(cell: string, read: (text: string) => Value): Value {
  const text = cell.trim();
  return text === '' ? null : read(text.replace(/^\+/, ''));
}

/** The number that a cell says, or null when it says none or one that binary64 cannot hold. */
function floatOf(text: string): number | null {
  const special = specials.get(text.toLowerCase().replace(/^[+-]/, ''));
  if (special !== undefined) return text.startsWith('-') ? -special : special;
  const value = floatForm.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
