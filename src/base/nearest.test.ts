import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

const known = ['rtol', 'atol', 'equalNan', 'signedZero', 'deadlineMs'];

describe('nearest', () => {
  it.each([
    ['rtoll', 'rtol', 'one letter too many'],
    ['deadlinems', 'deadlineMs', 'case does not count'],
    ['equlaNan', 'equalNan', 'two letters swapped'],
    ['signdZero', 'signedZero', 'a letter left out'],
  ])('takes %s for %s: %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it('does not guess when nothing is near', () => {
    expect(nearest('banana', known)).toBeNull();
    expect(nearest('x'.repeat(1_000_000), known)).toBeNull();
  });

  it('finds every word one deletion away from a known one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 20 }), fc.nat(), (word, at) => {
        const cut = word.slice(0, at % word.length) + word.slice((at % word.length) + 1);
        expect(nearest(cut, [word])).toBe(word);
      }),
    );
  });
});

describe('didYouMean', () => {
  it('names the nearest word, else what there is', () => {
    expect(didYouMean('rtoll', known)).toBe('; did you mean "rtol"?');
    expect(didYouMean('banana', ['a', 'b'])).toBe('; known: a, b');
    expect(didYouMean('banana', [])).toBe('');
  });

  it('cuts long lists with a count', () => {
    const many = Array.from({ length: 25 }, (_, i) => `subject-number-${i}`);
    expect(didYouMean('zzz', many)).toContain('and 5 more');
  });
});
