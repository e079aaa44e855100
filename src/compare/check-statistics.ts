import { type Check, checkFields, isRecord, oneOf, share, show, tolerance, wholeNumber } from './check-fields.ts';

const measures = ['mean', 'max', 'quantile', 'beyond', 'bias'];
const common: Readonly<Record<string, Check>> = {
  measure: oneOf(...measures),
  of: oneOf('abs', 'rel'),
  atMost: tolerance,
  minCount: wholeNumber,
};
/** The fields of one measure alone, each with a word on whether it must be there. */
const own: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  quantile: { q: share },
  beyond: { bound: tolerance },
  bias: { test: oneOf('sign', 't'), significance: share },
};
const needed: Readonly<Record<string, string>> = { quantile: 'q', beyond: 'bound' };

/**
 * What is wrong with the bounds over all cases of a policy or one of its path rules: unknown fields, bounds that no mode
 * uses, and a mode without bounds, under which anything would pass.
 *
 * @param above the policy of a path rule, whose mode and bounds it inherits; null for the policy itself
 */
export function checkStatistics(
  place: string,
  rules: Record<string, unknown>,
  above: Record<string, unknown> | null,
): string[] {
  const problems: string[] = [];
  const mode = rules.mode ?? above?.mode ?? 'value';
  const bounds = rules.statistical ?? above?.statistical;
  if (rules.statistical !== undefined && mode !== 'statistical') {
    problems.push(`${place}: "statistical" has no effect in mode ${show(mode)}: set "mode" to "statistical"`);
  }
  if (rules.mode === 'statistical' && (!Array.isArray(bounds) || bounds.length === 0)) {
    problems.push(`${place}: mode "statistical" needs a bound, or anything would pass: add one to "statistical"`);
  }
  if (!Array.isArray(rules.statistical)) return problems;
  return [
    ...problems,
    ...rules.statistical.flatMap((bound, index) => checkBound(`${place}, bound ${index + 1}`, bound)),
  ];
}

function checkBound(place: string, bound: unknown): string[] {
  if (!isRecord(bound)) return [`${place} must be an object: it is ${show(bound)}`];
  const measure = String(bound.measure);
  const problems = checkFields(place, bound, { ...common, ...own[measure] });
  for (const field of ['measure', 'atMost', needed[measure]]) {
    if (field !== undefined && bound[field] === undefined) problems.push(`${place} has no "${field}"`);
  }
  const isShare = measure === 'beyond' || (measure === 'bias' && bound.test !== 't');
  if (isShare && typeof bound.atMost === 'number' && bound.atMost > 1) {
    problems.push(`${place}: "atMost" must be a share within 0 to 1: it is ${bound.atMost}`);
  }
  return problems;
}
