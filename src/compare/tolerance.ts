import { checkPolicy } from './check-policy.ts';
import { type ResolvedOptimum, resolveOptimum } from './optimum/optimum-rule.ts';
import { parsePattern, type Segment } from './path.ts';
import { type ErrorRules, ownRules, type Policy, type Rules, type StatisticalRule } from './policy.ts';
import { type Rational, rationalOf } from './rational.ts';

/** The rules of one place with nothing left open. */
export interface ResolvedRules extends Required<Rules> {
  /** The rule for numbers in words. */
  readonly sentence: string;
  /** The tolerances as exact fractions. */
  readonly exactRtol: Rational;
  readonly exactAtol: Rational;
}

/** Rules for the places that a pattern matches. */
export interface ResolvedPath {
  readonly segments: readonly Segment[];
  readonly rules: Rules;
  /** What of them holds below those places too. */
  readonly below: Rules;
}

export interface StatisticalGroup {
  readonly path: string;
  readonly rules: readonly StatisticalRule[];
}

/** A policy with every default filled in and every pattern read. */
export interface ResolvedPolicy {
  readonly rules: ResolvedRules;
  readonly paths: readonly ResolvedPath[];
  readonly errors: Required<Omit<ErrorRules, 'languages'>> & Pick<ErrorRules, 'languages'>;
  readonly mutation: boolean;
  /** The rule for the returned value as an optimizer's answer; null where it is none. */
  readonly optimum: ResolvedOptimum | null;
  /** Where bounds over all cases are set: the path (`` for the policy itself) and the bounds. */
  readonly statistical: readonly StatisticalGroup[];
}

const defaults: Required<Rules> = {
  mode: 'value',
  rtol: 0,
  atol: 0,
  ulp: 0,
  equalNan: true,
  signedZero: false,
  complex: 'modulus',
  types: 'compatible',
  keyOrder: false,
  identity: false,
  ignore: false,
  norm: 'max',
  statistical: [],
  normalise: [],
  within: { seconds: 0 },
  minAgreement: 1,
  unordered: false,
  key: '',
  labels: 'exact',
  optimum: null,
};
const names = Object.keys(defaults) as (keyof Rules)[];

/** What is wrong with a policy, or its resolved form. Policies are not changed once made, so the answer is kept. */
const resolved = new WeakMap<Policy, ResolvedPolicy | readonly string[]>();
/** The last of them: most comparisons are under the policy of the one before, and a look into the map takes longer. */
let last: { readonly policy: Policy; readonly answer: ResolvedPolicy | readonly string[] } | null = null;

/** The policy with its defaults, or the list of what is wrong with it. */
export function resolvePolicy(policy: Policy): ResolvedPolicy | readonly string[] {
  if (last?.policy === policy) return last.answer;
  const answer = resolved.get(policy) ?? resolveNew(policy);
  last = { policy, answer };
  return answer;
}

function resolveNew(policy: Policy): ResolvedPolicy | readonly string[] {
  const problems = checkPolicy(policy);
  const answer = problems.length > 0 ? problems : resolveValid(policy);
  resolved.set(policy, answer);
  return answer;
}

export function isResolved(answer: ResolvedPolicy | readonly string[]): answer is ResolvedPolicy {
  return 'rules' in answer;
}

function resolveValid(given: Policy): ResolvedPolicy {
  const policy = withOwnBounds(given);
  const { errors } = policy;
  const paths = (policy.paths ?? []).map(withOwnBounds);
  const below = belowRules(policy);
  // What is about one container is, in the policy itself, about the returned value.
  const root = below === policy ? [] : [{ ...policy, path: '' }];
  const groups = [{ ...policy, path: '' }, ...paths];
  return {
    rules: overlay(undefined, [below]),
    paths: [...root, ...paths].map((rules) => ({
      segments: parsePattern(rules.path),
      rules,
      below: belowRules(rules),
    })),
    errors: {
      compare: errors?.compare ?? 'class',
      classes: errors?.classes ?? {},
      ...(errors?.languages === undefined ? {} : { languages: errors.languages }),
    },
    mutation: policy.mutation ?? true,
    optimum: policy.optimum ? resolveOptimum(policy.optimum) : null,
    statistical: groups.flatMap(({ path, statistical: rules }) => (rules === undefined ? [] : [{ path, rules }])),
  };
}

/** With a list of bounds of its own: two places that share one are still judged apart. */
function withOwnBounds<T extends Rules>(rules: T): T {
  return rules.statistical === undefined ? rules : { ...rules, statistical: [...rules.statistical] };
}

/** The rules without those that are about one container; the very same rules when there are none of these. */
function belowRules(rules: Rules): Rules {
  if (ownRules.every((name) => rules[name] === undefined)) return rules;
  const below: Record<string, unknown> = { ...rules };
  for (const name of ownRules) delete below[name];
  return below;
}

/** Lays rules over others: the last one that names a field decides it. */
export function overlay(base: Required<Rules> | undefined, layers: readonly Rules[]): ResolvedRules {
  const merged: Record<string, unknown> = {};
  for (const name of names) {
    merged[name] = layers.findLast((layer) => layer[name] !== undefined)?.[name] ?? (base ?? defaults)[name];
  }
  const rules = merged as unknown as Required<Rules>;
  return {
    ...rules,
    // Two values of different types have no bits to compare.
    types: rules.mode === 'bitwise' ? 'strict' : rules.types,
    sentence: sentenceOf(rules),
    exactRtol: rationalOf(rules.rtol),
    exactAtol: rationalOf(rules.atol),
  };
}

/** The policy for one modern: its own fields over the subject's, its paths after the subject's, error classes of both. */
export function mergePolicies(subject: Policy, modern: Policy): Policy {
  const classes = { ...subject.errors?.classes, ...modern.errors?.classes };
  return {
    ...(modern.mode === undefined || modern.mode === subject.mode ? subject : withoutModeRules(subject)),
    ...modern,
    ...(subject.optimum && modern.optimum ? { optimum: { ...subject.optimum, ...modern.optimum } } : {}),
    paths: [...(subject.paths ?? []), ...(modern.paths ?? [])],
    errors: { ...subject.errors, ...modern.errors, classes },
  };
}

/** Without what only the mode that is being replaced makes use of. */
function withoutModeRules({ ulp: _ulp, norm: _norm, statistical: _statistical, ...rest }: Policy): Policy {
  return rest;
}

const normNames = { max: 'largest element', l2: 'root of the sum of squares', l1: 'sum of sizes' };

function sentenceOf(rules: Required<Rules>): string {
  switch (rules.mode) {
    case 'bitwise':
      return 'bit for bit';
    case 'ulp':
      return `at most ${rules.ulp} ulp apart`;
    case 'norm':
      return `||m - l|| <= atol + rtol * ||l|| (${normNames[rules.norm]}) with rtol ${rules.rtol}, atol ${rules.atol}`;
    case 'statistical':
      return 'judged with all other cases of the subject';
    case 'value':
      return `|m - l| <= atol + rtol * |l| with rtol ${rules.rtol}, atol ${rules.atol}`;
  }
}
