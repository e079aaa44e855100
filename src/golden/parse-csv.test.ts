import { describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { parseCsv } from './parse-csv.ts';

const columns = (text: string) => new Map(parseCsv(text, 'table.csv').entries);
const column = (...cells: string[]) => columns(['x', ...cells].map((cell) => `${cell},`).join('\n')).get('x');

describe('a CSV table', () => {
  it('is a map of columns, in order', () => {
    expect([...columns('b,a\r\n1,"two, or ""2"""\r\n3,four\r\n')]).toEqual([
      ['b', [1n, 3n]],
      ['a', ['two, or "2"', 'four']],
    ]);
  });

  it.each<[string, string[], unknown[]]>([
    ['integers of any size', ['1', '-2', '12345678901234567890'], [1n, -2n, 12345678901234567890n]],
    ['floats when one of them is', ['1', '2.5', '1e3', '.5', '5.'], [1, 2.5, 1000, 0.5, 5]],
    [
      'NaN and infinities as Python and JavaScript print them',
      ['nan', 'NaN', 'inf', '-Infinity', '1'],
      [Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1],
    ],
    ['empty cells among numbers', ['1', '""', ' 3 '], [1n, null, 3n]],
    ['text when one cell is no number', ['1', 'two', '""'], ['1', 'two', '']],
    ['text when a number would lose its zeros, or its size', ['007', '1e999'], ['007', '1e999']],
    ['text when every cell is empty', ['""', '""'], ['', '']],
    ['names that JavaScript might stumble over', ['__proto__'], ['__proto__']],
  ])('has columns of %s', (_, cells, values) => {
    expect(column(...cells)).toEqual(values);
  });

  it('may have no rows', () => {
    expect([...columns('a,b\n')]).toEqual([
      ['a', []],
      ['b', []],
    ]);
  });

  it.each([
    ['', /is empty/],
    ['a,a\n1,2', /two columns named "a"/],
    ['a,b\n1,2\n3', /table\.csv is not a CSV table: Invalid Record Length/],
    ['a\n"open', /Quote Not Closed/],
    ['a\n"x"y', /Invalid Closing Quote/],
  ])('%j is refused', (text, why) => {
    expect(() => parseCsv(text, 'table.csv')).toThrow(SetupError);
    expect(() => parseCsv(text, 'table.csv')).toThrow(why);
  });
});
