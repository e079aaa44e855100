import { float64Array, typedElements } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';

/** What the cells of a column of a golden table are; stands in the header behind the name: `rss:float`. */
export type ColumnType = 'str' | 'int' | 'float' | 'bool' | 'float64[]';

export const columnTypes: readonly ColumnType[] = ['str', 'int', 'float', 'bool', 'float64[]'];

const integerForm = /^(?:0|-?[1-9]\d{0,999})$/;
const floatForm = /^(?:-?(?:(?:0|[1-9]\d{0,308})(?:\.\d{1,400})?(?:e[+-]?\d{1,3})?|inf)|nan)$/;

/** The type of the column that a value goes into; null when no table holds it. */
export function columnTypeOf(value: Value): ColumnType | null {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  const isArray = typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray';
  return isArray && value.dtype === '<f8' && value.shape.length === 1 ? 'float64[]' : null;
}

/** The text of a cell: floats with the fewest digits that come back as they were, elements of an array between blanks. */
export function cellText(value: Value): string {
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray')
    return Array.from(typedElements(value) as Float64Array, floatText).join(' ');
  return String(value);
}

/** The value of a cell; undefined when the text says none of that type, or it is written otherwise than `cellText` does. */
export function cellValue(type: ColumnType, text: string): Value | undefined {
  switch (type) {
    case 'str':
      return text;
    case 'int':
      return integerForm.test(text) ? BigInt(text) : undefined;
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'float':
      return floatOf(text);
    case 'float64[]': {
      const elements = text === '' ? [] : text.split(' ').map(floatOf);
      return elements.includes(undefined) ? undefined : float64Array(elements as number[]);
    }
  }
}

function floatText(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  return Object.is(x, -0) ? '-0' : String(x);
}

function floatOf(text: string): number | undefined {
  if (!floatForm.test(text)) return undefined;
  if (text === 'nan') return Number.NaN;
  if (text.endsWith('inf')) return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
