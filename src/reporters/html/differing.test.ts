import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differing } from './differing.ts';

/** Both texts with brackets around what is marked. */
function marked(a: string, b: string): [string, string] {
  const mark = (text: string, { from, to }: { from: number; to: number }) =>
    `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
  const [one, other] = differing(a, b);
  return [mark(a, one), mark(b, other)];
}

describe('differing', () => {
  it('marks the digits of two numbers from the first that differs', () => {
    expect(marked('0.0010000000000000002', '0.0010000000000731')).toEqual([
      '0.0010000000000[000002]',
      '0.0010000000000[731]',
    ]);
    expect(marked('1.25e-7', '1.26e-7')).toEqual(['1.2[5]e-7', '1.2[6]e-7']);
    expect(marked('123456', '123556')).toEqual(['123[456]', '123[556]']);
  });

  it('marks numbers whole where sign, size or exponent differ', () => {
    expect(marked('1.5', '-1.5')).toEqual(['[1.5]', '[-1.5]']);
    expect(marked('99.5', '100.5')).toEqual(['[99.5]', '[100.5]']);
    expect(marked('1.5e-7', '1.5e-8')).toEqual(['[1.5]e-7', '[1.5]e-8']);
  });

  it('marks what is left of other texts between what they share', () => {
    expect(marked('returned [1.0, 2.0]', 'returned [1.0, 3.0]')).toEqual([
      'returned [1.0, [2].0]',
      'returned [1.0, [3].0]',
    ]);
    expect(marked('', 'x')).toEqual(['[]', '[x]']);
  });

  it('marks nothing of equal texts, and no half of a surrogate pair', () => {
    expect(differing('a', 'a')).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 0 },
    ]);
    expect(marked('\u{1f600}', '\u{1f601}')).toEqual(['[\u{1f600}]', '[\u{1f601}]']);
  });

  it('leaves, of any two texts, the same outside its marks but for numbers', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((words) => !/^-?\d/.test(words));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = differing(a, b);
        expect(a.slice(0, one.from) + a.slice(one.to)).toBe(b.slice(0, other.from) + b.slice(other.to));
      }),
    );
  });
});
