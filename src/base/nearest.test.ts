import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

describe('nearest', () => {
  const known = ['atol', 'rtol', 'equalNan', 'signedZero', 'paths', 'mode'];

  it.each([
    ['rtoll', 'rtol'],
    ['rotl', 'rtol'],
    ['EqualNaN', 'equalNan'],
    ['signed_zero', 'signedZero'],
    ['path', 'paths'],
    ['xyz', undefined],
    ['', undefined],
    ['tolerance', undefined],
  ])('takes %j for %j', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it('forgives one slip of the finger in any word of three letters or more', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (right, at, slip) => {
        const place = at % (right.length - 1);
        const [start, here, next, end] = [
          right.slice(0, place),
          right[place],
          right[place + 1],
          right.slice(place + 2),
        ];
        const typed = {
          drop: start + next + end,
          double: start + here + here + next + end,
          swap: start + next + here + end,
        };
        expect(nearest(typed[slip as keyof typeof typed], ['----------------', right])).toBe(right);
      }),
    );
  });

  it('does not spend its time on endless words', () => {
    expect(nearest('a'.repeat(1_000_000), ['a'.repeat(1_000_001)])).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it('ends a sentence, or says nothing', () => {
    expect(didYouMean('evalute', ['evaluate', 'fit'])).toBe(', did you mean "evaluate"?');
    expect(didYouMean('quux', ['evaluate', 'fit'])).toBe('');
  });
});
