import { describe, expect, it } from 'vitest';
import type { OptimumRule } from '../compare/optimum/optimum-rule.ts';
import type { CaseRef } from './case.ts';
import { casePolicy } from './case-policy.ts';

const item = { input: { args: [3], kwargs: {} }, ref: { kind: 'vector', id: 'Lanczos1-start2' } } as const;
const policy = { rtol: 1e-3, optimum: { rtol: 1e-6, floor: 16 } };

describe('casePolicy', () => {
  it('lays what the suite knows of a case over the rule for optimizers', () => {
    const optimum = (_: unknown, ref: CaseRef): OptimumRule => ({
      floor: 4,
      residualDigits: !(ref.kind === 'vector' && ref.id.startsWith('Lanczos1-')),
    });
    expect(casePolicy(policy, { optimum }, item, 'fit/fit')).toEqual({
      rtol: 1e-3,
      optimum: { rtol: 1e-6, floor: 4, residualDigits: false },
    });
  });

  it('leaves the very policy where there is nothing to lay over it', () => {
    expect(casePolicy(policy, {}, item, 'fit/fit')).toBe(policy);
    expect(casePolicy(policy, { optimum: () => null }, item, 'fit/fit')).toBe(policy);
    const other = { rtol: 1 };
    expect(casePolicy(other, { optimum: () => ({}) }, item, 'fit/fit')).toBe(other);
  });

  it('names a function that throws, and one that gives no rule', () => {
    const throwing = () => {
      throw new RangeError('no model');
    };
    expect(() => casePolicy(policy, { optimum: throwing }, item, 'fit/fit')).toThrow(
      'The optimum function of fit/fit threw RangeError: no model',
    );
    const wrong = () => ({ exchangeable: [[[0, 1], [1]]] });
    expect(() => casePolicy(policy, { optimum: wrong }, item, 'fit/fit')).toThrow('groups of unequal size');
    expect(() => casePolicy(policy, { optimum: () => 7 as never }, item, 'fit/fit')).toThrow('gave no rule');
  });
});
