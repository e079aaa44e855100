import { describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { caseLabels } from './case-labels.ts';

const input = { args: ['x'], kwargs: {} };
const labelsFrom = (labels: unknown) => caseLabels({ labels: labels as () => string[] }, input, 'expression/evaluate');

describe('caseLabels', () => {
  it('gives each label once, in the order of the suite', () => {
    expect(labelsFrom(({ args }: typeof input) => ['fn:exp', ...args, 'fn:exp'])).toEqual(['fn:exp', 'x']);
    expect(caseLabels({}, input, 'a/b')).toEqual([]);
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'throws',
      () => Object.keys(null as never),
      /The labels function of expression\/evaluate threw TypeError: .*must take any input/,
    ],
    ['gives nothing', () => undefined, /expression\/evaluate gave undefined; a list of/],
    ['gives a word', () => 'edge', /gave string/],
    ['gives a number among the words', () => ['edge', 5], /gave 5 as a label/],
    ['gives undefined among the words', () => ['edge', undefined], /gave undefined as a label/],
    ['gives an empty word', () => [''], /gave "" as a label/],
    ['gives a very long word', () => ['x'.repeat(201)], /gave "x+…" as a label/],
    ['gives too many', () => Array.from({ length: 101 }, (_, at) => `l${at}`), /gave 101 labels/],
  ])('refuses a function that %s', (_, labels, message) => {
    expect(() => labelsFrom(labels)).toThrow(SetupError);
    expect(() => labelsFrom(labels)).toThrow(message);
  });
});
