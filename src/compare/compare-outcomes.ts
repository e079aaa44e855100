import type { CallArguments, Raised, RaisedError, Returned } from '../value/outcome.ts';
import type { RecordValue, Value } from '../value/value.ts';
import { combine } from './combine.ts';
import { type CompareOptions, compareAt, comparisonOf, invalidPolicy } from './compare.ts';
import { compareMutations } from './compare-mutations.ts';
import type { Comparison, Difference } from './difference.ts';
import { meansTheSame } from './error-languages.ts';
import { Evidence } from './evidence.ts';
import { readAnswer } from './optimum/optimum-answer.ts';
import type { Policy } from './policy.ts';
import { isResolved, type ResolvedPolicy, resolvePolicy } from './tolerance.ts';

/** An accepted outcome, as a golden vector stores it. */
export type Expected =
  | { readonly returned: Value }
  | { readonly raised: { readonly class: string; readonly message: string } };

/** What both sides have in common of an outcome. */
interface Ended {
  readonly value?: Value;
  readonly error?: Pick<RaisedError, 'class' | 'message' | 'setup'>;
  readonly mutated?: CallArguments;
}

/**
 * Compares what two sides did with a case. Paths begin with `value` (what was returned, where the policy's paths begin),
 * `error`, `args` or `kwargs`.
 *
 * Two errors agree when modern's class has legacy's name or is mapped to it by `errors.classes`, or by the shipped map of
 * `errors.languages` where `classes` does not name it; base classes are not looked at, so that a subclass on one side shows. With `errors.compare: 'any'` any two agree. Errors of set-up never
 * agree: what cannot be imported was not compared. Arguments changed by a call are compared by the policy's own rules
 * (its paths are about the returned value) unless `mutation` is false. Warnings and messages are never compared.
 */
export function compareOutcomes(
  legacy: Returned | Raised,
  modern: Returned | Raised,
  policy: Policy,
  options: CompareOptions = {},
): Comparison {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) return invalidPolicy(resolved);
  return compareEnds(endOf(legacy), endOf(modern), resolved, options);
}

/**
 * Compares an accepted outcome with what a side did; the accepted one plays the legacy side. When that side is legacy
 * itself, the map between languages is not used, and every drift is `legacy-moved`: legacy no longer does what was accepted.
 */
export function compareWithExpected(
  expected: Expected,
  actual: Returned | Raised,
  policy: Policy,
  side: 'legacy' | 'modern',
  options: CompareOptions = {},
): Comparison {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) return invalidPolicy(resolved);
  const accepted =
    'returned' in expected ? { value: expected.returned } : { error: { ...expected.raised, setup: false } };
  const { mutated: _, ...end } = endOf(actual);
  if (side === 'modern') return compareEnds(accepted, end, resolved, options);
  const errors = { compare: resolved.errors.compare, classes: {} };
  const comparison = compareEnds(accepted, end, { ...resolved, errors }, options);
  return { ...comparison, differences: comparison.differences.map(asMoved) };
}

function asMoved(difference: Difference): Difference {
  return difference.beyond ? { ...difference, class: 'legacy-moved' } : difference;
}

function endOf(outcome: Returned | Raised): Ended {
  const end = outcome.kind === 'returned' ? { value: outcome.value } : { error: outcome.error };
  return outcome.mutated === undefined ? end : { ...end, mutated: outcome.mutated };
}

function compareEnds(legacy: Ended, modern: Ended, policy: ResolvedPolicy, options: CompareOptions): Comparison {
  if ((legacy.error === undefined) !== (modern.error === undefined)) {
    return oneGaveUp(legacy, modern, policy) ?? returnedVersusRaised(legacy, modern);
  }
  const ends =
    legacy.error === undefined || modern.error === undefined
      ? compareAt(
          legacy.value!,
          modern.value!,
          policy,
          { above: null, step: 'value' },
          options.maxDifferences,
          options.places,
        )
      : compareErrors(legacy.error, modern.error, policy);
  if (!policy.mutation) return ends;
  const mutations = compareMutations(legacy.mutated, modern.mutated, policy);
  return mutations === null ? ends : combine(ends, mutations);
}

/** Where the error of one side says that its optimizer did not converge: that, and not that it raised, is the drift. */
function oneGaveUp(legacy: Ended, modern: Ended, { optimum }: ResolvedPolicy): Comparison | null {
  const { error } = legacy.error === undefined ? modern : legacy;
  if (optimum === null || error === undefined || error.setup || !optimum.notConverged.includes(error.class))
    return null;
  const other = readAnswer((legacy.error === undefined ? legacy : modern).value!);
  if (typeof other === 'string') return null;
  const evidence = new Evidence(1);
  evidence.compared = 1;
  const [side, against] = legacy.error === undefined ? ['modern', 'legacy'] : ['legacy', 'modern'];
  const rule = other.converged
    ? `both sides must converge: ${side} raised ${error.class}, ${against} converged`
    : `neither side converged: ${side} raised ${error.class}, ${against} returned where it stopped`;
  const beyond = other.converged || optimum.bothGaveUp === 'differ';
  const place = { above: null, step: legacy.error === undefined ? 'value' : 'error' };
  evidence.add({ place, class: 'not-converged', legacy: shown(legacy), modern: shown(modern), rule }, beyond);
  return comparisonOf(evidence, null);
}

function returnedVersusRaised(legacy: Ended, modern: Ended): Comparison {
  const evidence = new Evidence(1);
  evidence.compared = 1;
  const [what, step] = legacy.error === undefined ? ['returned', 'value'] : ['raised', 'error'];
  const rule = `both sides must return or both raise: legacy ${what}, modern ${what === 'returned' ? 'raised' : 'returned'}`;
  const place = { above: null, step: step! };
  evidence.add({ place, class: 'returned-vs-raised', legacy: shown(legacy), modern: shown(modern), rule });
  return comparisonOf(evidence, null);
}

function compareErrors(
  legacy: NonNullable<Ended['error']>,
  modern: NonNullable<Ended['error']>,
  policy: ResolvedPolicy,
): Comparison {
  const evidence = new Evidence(1);
  evidence.compared = 1;
  const at = {
    place: { above: null, step: 'error' },
    class: 'error-class',
    legacy: errorRecord(legacy),
    modern: errorRecord(modern),
  } as const;
  if (legacy.setup || modern.setup) {
    evidence.add({ ...at, rule: 'failures of set-up prove nothing: both sides must get as far as the call' });
    evidence.incomparable = true;
  } else if (!sameClass(legacy.class, modern.class, policy.errors)) {
    const any = policy.errors.compare === 'any';
    const rule = any ? 'any two errors agree' : 'errors must be of the same class, directly or by the map of classes';
    evidence.add({ ...at, rule }, !any);
  }
  return comparisonOf(evidence, null);
}

/** By name, by the policy's own map, and where that says nothing of the class by the shipped map between languages. */
function sameClass(legacy: string, modern: string, { classes, languages }: ResolvedPolicy['errors']): boolean {
  if (modern === legacy) return true;
  if (Object.hasOwn(classes, modern)) return classes[modern] === legacy;
  return languages !== undefined && meansTheSame(legacy, modern, languages);
}

function shown(end: Ended): Value {
  return end.error === undefined ? end.value! : errorRecord(end.error);
}

/** An error as a value: a record of its class, so that it cannot be taken for a returned text. */
function errorRecord(error: NonNullable<Ended['error']>): RecordValue {
  return { kind: 'record', type: error.class, fields: [['message', error.message]] };
}
