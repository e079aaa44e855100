import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison, Difference, DriftClass } from '../compare/difference.ts';
import { type DriftedCase, utcDate, WaiverBook } from './match-waiver.ts';
import type { Waiver } from './waiver.ts';

const today = '2026-06-15';

const waiverOf = (parts: Partial<Waiver> = {}): Waiver => ({
  id: 'w',
  subject: 'evaluate',
  modern: 'typescript',
  class: 'value',
  path: '/value/**',
  when: { label: 'big' },
  bound: { rel: 1e-9 },
  maxShare: 0.1,
  owner: 'numerics',
  reason: 'Meant',
  created: '2026-01-01',
  expires: '2026-12-31',
  ...parts,
});

const differenceOf = (parts: Partial<Difference> = {}): Difference => ({
  path: ['value', 0],
  class: 'value',
  severity: 'critical',
  abs: 1e-10,
  rel: 1e-10,
  ulp: 5n,
  share: 10,
  rule: 'exact',
  beyond: true,
  ...parts,
});

const comparisonOf = (differences: readonly Difference[], beyond?: number): Comparison => ({
  verdict: 'differ',
  differences,
  beyond: beyond ?? differences.filter((difference) => difference.beyond).length,
  within: differences.filter((difference) => !difference.beyond).length,
  ...{ compared: differences.length, ignored: 0, maxAbs: null, maxRel: null, maxUlp: null, maxShare: null },
  ...{ above: 0, below: 0, wouldPass: null },
});

const caseOf = (differences: readonly Difference[], parts: Partial<DriftedCase> = {}): DriftedCase => ({
  subject: 'evaluate',
  modern: 'typescript',
  labels: ['big', 'fn:exp'],
  legacyError: null,
  modernError: null,
  comparison: comparisonOf(differences),
  ...parts,
});

const covers = (waivers: readonly Waiver[], drifted: DriftedCase, day = today) =>
  new WaiverBook(waivers, 'expression', day).coverCase(drifted)?.map(({ id }) => id) ?? null;

