import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Array } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import { diagnose } from './diagnose.ts';
import { array, faults, list, map } from './faults.test-data.ts';

describe('diagnose', () => {
  it('has at least 30 kinds of fault to tell apart', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
  });

  it.each(faults)('takes $fault for $name', ({ legacy, modern, inputs = [], name }) => {
    const found = diagnose(legacy, modern, { inputs });
    expect(found?.name ?? null).toBe(name);
    expect(found?.test).toMatch(/\d|each other/);
    expect(found?.meaning).toMatch(/^[A-Z].*\.$/);
  });

  it('prints what it took each fault for', () => {
    const rows = faults.map(({ fault, legacy, modern, inputs = [], name }) => {
      const found = diagnose(legacy, modern, { inputs });
      return { fault, name, found: found?.name ?? 'unknown', test: found?.test ?? '' };
    });
    const right = rows.filter(({ name, found }) => name === found).length;
    const wrong = rows.filter(({ name, found }) => name !== found && found !== 'unknown').length;
    const table = rows.map(({ fault, found, test }) => `${fault.padEnd(56)} ${found.padEnd(24)} ${test}`);
    console.log(`${right} of ${rows.length} right, ${wrong} confidently wrong\n${table.join('\n')}`);
    expect(wrong).toBe(0);
    expect(right / rows.length).toBeGreaterThanOrEqual(0.9);
  });

  const leaf = fc.oneof(
    fc.double(),
    fc.bigInt(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.record({ kind: fc.constant('complex' as const), re: fc.double(), im: fc.double() }),
    fc.record({ kind: fc.constant('decimal' as const), text: fc.string() }),
  );
  const { tree } = fc.letrec<{ tree: Value }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 9 }),
      fc.array(tie('tree'), { maxLength: 4 }).map((items): Value => ({ kind: 'tuple', items })),
      fc.array(tie('tree'), { maxLength: 4 }).map((items): Value => ({ kind: 'set', items })),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }).map(map),
      fc.array(fc.double(), { maxLength: 9 }).map((values) => float64Array(values)),
    ),
  }));

  it('has no mechanism for a value and its copy', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(diagnose(value, structuredClone(value))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('takes any two values without an error', () => {
    fc.assert(
      fc.property(tree, tree, (legacy, modern) => void diagnose(legacy, modern, { inputs: [legacy, modern] })),
      {
        numRuns: 300,
      },
    );
  });

  it('gives up on values that unfold without end', () => {
    const cycle: Value[] = [1.5];
    cycle.push(cycle);
    expect(diagnose(cycle, [2.5, cycle])).toBeNull();
    let doubled: Value = map({});
    for (let i = 0; i < 30; i++) doubled = map({ a: doubled, b: doubled });
    expect(diagnose(map({ x: doubled, y: 1.5 }), map({ x: doubled, y: 2.5 }))).toBeNull();
    const row = list(4000, (i) => i / 7);
    const table = list(4000, () => row);
    expect(diagnose(table, [...table.slice(1), [1]])).toBeNull();
  });

  it('tests a sample of a long array, and says so', () => {
    const numbers = list(50_000, (i) => Math.sin(i));
    expect(diagnose(array(numbers), array(numbers.map(Math.fround)))?.test).toBe(
      '10,001 of 10,001 elements equal fround(legacy), 10,000 of them differ (a sample of 50,000)',
    );
  });
});
