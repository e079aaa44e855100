import { describe, expect, it } from 'vitest';
import './index.ts';
import { toAgreeWith } from './to-agree-with.ts';

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('toAgreeWith', () => {
  it('holds modern against legacy by the law', () => {
    expect(0.1 + 0.2).toAgreeWith(0.3, { rtol: 1e-15 });
    expect(0.1 + 0.2).not.toAgreeWith(0.3);
    expect({ a: [1, Number.NaN] }).toAgreeWith({ a: [1, Number.NaN] });
    expect(Float64Array.of(1, 2)).toAgreeWith([1, 2]);
    expect(3).toAgreeWith(3n);
    expect(3).not.toAgreeWith(3n, { types: 'strict' });
    expect([1, 2]).not.toAgreeWith([1, 2, 3]);
  });

  it('says what differs, by how much, and what would pass', () => {
    const message = messageOf(() => expect({ a: [1, 2.5] }).toAgreeWith({ a: [1, 2] }, { rtol: 1e-9 }));
    for (const text of ['does not agree with legacy', '$.a[1]', '2.5', '0.25', 'would pass with rtol 0.25'])
      expect(message).toContain(text);
    const many = messageOf(() => expect(new Float64Array(100)).toAgreeWith(new Float64Array(100).fill(1)));
    expect(many).toMatch(/and 80 more differences\n/);
    expect(messageOf(() => expect(1).not.toAgreeWith(1))).toContain('which was not wanted');
  });

  it('refuses what cannot be compared, also under .not', () => {
    expect(() => expect(1).not.toAgreeWith(2, { rtol: -1 })).toThrow(/policy is not valid.*rtol/);
    expect(() => toAgreeWith(Promise.resolve(1), 1)).toThrow(/is a promise; await it first/);
    expect(() =>
      toAgreeWith(
        () => 1,
        () => 1,
      ),
    ).toThrow(/is a function/);
  });
});
