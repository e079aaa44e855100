import type { Value } from '../value/value.ts';
import type { Comparison, Difference } from './difference.ts';
import { defaultMaxDifferences, Evidence } from './evidence.ts';
import { isNumeric } from './pair-elements.ts';
import type { Place } from './path.ts';
import { type Adjust, ruleStates } from './path-rules.ts';
import type { PlaceLog } from './place-log.ts';
import type { Policy } from './policy.ts';
import { sameArrays } from './same-arrays.ts';
import { isResolved, overlay, type ResolvedPolicy, type ResolvedRules, resolvePolicy } from './tolerance.ts';
import { isSameWhereEqual, Walk } from './walk.ts';
import { wouldPass } from './would-pass.ts';

export interface CompareOptions {
  /** Most differences kept as evidence (default 100); counts and extremes are always complete. */
  readonly maxDifferences?: number;
  /** Where to write down what is found of numbers, place by place; a new one for each comparison. */
  readonly places?: PlaceLog;
}

/**
 * Compares two values under a policy: the law of comparison. `l` is legacy, the reference, and `m` modern.
 *
 * 1. An invalid policy (a tolerance that is NaN, negative or infinite, an unknown field) is `incomparable`, whatever the values.
 * 2. The rules of a place are the policy's own, overlaid by every path rule whose pattern matches the place or one above
 *    it, in the order listed. Ignored places are counted and not looked at.
 * 3. Types first. `strict`: same kind and dtype (byte order aside). `compatible`: an integer meets a float when both are
 *    within 2^53, where floats hold every integer; then their values are judged, so that 2 and 2.0 agree and 2 and 2.5
 *    differ by value. A NumPy scalar meets a plain one of its kind, a list a tuple and a 1-D array, bytes a bytearray,
 *    a set a frozenset, a dict any map, a record one whose class has the same own name. Two dtypes must be equal. A
 *    boolean meets no number. `loose`: dtypes are ignored; any two numbers meet, a boolean as exactly 0 or 1; dates meet
 *    across units as instants, spans unless they count years or months; nested sequences meet n-d arrays, a 0-d array a
 *    scalar, a record a map. Strings, bytes and dates never meet numbers. What may not meet is `incomparable`: it counts
 *    as drift and is not looked into. Arrays must have equal shapes: nothing broadcasts.
 * 4. Identical values agree. Otherwise numbers agree iff `|m - l| <= atol + rtol * |l|`, NumPy's formula.
 *    Floats are widened to binary64 and judged in IEEE double; if `|m - l|`, the product or the bound overflows, exact
 *    rational arithmetic decides. When one number is an integer, a decimal or a fraction, exact arithmetic always decides,
 *    with rtol and atol as the exact binary64 values they are.
 * 5. NaN agrees with NaN iff `equalNan`, whatever the payloads, and with nothing else; NaT likewise. An infinity agrees
 *    only with itself. -0 agrees with 0 unless `signedZero`. Complex numbers by modulus, correctly rounded where it
 *    matters; by their parts when a part is not finite, or with `complex: 'componentwise'`.
 * 6. Booleans, strings (code units), bytes, dates, set items and keys agree only when equal. Equal means by value:
 *    `Decimal("1.0")` is `Decimal("1.00")`, aware times are their instants. Decimals with exponents past 20,000 are
 *    compared without tolerance. An object known only by its printed text is compared by it.
 * 7. Maps are compared by key, in order when both are ordered maps or with `keyOrder`; sequences by position, sets by
 *    item. What only one side has is `missing` or `extra`. Keys equal but for their type are type drift. With `identity`,
 *    places must share changeable objects alike (`sharing`). Cycles agree when they cannot be told apart.
 * 8. Mode `ulp`: floats agree when at most `ulp` steps between representable values of their own dtype apart (complex
 *    numbers: each part); rtol and atol do not count, and numbers that have no such unit, integers among them, agree only
 *    when equal. Mode `bitwise`: types are `strict`, and NaN payloads, signs of zeros, spellings, byte order and memory
 *    order count.
 *    Mode `norm`: the finite numbers of a sequence or array together, `||m - l|| <= atol + rtol * ||l||` in IEEE double,
 *    by `norm`; complex numbers count with their modulus, and where l is all zeros only atol is left. What is not finite,
 *    is no number or may not meet by type is judged by itself, a number outside any sequence by rule 4. Mode `statistical`:
 *    finite numbers are within policy, and their errors go to `samples`, to be held to the bounds over all cases.
 * 9. `unordered`: a maximum matching of items that agree; items beside no partner are laid side by side with the nearest
 *    of the rest, or are missing or extra. When too many pairs would have to be tried, that is drift. `key`: items are
 *    brought together by what they hold there; a key that is not unique, or that an item does not hold, is drift.
 *    `labels: 'permutation'`: the parts that labels make of their items are the same, or have an adjusted Rand index of at
 *    least `minAgreement`. These three hold at the very places a pattern matches, in the policy itself for the returned
 *    value; all other rules hold below them too.
 * 10. Strings, and bytes that are UTF-8, are compared after `normalise`. `within`: dates, times and spans by the seconds
 *    between them, exactly; an aware time is no naive one.
 *
 * 11. `optimum`: two maps that are answers of optimizers are judged by cost, then predictions, then parameters, then
 *    covariance, and no further than the first that is beyond policy (`optimum/judge-optimum.ts`). What is not finite, and
 *    entries of other names, by the ordinary rules. Where both sides did not converge their answers must still agree,
 *    unless `bothGaveUp` is `agree`; an error of a class in `notConverged` says the same as `converged: false`.
 *
 * The verdict is `incomparable` when some place was, else `differ` when some place is beyond policy, else `agree`.
 * Neither deep nor cyclic values nor any number of differences exhausts stack or memory.
 *
 * Where NumPy's `assert_allclose` errs (int64 beyond 2^53, half-NaN complex numbers, overflow of |m - l|, booleans under
 * atol, broadcasting) this does not.
 */
