import { describe, expect, it } from 'vitest';
import type { Raised } from '../value/outcome.ts';
import { compareOutcomes, compareWithExpected } from './compare-outcomes.ts';
import type { ErrorRules } from './policy.ts';

const raised = (name: string): Raised =>
  ({
    kind: 'raised',
    error: { class: name, bases: [], message: 'm', setup: false },
    elapsedNs: 1,
    warnings: [],
  }) as never;
const verdict = (legacy: string, modern: string, errors: ErrorRules) =>
  compareOutcomes(raised(legacy), raised(modern), { errors }).verdict;

describe('the map of error classes between languages', () => {
  it.each<[string, string, ErrorRules, string]>([
    ['ValueError', 'RangeError', {}, 'differ'],
    ['ValueError', 'RangeError', { languages: 'python-javascript' }, 'agree'],
    ['ZeroDivisionError', 'RangeError', { languages: 'python-javascript' }, 'agree'],
    ['json.decoder.JSONDecodeError', 'SyntaxError', { languages: 'python-javascript' }, 'agree'],
    ['KeyError', 'TypeError', { languages: 'python-javascript' }, 'differ'],
    ['ValueError', 'Error', { languages: 'python-javascript' }, 'differ'],
    ['RangeError', 'ValueError', { languages: 'python-javascript' }, 'differ'],
    ['RangeError', 'ValueError', { languages: 'javascript-python' }, 'agree'],
    [
      'OverflowError',
      'RangeError',
      { languages: 'python-javascript', classes: { RangeError: 'ValueError' } },
      'differ',
    ],
    ['ValueError', 'constructor', { languages: 'python-javascript' }, 'differ'],
  ])('%s against %s under %j', (legacy, modern, errors, wanted) => {
    expect(verdict(legacy, modern, errors)).toBe(wanted);
  });

  it('does not excuse legacy itself', () => {
    const expected = { raised: { class: 'ValueError', message: 'm' } };
    const policy = { errors: { languages: 'python-javascript' } } as const;
    expect(compareWithExpected(expected, raised('RangeError'), policy, 'modern').verdict).toBe('agree');
    expect(compareWithExpected(expected, raised('RangeError'), policy, 'legacy').verdict).toBe('differ');
  });
});
