import type { Step } from '../../compare/difference.ts';
import type { Policy, Rules } from '../../compare/policy.ts';
import { generalPath } from '../../runner/signature.ts';
import { identical } from '../../value/identical.ts';
import type { Value } from '../../value/value.ts';
import type { Change, FaultSet, Mutant, Specimen } from './mutant.ts';
import { proveNorm } from './norm-proof.ts';
import { type Proof, proveNumbers } from './number-proof.ts';
import { quantityOf } from './quantity.ts';
import { type PlaceRules, rulesAt } from './rules-at.ts';
import { type Site, valueAt, withValue } from './sites.ts';
import { proveValues } from './value-proof.ts';

/** The mutant of a base with another value at a site; null when it cannot be put there or changes nothing. */
export function mutantAt(
  specimen: Specimen,
  site: Site,
  after: Value,
  change: Omit<Change, 'steps' | 'before' | 'after'>,
  set: FaultSet = 'must-die',
): Mutant | null {
  const { base, policy } = specimen;
  if (base.kind !== 'returned') return null;
  const value = withValue(base.value, site.address, after);
  // What is stored may be another number than what was put: only the answer itself says whether it changed.
  if (value === null || identical(value, base.value)) return null;
  return {
    fault: change.fault,
    set,
    path: generalPath(['value', ...site.steps]),
    outcome: { ...base, value },
    proof: proofAt(specimen, site, value, policy),
    gross: proofAt(specimen, site, value, coarse(specimen)) === 'beyond',
    line: rulesAt(policy, site.steps).ignore ? rulesAt(policy, site.steps).line('ignore') : change.line,
    before: site.value,
    after,
  };
}

/** What is certain of the whole answer, by the part that changed: the rest of the base agreed, or is the reference itself. */
function proofAt({ reference }: Specimen, site: Site, mutated: Value, policy: Policy): Proof {
  if (reference.kind !== 'returned') return 'unknown';
  if (rulesAt(policy, []).optimum) return proveValues(reference.value, mutated, policy);
  const matched = matchedAbove(policy, site);
  if (matched !== null) return proofAmong(reference.value, mutated, policy, site, matched);
  const [l, m] = [valueAt(reference.value, site.steps), valueAt(mutated, site.steps)];
  if (l === undefined || m === undefined) return 'unknown';
  const [a, b] = [quantityOf(l.value, l.dtype), quantityOf(m.value, m.dtype)];
  const rules = rulesAt(policy, site.steps);
  if (a !== null && b !== null && rules.mode === 'norm') return proofByNorm(reference.value, mutated, site, rules);
  if (a !== null && b !== null) return proveNumbers(a, b, rules);
  return proveValues(l.value, m.value, policy, site.steps);
}

/** By the array or sequence that the number is in; a number outside any is judged like every other. */
function proofByNorm(reference: Value, mutated: Value, site: Site, rules: PlaceRules): Proof {
  const above = holderOf(site);
  const [all, changed] = [valueAt(reference, above), valueAt(mutated, above)];
  if (all === undefined || changed === undefined || site.steps.length === 0) return 'unknown';
  return proveNorm(all.value, changed.value, rules);
}

/** The steps to the container of a site: an element of an array has as many steps in it as the array has dimensions. */
export function holderOf({ steps, address, dtype }: Site): readonly Step[] {
  return steps.slice(0, dtype === null ? steps.length - 1 : address.length - 1);
}

/** How many steps down stands a container above the site whose items find their partners by themselves; null: none. */
function matchedAbove(policy: Policy, { steps }: Site): number | null {
  if (!hasMatched(policy)) return null;
  const depth = steps.findIndex((_, length) => rulesAt(policy, steps.slice(0, length)).matched !== null);
  return depth === -1 ? null : depth;
}

export const hasMatched = (policy: Policy): boolean =>
  [policy, ...(policy.paths ?? [])].some(
    ({ unordered, key, labels }: Rules) => unordered === true || (key ?? '') !== '' || labels === 'permutation',
  );

/** In any order, a changed item is beyond the policy when it agrees with none: then one of the items finds no partner. */
function proofAmong(reference: Value, mutated: Value, policy: Policy, site: Site, depth: number): Proof {
  const above = site.steps.slice(0, depth);
  const rules = rulesAt(policy, above);
  const [all, changed] = [valueAt(reference, above), valueAt(mutated, site.steps.slice(0, depth + 1))];
  if (all === undefined || changed === undefined || rules.matched !== 'unordered') return 'unknown';
  const item = site.steps.slice(0, depth + 1);
  const items = itemsOf(all.value);
  if (items.length === 0 || items.length > 200) return 'unknown';
  return items.every((one) => proveValues(one, changed.value, policy, item) === 'beyond') ? 'beyond' : 'unknown';
}

const itemsOf = (value: Value): readonly Value[] =>
  Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null && (value.kind === 'tuple' || value.kind === 'deque')
      ? value.items
      : [];

const coarsened = new WeakMap<Policy, Map<boolean, Policy>>();

/** A policy of the same places under which only what is off by more than half is beyond. */
export function coarse({ policy, blind }: Pick<Specimen, 'policy' | 'blind'>): Policy {
  const known = coarsened.get(policy)?.get(blind);
  if (known !== undefined) return known;
  const made: Policy = {
    ...places(policy, blind),
    mode: 'value',
    rtol: 0.5,
    atol: 0,
    types: 'loose',
    paths: (policy.paths ?? []).map((rules) => ({ path: rules.path, ...places(rules, blind) })),
  };
  coarsened.set(policy, (coarsened.get(policy) ?? new Map()).set(blind, made));
  return made;
}

/** What is about which places are compared, and which belong together. */
function places({ unordered, key, labels, ignore, normalise }: Rules, blind: boolean): Rules {
  return {
    ...(unordered === undefined ? {} : { unordered }),
    ...(key === undefined ? {} : { key }),
    ...(labels === undefined ? {} : { labels }),
    ...(ignore === undefined || blind ? {} : { ignore }),
    ...(normalise === undefined ? {} : { normalise }),
  };
}
