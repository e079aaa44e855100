import { describe, expect, it } from 'vitest';
import type { CallArguments, Raised, Returned } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { compareOutcomes, compareWithExpected } from './compare-outcomes.ts';

const measured = { elapsedNs: 1, warnings: [] };
function returned(value: Value, mutated?: CallArguments): Returned {
  return { kind: 'returned', value, ...measured, ...(mutated ? { mutated } : {}) };
}
function raised(name: string, { setup = false, message = 'no', bases = ['Exception'] } = {}): Raised {
  return { kind: 'raised', error: { class: name, bases, message, setup }, ...measured };
}
const changed = (...args: Value[]): CallArguments => ({ args, kwargs: {} });

describe('compareOutcomes', () => {
  it('puts the returned value under "value", where the policy begins', () => {
    const policy = { paths: [{ path: '/0', atol: 1 }] };
    const comparison = compareOutcomes(returned([1, 1]), returned([2, 2]), policy);
    expect(comparison.differences.map(({ path, beyond }) => [path, beyond])).toEqual([
      [['value', 1], true],
      [['value', 0], false],
    ]);
    expect(comparison.wouldPass).toEqual({ rtol: 1, atol: 1, ulp: 2 ** 52 });
  });

  it('tells returned from raised', () => {
    expect(compareOutcomes(returned(1), raised('ValueError'), { errors: { compare: 'any' } })).toMatchObject({
      verdict: 'differ',
      differences: [
        { path: ['value'], class: 'returned-vs-raised', legacy: 1, modern: { kind: 'record', type: 'ValueError' } },
      ],
    });
    expect(compareOutcomes(raised('ValueError'), returned(1), {}).differences[0]?.path).toEqual(['error']);
  });

  it.each([
    [
      'the same class, messages aside',
      raised('ValueError', { message: 'a' }),
      raised('ValueError', { message: 'b' }),
      {},
      'agree',
    ],
    ['another class', raised('ValueError'), raised('TypeError'), {}, 'differ'],
    [
      'a mapped class',
      raised('ValueError'),
      raised('RangeError'),
      { errors: { classes: { RangeError: 'ValueError' } } },
      'agree',
    ],
    [
      'the map in the wrong direction',
      raised('RangeError'),
      raised('ValueError'),
      { errors: { classes: { RangeError: 'ValueError' } } },
      'differ',
    ],
    [
      'a subclass',
      raised('ArithmeticError'),
      raised('ZeroDivisionError', { bases: ['ArithmeticError'] }),
      {},
      'differ',
    ],
    [
      'any two errors when asked',
      raised('ValueError'),
      raised('TypeError'),
      { errors: { compare: 'any' as const } },
      'agree',
    ],
    [
      'failures of set-up',
      raised('ImportError', { setup: true }),
      raised('ImportError', { setup: true }),
      {},
      'incomparable',
    ],
    [
      'failures of set-up even if any agree',
      raised('A', { setup: true }),
      raised('B'),
      { errors: { compare: 'any' as const } },
      'incomparable',
    ],
    [
      'a class named like the prototype',
      raised('Object'),
      raised('constructor'),
      { errors: { classes: {} } },
      'differ',
    ],
  ])('%s', (_, legacy, modern, policy, wanted) => {
    const comparison = compareOutcomes(legacy, modern, policy);
    expect(comparison.verdict).toBe(wanted);
    if (wanted !== 'agree')
      expect(comparison.differences).toMatchObject([{ path: ['error'], class: 'error-class', beyond: true }]);
    expect(comparison.compared).toBe(1);
  });

  it('compares changed arguments', () => {
    const legacy = returned(1, changed([1, 2]));
    expect(compareOutcomes(legacy, returned(1, changed([1, 2])), {}).verdict).toBe('agree');
    expect(compareOutcomes(legacy, returned(1, changed([1, 3])), {})).toMatchObject({
      verdict: 'differ',
      differences: [{ path: ['args', 0, 1], class: 'mutation' }],
    });
    expect(compareOutcomes(legacy, returned(1, changed([1, 3])), { atol: 1 }).verdict).toBe('agree');
    expect(compareOutcomes(legacy, returned(1, changed(['x', 3])), {}).verdict).toBe('differ');
    expect(compareOutcomes(legacy, returned(1), {}).differences[0]).toMatchObject({
      path: ['args'],
      class: 'mutation',
    });
    expect(compareOutcomes(legacy, returned(1), { mutation: false }).verdict).toBe('agree');
    const named: CallArguments = { args: [], kwargs: { x: 1 } };
    expect(
      compareOutcomes(returned(1, named), returned(1, { args: [], kwargs: { x: 2 } }), {}).differences[0]?.path,
    ).toEqual(['kwargs', 'x']);
  });
});

describe('compareWithExpected', () => {
  const classes = { RangeError: 'ValueError' };
  const accepted = { raised: { class: 'ValueError', message: 'x' } };

  it('plays the legacy side for modern', () => {
    expect(compareWithExpected({ returned: 1 }, returned(2, changed(1)), {}, 'modern').differences).toMatchObject([
      { path: ['value'], class: 'value', legacy: 1, modern: 2 },
    ]);
    expect(compareWithExpected(accepted, raised('RangeError'), { errors: { classes } }, 'modern').verdict).toBe(
      'agree',
    );
  });

  it('says of legacy itself that it moved', () => {
    expect(compareWithExpected({ returned: 1 }, returned(2), {}, 'legacy').differences[0]?.class).toBe('legacy-moved');
    expect(compareWithExpected(accepted, raised('RangeError'), { errors: { classes } }, 'legacy').verdict).toBe(
      'differ',
    );
    expect(compareWithExpected({ returned: 1 }, returned(1.5), { atol: 1 }, 'legacy').differences[0]?.class).toBe(
      'value',
    );
  });

  it('takes no failure of set-up for the accepted error', () => {
    const failed = raised('ValueError', { setup: true });
    expect(compareWithExpected(accepted, failed, {}, 'modern').verdict).toBe('incomparable');
  });
});
