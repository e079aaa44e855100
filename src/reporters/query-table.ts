import { columns as inColumns } from './columns.ts';
import type { Line } from './styled.ts';
import { cut, visible } from './visible.ts';

const cellLength = 80;

type Rows = readonly (readonly unknown[])[];

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** The answer of a query as a table. */
export function queryLines(names: readonly string[], rows: Rows): Line[] {
  const cells = rows.map((row) => row.map((cell) => cut(visible(cellText(cell)), cellLength)));
  return inColumns(
    names.map((name) => cut(visible(name), cellLength)),
    cells,
    [],
  );
}

/** As JSON: an array of objects. */
export function queryJson(names: readonly string[], rows: Rows): string {
  const objects = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
  return `${JSON.stringify(objects)}\n`;
}

/** As CSV (RFC 4180). A text that a spreadsheet would run as a formula is given an apostrophe. */
export function queryCsv(names: readonly string[], rows: Rows): string {
  const field = (cell: unknown) => {
    const text = cellText(cell);
    const inert =
      typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  return `${[names, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
