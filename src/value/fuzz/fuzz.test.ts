import { describe, expect, it } from 'vitest';
import { attempts } from './attempt.test-data.ts';
import { fuzzedParsers } from './parsers.test-data.ts';

/** The short version of `scripts/fuzz-files.ts`, which runs for minutes. */
describe.each(Object.keys(fuzzedParsers))('the reader of mutated files: %s', (name) => {
  it('reads or refuses, and never anything else', () => {
    const run = attempts(name, 1);
    const kinds = { read: 0, refused: 0, crashed: 0 };
    for (let index = 0; index < 2000; index++) {
      const attempt = run(index);
      if (attempt.kind === 'crashed') throw new Error(`File ${index}: ${attempt.error}`);
      kinds[attempt.kind]++;
    }
    // A fuzz that only ever bounces off the first check would show nothing.
    expect(kinds.read).toBeGreaterThan(20);
    expect(kinds.refused).toBeGreaterThan(200);
  });
});
