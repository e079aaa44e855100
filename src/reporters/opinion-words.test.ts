import { describe, expect, it } from 'vitest';
import { refereeWords } from './opinion-words.ts';

const wordsOf = (
  nearer: 'legacy' | 'modern' | 'neither',
  legacyDigits: number,
  modernDigits: number,
  basin: 'one' | 'two',
) =>
  refereeWords({
    ...{ nearer, why: '128 and 256 bits agree', truth: 'a = 0.5, b = 1.4', legacyUlp: null, modernUlp: null },
    fit: { legacyDigits, modernDigits, basin },
  });

describe('refereeWords', () => {
  it('says how many digits nearer the minimum a fit is, and in which basin', () => {
    expect(wordsOf('legacy', 11.23, 8.1, 'one')).toBe(
      'legacy is nearer the true minimum by 3.1 digits (11.2 against 8.1); one basin; minimum at a = 0.5, b = 1.4',
    );
    expect(wordsOf('modern', 0, 11, 'two')).toBe(
      'modern is nearer the true minimum by 11.0 digits (11.0 against 0.0); two basins; minimum at a = 0.5, b = 1.4',
    );
    expect(wordsOf('neither', 11, 11.1, 'one')).toBe(
      'neither is nearer the true minimum (legacy 11.0 digits, modern 11.1); one basin; minimum at a = 0.5, b = 1.4',
    );
  });

  it('says why nothing can be said', () => {
    const word = { nearer: 'undetermined', truth: null, legacyUlp: null, modernUlp: null } as const;
    expect(refereeWords({ ...word, why: 'a bound keeps its minimum out of the box' })).toBe(
      'undetermined: a bound keeps its minimum out of the box',
    );
  });
});
