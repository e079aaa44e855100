import { checkPolicy } from './check-policy.ts';
import { parsePattern, type Segment } from './path.ts';
import type { ErrorRules, Policy, Rules } from './policy.ts';
import { type Rational, rationalOf } from './rational.ts';

/** The rules of one place with nothing left open. */
export interface ResolvedRules extends Required<Rules> {
  /** The rule for numbers in words. */
  readonly sentence: string;
  /** The tolerances as exact fractions. */
  readonly exactRtol: Rational;
  readonly exactAtol: Rational;
}

/** A policy with every default filled in and every pattern read. */
export interface ResolvedPolicy {
  readonly rules: ResolvedRules;
  readonly paths: readonly { readonly segments: readonly Segment[]; readonly rules: Rules }[];
  readonly errors: Required<ErrorRules>;
  readonly mutation: boolean;
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
};
const names = Object.keys(defaults) as (keyof Rules)[];

/** What is wrong with a policy, or its resolved form. Policies are not changed once made, so the answer is kept. */
const resolved = new WeakMap<Policy, ResolvedPolicy | readonly string[]>();

/** The policy with its defaults, or the list of what is wrong with it. */
export function resolvePolicy(policy: Policy): ResolvedPolicy | readonly string[] {
  const known = resolved.get(policy);
  if (known !== undefined) return known;
  const problems = checkPolicy(policy);
  const answer = problems.length > 0 ? problems : resolveValid(policy);
  resolved.set(policy, answer);
  return answer;
}

export function isResolved(answer: ResolvedPolicy | readonly string[]): answer is ResolvedPolicy {
  return 'rules' in answer;
}

function resolveValid(policy: Policy): ResolvedPolicy {
  return {
    rules: overlay(undefined, [policy]),
    paths: (policy.paths ?? []).map((rules) => ({ segments: parsePattern(rules.path), rules })),
    errors: { compare: policy.errors?.compare ?? 'class', classes: policy.errors?.classes ?? {} },
    mutation: policy.mutation ?? true,
  };
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
    ...subject,
    ...modern,
    paths: [...(subject.paths ?? []), ...(modern.paths ?? [])],
    errors: { ...subject.errors, ...modern.errors, classes },
  };
}

function sentenceOf(rules: Required<Rules>): string {
  switch (rules.mode) {
    case 'bitwise':
      return 'bit for bit';
    case 'ulp':
      return `at most ${rules.ulp} ulp apart`;
    case 'value':
      return `|m - l| <= atol + rtol * |l| with rtol ${rules.rtol}, atol ${rules.atol}`;
  }
}
