import { describe, expect, it } from 'vitest';
import { problemList } from './problem-list.ts';

describe('problemList', () => {
  it('keeps a single problem on the line of its document', () => {
    expect(problemList('waivers.json', ['at /schema: wanted a string'])).toBe(
      'waivers.json at /schema: wanted a string',
    );
  });

  it('puts several one a line and cuts with a count', () => {
    const problems = Array.from({ length: 12 }, (_, i) => `at /${i}: wrong`);
    const lines = problemList('a.json', problems).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe('a.json has 12 problems:');
    expect(lines.at(-1)).toBe('  and 2 more');
  });
});
