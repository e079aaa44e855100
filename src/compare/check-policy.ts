import {
  type Check,
  checkFields,
  flag,
  isRecord,
  list,
  oneOf,
  record,
  share,
  show,
  tolerance,
  wholeNumber,
} from './check-fields.ts';
import { checkStatistics } from './check-statistics.ts';
import { languagePairs } from './error-languages.ts';
import { normaliserNames } from './normalise.ts';
import { checkOptimum } from './optimum/check-optimum.ts';
import { parsePattern } from './path.ts';

const ruleChecks: Readonly<Record<string, Check>> = {
  mode: oneOf('value', 'bitwise', 'ulp', 'norm', 'statistical'),
  rtol: tolerance,
  atol: tolerance,
  ulp: wholeNumber,
  equalNan: flag,
  signedZero: flag,
  complex: oneOf('modulus', 'componentwise'),
  types: oneOf('strict', 'compatible', 'loose'),
  keyOrder: flag,
  identity: flag,
  ignore: flag,
  norm: oneOf('max', 'l2', 'l1'),
  statistical: list,
  normalise: listOfNormalisers,
  within: seconds,
  minAgreement: share,
  unordered: flag,
  key: pointer,
  labels: oneOf('exact', 'permutation'),
  // Looked into by `checkOptimum`.
  optimum: () => null,
};

/**
 * What is wrong with a policy, one sentence each; empty when it is valid. An invalid policy makes every comparison
 * `incomparable`: a tolerance that is NaN, negative or infinite would let anything pass, or nothing.
 */
export function checkPolicy(policy: unknown): string[] {
  if (!isRecord(policy)) return [`Policy must be an object: it is ${show(policy)}`];
  const problems = checkFields('Policy', policy, { ...ruleChecks, mutation: flag, paths: list, errors: record, bands });
  if (Array.isArray(policy.paths)) {
    for (const [index, rules] of policy.paths.entries()) problems.push(...checkPathRules(index, rules, policy));
  }
  if (isRecord(policy.errors)) problems.push(...checkErrorRules(policy.errors));
  if (policy.ulp !== undefined && policy.mode !== 'ulp') problems.push(idle('Policy', 'ulp', 'ulp', policy.mode));
  if (policy.norm !== undefined && policy.mode !== 'norm') problems.push(idle('Policy', 'norm', 'norm', policy.mode));
  return [
    ...problems,
    ...checkOwn('Policy', policy),
    ...checkOptimum('Policy', policy.optimum),
    ...checkStatistics('Policy', policy, null),
  ];
}

function checkPathRules(index: number, rules: unknown, policy: Record<string, unknown>): string[] {
  const place = `Path rule ${index + 1}`;
  if (!isRecord(rules)) return [`${place} must be an object: it is ${show(rules)}`];
  const problems = checkFields(place, rules, { ...ruleChecks, path: pattern });
  if (rules.path === undefined) problems.push(`${place} has no "path": add the pattern it is for, such as "/params/*"`);
  const { mode } = rules;
  for (const field of ['ulp', 'norm'] as const) {
    if (rules[field] !== undefined && mode !== undefined && mode !== field)
      problems.push(idle(place, field, field, mode));
  }
  return [
    ...problems,
    ...checkOwn(place, rules),
    ...checkOptimum(place, rules.optimum),
    ...checkStatistics(place, rules, policy),
  ];
}

function checkErrorRules(errors: Record<string, unknown>): string[] {
  const problems = checkFields('Error rules', errors, {
    compare: oneOf('class', 'any'),
    classes: record,
    languages: oneOf(...languagePairs),
  });
  if (!isRecord(errors.classes)) return problems;
  for (const [modern, legacy] of Object.entries(errors.classes)) {
    if (typeof legacy === 'string' && legacy !== '') continue;
    problems.push(`Error rules map class ${show(modern)} to ${show(legacy)}: name the class that legacy raises`);
  }
  return problems;
}

function idle(place: string, field: string, wanted: string, mode: unknown): string {
  return `${place}: "${field}" has no effect in mode ${show(mode ?? 'value')}: set "mode" to "${wanted}"`;
}

/** A sequence is laid side by side in one way. */
function checkOwn(place: string, rules: Record<string, unknown>): string[] {
  const asked = [
    ...(rules.unordered === true ? ['unordered'] : []),
    ...(rules.key !== undefined && rules.key !== '' ? ['key'] : []),
    ...(rules.labels === 'permutation' ? ['labels'] : []),
  ];
  const problems = asked.length > 1 ? [`${place}: "${asked.join('" and "')}" exclude each other: keep one`] : [];
  if (rules.minAgreement !== undefined && rules.labels !== 'permutation') {
    problems.push(`${place}: "minAgreement" has no effect without "labels": set "labels" to "permutation"`);
  }
  return problems;
}

function bands(value: unknown): string | null {
  const isOne =
    isRecord(value) &&
    Object.keys(value).length === 2 &&
    tolerance(value.expected) === null &&
    tolerance(value.bug) === null &&
    Number(value.expected) < Number(value.bug);
  return isOne ? null : '{ expected, bug }, two relative differences, the first below the second';
}

function listOfNormalisers(value: unknown): string | null {
  const isList = Array.isArray(value) && value.every((name) => normaliserNames.includes(name));
  return isList ? null : `a list of ${normaliserNames.map((name) => `"${name}"`).join(', ')}`;
}

function seconds(value: unknown): string | null {
  const isOne = isRecord(value) && Object.keys(value).length === 1 && tolerance(value.seconds) === null;
  return isOne ? null : '{ seconds: a finite number >= 0 }';
}

/** A pointer into an item, without the patterns of paths. */
function pointer(value: unknown): string | null {
  const wanted = 'a pointer such as "/id"';
  if (typeof value !== 'string' || !value.startsWith('/')) return wanted;
  const problem = pattern(value);
  if (problem !== null) return problem;
  return parsePattern(value).every((segment) => segment.any === undefined) ? null : `${wanted}, without "*"`;
}

function pattern(value: unknown): string | null {
  if (typeof value !== 'string') return 'a pattern such as "/params/*"';
  try {
    parsePattern(value);
    return null;
  } catch (error) {
    return `a pattern such as "/params/*" (${(error as Error).message})`;
  }
}
