import type { Policy } from '../compare/policy.ts';
import { mergePolicies } from '../compare/tolerance.ts';
import type { SubjectDefinition } from './suite.ts';

/**
 * The policy of a subject for one modern: the subject's own, with the modern's over it, and the one for golden outcomes
 * over both where the reference is one.
 */
export function policyOf(subject: SubjectDefinition, modern: string, byGolden: boolean): Policy {
  const policy = mergePolicies(subject.policy ?? {}, subject.policies?.[modern] ?? {});
  return byGolden ? mergePolicies(policy, subject.goldenPolicy ?? {}) : policy;
}
