import type { Policy } from '../compare/policy.ts';
import { mergePolicies } from '../compare/tolerance.ts';
import type { SubjectDefinition } from './suite.ts';

/** The policy of a subject for one modern: the subject's own, with the modern's over it. */
export function policyOf({ policy, policies }: SubjectDefinition, modern: string): Policy {
  return mergePolicies(policy ?? {}, policies?.[modern] ?? {});
}
