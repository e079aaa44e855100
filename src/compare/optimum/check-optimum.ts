import { type Check, checkFields, flag, isRecord, list, oneOf, show, tolerance } from '../check-fields.ts';

/** Groups that are tried in every order: more would take too long, and no model has them. */
export const mostGroups = 12;

const positive: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? null : 'a finite number > 0';
const callable: Check = (value) => (typeof value === 'function' ? null : 'a function of the parameters');
const digits: Check = (value) =>
  value === 'above-rtol' || flag(value) === null ? null : 'true, false or "above-rtol"';
const classes: Check = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '')
    ? null
    : 'a list of names of error classes';

/** What is wrong with a rule for optimizers, one sentence each. */
export function checkOptimum(place: string, rule: unknown): string[] {
  if (rule === null || rule === undefined) return [];
  const at = `${place}: "optimum"`;
  if (!isRecord(rule)) return [`${at} must be an object such as { rtol: 1e-8 }: it is ${show(rule)}`];
  const problems = checkFields(at, rule, {
    rtol: tolerance,
    floor: tolerance,
    scale: tolerance,
    predictions: tolerance,
    parameters: positive,
    covariance: tolerance,
    exchangeable: list,
    severalMinima: flag,
    residualDigits: digits,
    bothGaveUp: oneOf('agree', 'differ'),
    notConverged: classes,
    at: callable,
  });
  if (Array.isArray(rule.exchangeable)) problems.push(...checkExchangeable(at, rule.exchangeable));
  return problems;
}

function checkExchangeable(at: string, sets: readonly unknown[]): string[] {
  const problems: string[] = [];
  const seen = new Set<number>();
  for (const [index, groups] of sets.entries()) {
    const place = `${at}: set ${index + 1} of "exchangeable"`;
    if (!isListOfGroups(groups)) {
      problems.push(`${place} must be a list of groups of parameter indices, such as [[0, 1], [2, 3]]`);
      continue;
    }
    const sizes = new Set(groups.map((group) => group.length));
    if (groups.length < 2) problems.push(`${place} has ${groups.length} group: what changes places are at least two`);
    if (groups.length > mostGroups)
      problems.push(`${place} has ${groups.length} groups: at most ${mostGroups} are tried`);
    if (sizes.size > 1) problems.push(`${place} has groups of unequal size: whole groups change places`);
    if (sizes.has(0)) problems.push(`${place} has an empty group`);
    for (const parameter of groups.flat()) {
      if (seen.has(parameter))
        problems.push(`${place} names parameter ${parameter} again: it can be in one group only`);
      seen.add(parameter);
    }
  }
  return problems;
}

function isListOfGroups(value: unknown): value is number[][] {
  return (
    Array.isArray(value) &&
    value.every(
      (group) => Array.isArray(group) && group.every((index) => Number.isSafeInteger(index) && (index as number) >= 0),
    )
  );
}
