import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';
import { type OfferedSubject, Selection } from './select.ts';

const vector = (id: string, flags: string[] = [], comment = `About ${id}`) => ({ id, flags, comment });
const offered: OfferedSubject[] = [
  {
    suite: 'expression',
    subject: 'evaluate',
    vectors: [vector('maxwell-1', ['edge']), vector('maxwell-2'), vector('wlf-1', ['overflow'])],
    generates: true,
  },
  { suite: 'expression', subject: 'simplify', vectors: [], generates: true },
  { suite: 'fit', subject: 'evaluate', vectors: [vector('line')], generates: false },
];

/** Everything that a selection asks for, as words. */
function chosen(only: string[], count = 3): string[] {
  return new Selection(only, []).selectSubjects(offered).flatMap((selection) => {
    const { suite, subject } = selection;
    const source = offered.find((one) => one.suite === suite && one.subject === subject)!;
    const ids = source.vectors.filter((one) => selection.wantsVector(one)).map(({ id }) => `@${id}`);
    const indexes = source.generates ? [...selection.generatedIndexes(count)].map((index) => `#${index}`) : [];
    return [...ids, ...indexes].map((one) => `${suite}/${subject}${one}`);
  });
}

describe('--only', () => {
  it('asks for everything when it is not given', () => {
    expect(chosen([])).toHaveLength(3 + 3 + 3 + 1);
    expect(new Selection([], []).partial).toBe(false);
    expect(new Selection(['evaluate'], []).partial).toBe(true);
  });

  it.each<[string[], string[]]>([
    [['simplify'], ['expression/simplify#0', 'expression/simplify#1', 'expression/simplify#2']],
    [['fit/*'], ['fit/evaluate@line']],
    [['f?t/evaluate'], ['fit/evaluate@line']],
    [['expression/evaluate@maxwell-*'], ['expression/evaluate@maxwell-1', 'expression/evaluate@maxwell-2']],
    [['@*-1'], ['expression/evaluate@maxwell-1', 'expression/evaluate@wlf-1']],
    [['simplify#17'], ['expression/simplify#17']],
    [
      ['simplify#1-2', 'simplify#2-4'],
      ['expression/simplify#1', 'expression/simplify#2', 'expression/simplify#3', 'expression/simplify#4'],
    ],
    [
      ['evaluate@wlf-1', 'evaluate#9'],
      ['expression/evaluate@wlf-1', 'expression/evaluate#9'],
    ],
    [
      ['simplify', 'simplify#9'],
      ['expression/simplify#0', 'expression/simplify#1', 'expression/simplify#2', 'expression/simplify#9'],
    ],
  ])('%j', (only, cases) => {
    expect(chosen(only)).toEqual(cases);
  });

  it.each<[string, RegExp]>([
    ['evalute', /^--only "evalute" matches no subject, did you mean "evaluate"\? Known: evaluate, simplify$/],
    [
      'expresion/evaluate',
      /matches no subject, did you mean "expression\/evaluate"\? Known: expression\/evaluate, expression\/simplify, fit\/evaluate/,
    ],
    ['expression', /matches no subject/],
    ['evaluate@maxwel-1', /matches no golden vector of expression\/evaluate, fit\/evaluate, did you mean "maxwell-1"/],
    ['simplify@a', /matches no golden vector: expression\/simplify has none/],
    ['fit/evaluate#3', /matches no generated case: fit\/evaluate has no generator/],
    ['', /--only "" is not a pattern; write a subject/],
    ['a/b/c', /is not a pattern/],
    ['evaluate#', /is not a pattern/],
    ['evaluate#x', /is not a pattern/],
    ['evaluate#-1', /is not a pattern/],
    ['evaluate@a#1', /is not a pattern/],
    ['evaluate $(touch x)', /is not a pattern/],
    ['simplify#5-3', /#5-3 is no range of cases/],
    ['simplify#99999999999', /is no range of cases from 0 to 999999999/],
  ])('refuses %j', (pattern, message) => {
    expect(() => new Selection([pattern], []).selectSubjects(offered)).toThrow(message);
  });

  it('gives a long range lazily', () => {
    const [selection] = new Selection(['simplify#0-999999999'], []).selectSubjects(offered);
    const [first, second] = selection!.generatedIndexes(3);
    expect([first, second]).toEqual([0, 1]);
    expect(selection!.generatedCount(3)).toBe(1e9);
  });

  it('gives exactly the indexes it wants, ascending', () => {
    const range = fc.tuple(fc.nat(30), fc.nat(5)).map(([from, more]) => `simplify#${from}-${from + more}`);
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), (only) => {
        const [selection] = new Selection(only, []).selectSubjects(offered);
        const wanted = Array.from({ length: 40 }, (_, index) => index).filter((index) =>
          selection!.wantsGenerated(index),
        );
        expect([...selection!.generatedIndexes(10)]).toEqual(wanted);
        expect(selection!.generatedCount(10)).toBe(wanted.length);
      }),
    );
  });
});

describe('--filter', () => {
  const passes = (filter: string[], labels: string[], of?: ReturnType<typeof vector>) =>
    new Selection([], filter).selectSubjects(offered)[0]!.wantsLabels(labels, of);

  it.each<[string[], string[], ReturnType<typeof vector> | undefined, boolean]>([
    [[], [], undefined, true],
    [['flag:edge'], [], vector('a', ['edge']), true],
    [['flag:ed*'], [], vector('a', ['edge']), true],
    [['flag:edge'], [], vector('a', ['overflow']), false],
    [['flag:edge'], ['edge'], undefined, false],
    [['fn:exp'], ['fn:exp', 'fn:sin'], undefined, true],
    [['fn:exp'], ['fn:exp2'], undefined, false],
    [['fn:*'], ['fn:exp2'], undefined, true],
    [['fn:exp,fn:sin'], ['fn:sin'], undefined, true],
    [['fn:exp', 'fn:sin'], ['fn:sin'], undefined, false],
    [['!fn:exp'], ['fn:sin'], undefined, true],
    [['!fn:exp'], ['fn:exp'], undefined, false],
    [['!flag:edge'], [], undefined, true],
    [['maxwell'], [], vector('maxwell-1'), true],
    [['MODES'], [], vector('a', [], 'Maxwell modes over seven decades'), true],
    [['max*-1'], [], vector('maxwell-1'), true],
    [['max*'], [], vector('a', [], 'max of two'), false],
    [['maxwell'], [], undefined, false],
  ])('%j for labels %j', (filter, labels, of, expected) => {
    expect(passes(filter, labels, of)).toBe(expected);
  });

  it.each<[string, RegExp]>([
    [
      'flag:egde',
      /--filter "flag:egde": no golden vector has the flag "egde", did you mean "edge"\? Known: edge, overflow/,
    ],
    ['', /--filter "" has an empty term; write flag:edge/],
    ['fn:exp,', /has an empty term/],
    ['!', /has an empty term/],
    ['flag:', /has an empty term/],
  ])('refuses %j', (filter, message) => {
    expect(() => new Selection([], [filter]).selectSubjects(offered)).toThrow(message);
  });
});

describe('matchesGlob', () => {
  it('agrees with the regular expression of the pattern', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesGlob(pattern, text)).toBe(expression.test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not slow on patterns that are made to be', () => {
    expect(matchesGlob('a*'.repeat(50), `${'a'.repeat(5000)}b`)).toBe(true);
    expect(matchesGlob(`${'a*'.repeat(50)}c`, `${'a'.repeat(5000)}b`)).toBe(false);
  });
});