describe('a waiver covers', () => {
  it('a drift within its bound, under its conditions', () => {
    expect(covers([waiverOf()], caseOf([differenceOf()]))).toEqual(['w']);
  });

  it.each<[string, Partial<Waiver>, Partial<Difference>, Partial<DriftedCase>]>([
    ['of another subject', { subject: 'simplify' }, {}, {}],
    ['of another modern', { modern: 'python' }, {}, {}],
    ['of another class', { class: 'type' }, {}, {}],
    ['at another place', { path: '/error/*' }, {}, {}],
    ['deeper than its path', { path: '/value' }, {}, {}],
    ['without its label', {}, {}, { labels: ['fn:exp'] }],
    ['where legacy did not raise', { when: { legacyError: 'ValueError' } }, {}, {}],
    ['where legacy raised another class', { when: { legacyError: 'ValueError' } }, {}, { legacyError: 'TypeError' }],
    ['where modern did not raise', { when: { label: 'big', modernError: 'E' } }, {}, {}],
    ['of which one condition fails', { when: { label: 'small', modernError: 'E' } }, {}, { modernError: 'E' }],
    ['beyond its bound', {}, { rel: 1.0000001e-9 }, {}],
    ['beyond one of two limits', { bound: { rel: 1e-9, ulp: 4 } }, {}, {}],
    ['without the magnitude it bounds', {}, { rel: null }, {}],
    ['that overflows', {}, { rel: Number.POSITIVE_INFINITY }, {}],
    ['that overflows, even where the bound does', { bound: { abs: Infinity } }, { abs: Number.POSITIVE_INFINITY }, {}],
    ['that is not a number', { bound: { abs: 1 } }, { abs: Number.NaN }, {}],
  ])('no drift %s', (_, waiver, difference, drifted) => {
    expect(covers([waiverOf(waiver)], caseOf([differenceOf(difference)], drifted))).toBeNull();
  });

  it('what its error classes name', () => {
    const waiver = waiverOf({
      class: 'error-class',
      path: '/**',
      when: { legacyError: 'A', modernError: 'B' },
      bound: {},
    });
    const drift = differenceOf({ class: 'error-class', path: ['error'], abs: null, rel: null, ulp: null });
    expect(covers([waiver], caseOf([drift], { legacyError: 'A', modernError: 'B' }))).toEqual(['w']);
    expect(covers([waiver], caseOf([drift], { legacyError: 'B', modernError: 'A' }))).toBeNull();
  });

  it('up to the end of its last day, and not before its first', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
    expect(days.map((day) => covers([waiverOf()], caseOf([differenceOf()]), day) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(utcDate(new Date('2026-12-31T23:59:59.999Z'))).toBe('2026-12-31');
  });

  it('a case only when nothing beyond policy is left over', () => {
    const other = differenceOf({ class: 'type' });
    expect(covers([waiverOf()], caseOf([differenceOf(), other]))).toBeNull();
    expect(covers([waiverOf(), waiverOf({ id: 't', class: 'type' })], caseOf([other, differenceOf()]))).toEqual([
      'w',
      't',
    ]);
    expect(covers([waiverOf()], caseOf([differenceOf(), differenceOf({ beyond: false, class: 'type' })]))).toEqual([
      'w',
    ]);
    expect(covers([waiverOf()], caseOf([]))).toBeNull();
  });
});

describe('a list of differences that was cut', () => {
  const listed = [differenceOf()];
  const cut = { comparison: comparisonOf(listed, 3) };

  it('is never covered as it is', () => {
    expect(covers([waiverOf()], caseOf(listed, cut))).toBeNull();
  });

  it('is enumerated in full and judged by that', () => {
    const asked: number[] = [];
    const enumerate = (all: Difference[]) => (most: number) => {
      asked.push(most);
      return comparisonOf(all);
    };
    const fine = [1, 2, 3].map((at) => differenceOf({ path: ['value', at] }));
    const worse = [...fine.slice(1), differenceOf({ rel: 1 })];
    expect(covers([waiverOf()], caseOf(listed, { ...cut, enumerate: enumerate(fine) }))).toEqual(['w']);
    expect(covers([waiverOf()], caseOf(listed, { ...cut, enumerate: enumerate(worse) }))).toBeNull();
    expect(asked).toEqual([3, 3]);
  });

  it('is not covered when it stays cut, or is too long to enumerate', () => {
    expect(covers([waiverOf()], caseOf(listed, { ...cut, enumerate: () => cut.comparison }))).toBeNull();
    const endless = { comparison: comparisonOf(listed, 1e6), enumerate: () => comparisonOf(listed) };
    expect(covers([waiverOf()], caseOf(listed, endless))).toBeNull();
  });

  it('is not enumerated when what is listed is not covered already', () => {
    const enumerate = () => {
      throw new Error('asked in vain');
    };
    expect(covers([], caseOf(listed, { ...cut, enumerate }))).toBeNull();
  });
});

describe('standings', () => {
  const book = (waivers: Waiver[], day = today) => new WaiverBook(waivers, 'expression', day);
  const run = (of: WaiverBook, cases: DriftedCase[]) => {
    for (const one of cases) of.count(of.coverCase(one) ?? []);
  };

  it('count covered cases, not differences, and keep the largest magnitudes', () => {
    const active = book([waiverOf()]);
    run(active, [
      caseOf([differenceOf({ abs: 3, ulp: 7n }), differenceOf()]),
      caseOf([differenceOf({ rel: 5e-10 })]),
      caseOf([differenceOf({ rel: 1 })]),
    ]);
    expect(active.standings(() => 100)).toMatchObject([
      { suite: 'expression', covered: 2, share: 0.02, maxAbs: 3, maxRel: 5e-10, maxUlp: '7', state: 'active' },
    ]);
  });

  it('tell stale, expired and exceeded waivers apart', () => {
    const states = (of: WaiverBook, cases: number, options = {}) => of.standings(() => cases, options)[0]?.state;
    expect(states(book([waiverOf()]), 100)).toBe('stale');
    expect(states(book([waiverOf()], '2027-01-01'), 100)).toBe('expired');
    const used = book([waiverOf()]);
    run(used, [caseOf([differenceOf()])]);
    expect(states(used, 10)).toBe('active');
    expect(states(used, 9)).toBe('exceeded');
    expect(states(used, 9, { partial: true })).toBe('active');
    expect(states(used, 0)).toBe('active');
  });

  it('tell an end that is near, and no other', () => {
    const days = (day: string) =>
      book([waiverOf({ expires: '2026-12-31' })], day).standings(() => 1)[0]!.expiringInDays;
    expect([days('2026-12-31'), days('2026-12-01'), days('2026-11-30'), days('2027-01-01')]).toEqual([
      0,
      30,
      null,
      null,
    ]);
  });

  it('count nothing for a case that was only asked about', () => {
    const asked = book([waiverOf()]);
    asked.coverCase(caseOf([differenceOf()]));
    asked.cover({ ...caseOf([]), difference: differenceOf() });
    expect(asked.standings(() => 1)[0]).toMatchObject({ covered: 0, state: 'stale' });
  });
});

describe('a waiver for a package', () => {
  const waiver = waiverOf({ when: { modernPackage: 'Ml_dtypes' } });
  const drifted = caseOf([differenceOf()]);
  const among = (name: string, packages: Record<string, string>) =>
    new WaiverBook([waiver, waiverOf({ id: 'other' })], 'expression', today).among([{ name, packages }]);
  const ids = (of: WaiverBook) => of.standings(() => 1).map((one) => one.waiver.id);

  it('covers where its modern has the package, in any spelling of its name', () => {
    expect(among('typescript', { 'ml-dtypes': '0.6' }).coverCase(drifted)).toMatchObject([{ id: 'w' }]);
    expect(among('typescript', { ml: '1' }).coverCase(drifted)).toMatchObject([{ id: 'other' }]);
  });

  it('covers nothing where it is not known what modern has', () => {
    expect(covers([waiver], drifted)).toBeNull();
    expect(among('legacy', { 'ml-dtypes': '0.6' }).coverCase({ ...drifted, labels: [] })).toBeNull();
  });

  it('is not called stale where its modern does not have the package', () => {
    expect(ids(among('typescript', {}))).toEqual(['other']);
    expect(ids(among('typescript', { ml_dtypes: '0.6' }))).toEqual(['w', 'other']);
    expect(ids(among('legacy', {}))).toEqual(['w', 'other']);
  });
});

describe('a waiver for how legacy ended', () => {
  const fixed = { ...caseOf([]), legacyError: null, modernError: null };
  const ends = (when: Waiver['when'], legacyEnds: 'crashed' | 'timed-out', over: object = {}, day = today) =>
    new WaiverBook([waiverOf({ class: 'returned-vs-raised', path: '/**', when })], 'expression', day).coverEnd({
      ...fixed,
      legacyEnds,
      ...over,
    }) !== null;

  it('covers that end alone, where modern returned, under all its conditions', () => {
    expect(ends({ legacyEnds: 'crashed' }, 'crashed')).toBe(true);
    expect(ends({ legacyEnds: 'crashed' }, 'timed-out')).toBe(false);
    expect(ends({ legacyEnds: 'crashed' }, 'crashed', { modernError: 'ValueError' })).toBe(false);
    expect(ends({ legacyEnds: 'crashed', modernError: 'ValueError' }, 'crashed', { modernError: 'ValueError' })).toBe(
      true,
    );
    expect(ends({ legacyEnds: 'crashed', modernError: 'ValueError' }, 'crashed')).toBe(false);
    expect(ends({ legacyEnds: 'crashed', label: 'other' }, 'crashed')).toBe(false);
    expect(ends({ legacyEnds: 'crashed' }, 'crashed', {}, '2099-01-01')).toBe(false);
    expect(ends({ label: fixed.labels[0] ?? '' }, 'crashed')).toBe(false);
  });

  it('covers no drift', () => {
    const drifted = caseOf([differenceOf({ class: 'returned-vs-raised', path: [] })]);
    const of = (when: Waiver['when']) => [waiverOf({ class: 'returned-vs-raised', path: '/**', when })];
    expect(covers(of({ legacyEnds: 'crashed' }), drifted)).toBe(null);
    expect(covers(of({ label: drifted.labels[0] ?? '' }), drifted)).toEqual(['w']);
  });
});

describe('laws of waivers', () => {
  const classes: DriftClass[] = ['value', 'type'];
  // Mostly small, so that a fair share of the cases is covered.
  const size = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(1e-13, 1e-10) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1e-9, 1, null, Number.POSITIVE_INFINITY, Number.NaN) },
  );
  const difference = fc
    .record({
      class: fc.constantFrom(...classes),
      path: fc.constantFrom(['value'], ['value', 0], ['error']),
      abs: size,
      rel: size,
      ulp: fc.constantFrom(1n, 2n, 5n, null, 10n ** 30n),
      beyond: fc.boolean(),
    })
    .map(differenceOf);
  const limit = fc.constantFrom(1e-12, 1e-9, 1);
  const waiver = fc
    .record({
      subject: fc.constantFrom('evaluate', 'evaluate', 'evaluate', 'simplify'),
      class: fc.constantFrom(...classes),
      path: fc.constantFrom('/**', '/**', '/value', '/value/*'),
      when: fc.constantFrom<Waiver['when']>({ label: 'big' }, { label: 'small' }, { legacyError: 'E' }),
      bound: fc.record({ abs: limit, rel: limit, ulp: fc.constantFrom(1, 4, 1e6) }, { requiredKeys: [] }),
      expires: fc.constantFrom(today, today, today, '2026-06-14'),
    })
    .map(waiverOf);
  const waivers = fc
    .array(waiver, { maxLength: 6 })
    .map((list) => list.map((one, index) => ({ ...one, id: `w${index}` })));
  const drifted = fc
    .record({
      differences: fc.array(difference, { maxLength: 3 }),
      labels: fc.constantFrom(['big', 'small'], ['big'], []),
      legacyError: fc.constantFrom(null, 'E'),
    })
    .map(({ differences, ...site }) => caseOf(differences, site));

  const within = (value: number | bigint | null, most: number | undefined) =>
    most === undefined || (value !== null && Number.isFinite(Number(value)) && Number(value) <= most);

  it('cover a case exactly when each difference beyond policy is within bound and condition of a live waiver', () => {
    const matches: Record<string, (path: string) => boolean> = {
      '/**': () => true,
      '/value': (path) => path === 'value',
      '/value/*': (path) => path === 'value/0',
    };
    let covered = 0;
    fc.assert(
      fc.property(waivers, drifted, (list, one) => {
        const beyond = one.comparison.differences.filter((of) => of.beyond);
        const expected = beyond.every((of) =>
          list.some(
            (w) =>
              w.expires >= today &&
              w.subject === 'evaluate' &&
              w.class === of.class &&
              matches[w.path]!(of.path.join('/')) &&
              (w.when.label === undefined || one.labels.includes(w.when.label)) &&
              (w.when.legacyError === undefined || one.legacyError === 'E') &&
              within(of.abs, w.bound?.abs) &&
              within(of.rel, w.bound?.rel) &&
              within(of.ulp, w.bound?.ulp),
          ),
        );
        const actual = covers(list, one) !== null;
        if (actual) covered += 1;
        expect(actual).toBe(beyond.length > 0 && expected);
      }),
      { numRuns: 5000 },
    );
    expect(covered).toBeGreaterThan(80);
  });

  it('are monotone: fewer waivers, tighter bounds or more drift never turn red into green', () => {
    fc.assert(
      fc.property(waivers, drifted, difference, fc.nat(5), (list, one, more, at) => {
        if (covers(list, one) !== null) return;
        expect(covers(list.toSpliced(at, 1), one)).toBeNull();
        const tighter = list.map((w) => ({ ...w, bound: { ...w.bound, abs: (w.bound?.abs ?? 1) / 10 } }));
        expect(covers(tighter, one)).toBeNull();
        const { differences } = one.comparison;
        if (!differences.some(({ beyond }) => beyond)) return;
        expect(covers(list, { ...one, comparison: comparisonOf([...differences, more]) })).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('leave every difference as it is', () => {
    fc.assert(
      fc.property(waivers, drifted, (list, one) => {
        const before = structuredClone(one);
        covers(list, one);
        expect(one).toEqual(before);
      }),
    );
  });
});
