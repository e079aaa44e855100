import type { Comparison } from './difference.ts';
import type { BandLimits, PathRules, Policy, Rules } from './policy.ts';

/** How far apart two answers are, for people: as is to be expected, worth a look, or a fault. */
export type Band = 'expected' | 'investigate' | 'bug';

export const bands: readonly Band[] = ['expected', 'investigate', 'bug'];

/**
 * The band of a comparison: `expected` where all agrees with `rtol` at the lower limit in the place of every other
 * relative tolerance, `bug` where something does not with the upper one, `investigate` between them. All other rules hold
 * as they are: an absolute tolerance keeps numbers near zero out of it, an ignored place is in no band, and what is
 * no matter of size (a type, an error, a unit in the last place) is a bug where it is drift.
 *
 * @param again Makes the comparison under another policy.
 */
export function bandOf(
  policy: Policy,
  limits: BandLimits,
  comparison: Comparison,
  again: (policy: Policy) => Comparison,
): Band {
  if (comparison.verdict === 'agree' && comparison.within === 0) return 'expected';
  const [least, most] = policiesAt(policy, limits);
  if (again(least).verdict === 'agree') return 'expected';
  return again(most).verdict === 'agree' ? 'investigate' : 'bug';
}

/** Read policies are kept by what they are: each policy has one of each. */
const made = new WeakMap<Policy, readonly [Policy, Policy]>();

function policiesAt(policy: Policy, { expected, bug }: BandLimits): readonly [Policy, Policy] {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const both = [at(policy, expected), at(policy, bug)] as const;
  made.set(policy, both);
  return both;
}

function at({ bands: _, ...policy }: Policy, rtol: number): Policy {
  const { paths } = policy;
  const below = (rules: PathRules): PathRules => (hasRtol(rules) ? { ...rules, rtol } : rules);
  return { ...policy, rtol, ...(paths === undefined ? {} : { paths: paths.map(below) }) };
}

const hasRtol = ({ rtol }: Rules) => rtol !== undefined;
