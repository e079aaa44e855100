import { didYouMean } from '../base/nearest.ts';
import { parsePattern } from './path.ts';

/** A check gives what was wanted when the value is not that. */
type Check = (value: unknown) => string | null;

const tolerance: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? null : 'a finite number >= 0';
const wholeNumber: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? null : 'an integer >= 0';
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'true or false');

function oneOf(...words: readonly string[]): Check {
  return (value) => (words.includes(value as string) ? null : `one of ${words.map((word) => `"${word}"`).join(', ')}`);
}

const ruleChecks: Readonly<Record<string, Check>> = {
  mode: oneOf('value', 'bitwise', 'ulp'),
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
};

/**
 * What is wrong with a policy, one sentence each; empty when it is valid. An invalid policy makes every comparison
 * `incomparable`: a tolerance that is NaN, negative or infinite would let anything pass, or nothing.
 */
export function checkPolicy(policy: unknown): string[] {
  if (!isRecord(policy)) return [`Policy must be an object: it is ${show(policy)}`];
  const problems = checkFields('Policy', policy, { ...ruleChecks, mutation: flag, paths: list, errors: record });
  if (Array.isArray(policy.paths)) {
    for (const [index, rules] of policy.paths.entries()) problems.push(...checkPathRules(index, rules));
  }
  if (isRecord(policy.errors)) problems.push(...checkErrorRules(policy.errors));
  if (policy.ulp !== undefined && policy.mode !== 'ulp') problems.push(idleUlp('Policy', policy.mode));
  return problems;
}

function checkPathRules(index: number, rules: unknown): string[] {
  const place = `Path rule ${index + 1}`;
  if (!isRecord(rules)) return [`${place} must be an object: it is ${show(rules)}`];
  const problems = checkFields(place, rules, { ...ruleChecks, path: pattern });
  if (rules.path === undefined) problems.push(`${place} has no "path": add the pattern it is for, such as "/params/*"`);
  const mode = rules.mode;
  if (rules.ulp !== undefined && mode !== undefined && mode !== 'ulp') problems.push(idleUlp(place, mode));
  return problems;
}

function checkErrorRules(errors: Record<string, unknown>): string[] {
  const problems = checkFields('Error rules', errors, { compare: oneOf('class', 'any'), classes: record });
  if (!isRecord(errors.classes)) return problems;
  for (const [modern, legacy] of Object.entries(errors.classes)) {
    if (typeof legacy === 'string' && legacy !== '') continue;
    problems.push(`Error rules map class ${show(modern)} to ${show(legacy)}: name the class that legacy raises`);
  }
  return problems;
}

function checkFields(
  place: string,
  fields: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(checks, name)) {
      problems.push(`${place} has an unknown field ${show(name)}${didYouMean(name, Object.keys(checks))}`);
      continue;
    }
    const wanted = checks[name]!(value);
    if (wanted !== null) problems.push(`${place}: "${name}" must be ${wanted}: it is ${show(value)}`);
  }
  return problems;
}

function idleUlp(place: string, mode: unknown): string {
  return `${place}: "ulp" has no effect in mode ${show(mode ?? 'value')}: set "mode" to "ulp"`;
}

function list(value: unknown): string | null {
  return Array.isArray(value) ? null : 'a list';
}

function record(value: unknown): string | null {
  return isRecord(value) ? null : 'an object';
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : typeof value;
}
