import { describe, expect, it } from 'vitest';
import { knownWords } from './known-words.ts';

describe('knownWords', () => {
  it('names the nearest word and what there is', () => {
    expect(knownWords('rtoll', ['rtol', 'atol'])).toBe(', did you mean "rtol"? Known: rtol, atol');
    expect(knownWords('banana', ['rtol', 'atol'])).toBe('; known: rtol, atol');
    expect(knownWords('banana', [])).toBe('');
  });

  it('cuts a long list with a count', () => {
    const many = Array.from({ length: 25 }, (_, i) => `subject-number-${i}`);
    expect(knownWords('zzz', many)).toMatch(/subject-number-19 and 5 more$/);
  });
});