export function compareValues(legacy: Value, modern: Value, policy: Policy, options: CompareOptions = {}): Comparison {
  const limit = options.maxDifferences ?? defaultMaxDifferences;
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) return invalidPolicy(resolved);
  return compareAt(legacy, modern, resolved, null, limit, options.places);
}

/** Compares two values that stand at `place`, to which the paths of the policy are relative. */
export function compareAt(
  legacy: Value,
  modern: Value,
  policy: ResolvedPolicy,
  place: Place | null,
  limit: number = defaultMaxDifferences,
  places?: PlaceLog,
): Comparison {
  const same = sameArrays(legacy, modern, policy);
  if (same !== null) {
    if (isNumeric(same.type)) places?.addSame(place, same.axes, same.count);
    return { ...noDifference, compared: same.count };
  }
  if (legacy === modern && isSameWhereEqual(legacy) && agreesUnlooked(policy)) {
    if (typeof legacy === 'number' || typeof legacy === 'bigint') places?.addSame(place, 0, 1);
    return samePrimitives;
  }
  const evidence = gather(legacy, modern, policy, place, limit, undefined, places);
  const rejudge = (adjust: Adjust): boolean => gather(legacy, modern, policy, place, 0, adjust).beyond === 0;
  // Where one tolerance holds for all numbers, and |m - l| and steps are what is measured.
  const isPlain = policy.paths.length === 0 && (policy.rules.mode === 'value' || policy.rules.mode === 'ulp');
  const decided = !isPlain
    ? 'nothing'
    : evidence.onlyScannedFloats
      ? 'all'
      : evidence.isMaxAbsExact
        ? 'atol'
        : 'nothing';
  return comparisonOf(evidence, wouldPass(evidence, rejudge, withTolerance, decided));
}

/** What is said of values that are the same but for how many were compared. */
const noDifference: Comparison = comparisonOf(new Evidence(0), null);

/** What two equal primitives come to: most cases of a run return such. */
const samePrimitives: Comparison = { ...noDifference, compared: 1 };

/** True when no rule asks for more of two equal primitives than that they are equal. */
function agreesUnlooked({ paths, rules, optimum }: ResolvedPolicy): boolean {
  return paths.length === 0 && optimum === null && !rules.ignore && rules.mode !== 'statistical';
}

function gather(
  legacy: Value,
  modern: Value,
  policy: ResolvedPolicy,
  place: Place | null,
  limit: number,
  adjust?: Adjust,
  places?: PlaceLog,
): Evidence {
  const evidence = new Evidence(limit, adjust !== undefined);
  new Walk(evidence, { places: places ?? null }).run(legacy, modern, { place, state: ruleStates(policy, adjust) });
  return evidence;
}

/** Bits are not a matter of tolerance, nor what is judged over all cases; what is judged as a whole stays that. */
function withTolerance(rules: ResolvedRules, changes: Partial<ResolvedRules>): ResolvedRules {
  if (rules.mode === 'bitwise' || rules.mode === 'statistical') return rules;
  return overlay(rules, [rules.mode === 'norm' ? { ...changes, mode: 'norm' } : changes]);
}

export function comparisonOf(evidence: Evidence, pass: Comparison['wouldPass']): Comparison {
  const { compared, ignored, beyond, within, above, below, maxAbs, maxRel, maxUlp, maxShare } = evidence;
  const comparison = {
    verdict: evidence.verdict(),
    differences: evidence.isUnsettled ? [] : evidence.differences(),
    beyond,
    within,
    compared,
    ignored,
    maxAbs,
    maxRel,
    maxUlp,
    maxShare,
    above,
    below,
    wouldPass: pass,
    ...(evidence.samplers === null ? {} : { samples: samplesIn(evidence.samplers) }),
  };
  return evidence.isUnsettled ? withLaterDifferences(comparison, evidence) : comparison;
}

/** With a list that is written out when it is first read, which costs more than to compare thousands of numbers. */
function withLaterDifferences(comparison: Comparison, evidence: Evidence): Comparison {
  let differences: readonly Difference[] | null = null;
  const get = (): readonly Difference[] => {
    differences ??= evidence.differences();
    return differences;
  };
  return Object.defineProperty(comparison, 'differences', { get, enumerable: true });
}

function samplesIn(samplers: NonNullable<Evidence['samplers']>): NonNullable<Comparison['samples']> {
  return new Map([...samplers].map(([rules, sampler]) => [rules, sampler.sample()]));
}

/** Nothing can be said under a policy that is wrong, not even of identical values. */
export function invalidPolicy(problems: readonly string[]): Comparison {
  const evidence = new Evidence(1);
  evidence.add({ place: null, class: 'type', rule: `the policy must be valid: ${problems.join('. ')}` });
  return comparisonOf(evidence, null);
}
