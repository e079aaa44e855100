import type { Comparison } from './difference.ts';
import type { Policy } from './policy.ts';
import type { StatisticalSample } from './sampler.ts';
import { isResolved, resolvePolicy } from './tolerance.ts';

/** The samples of a comparison in the order in which the policy sets bounds; null where it met no number. */
export function samplesOf(comparison: Comparison, policy: Policy): readonly (StatisticalSample | null)[] | null {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved) || resolved.statistical.length === 0) return null;
  return resolved.statistical.map(({ rules }) => comparison.samples?.get(rules) ?? null);
}
