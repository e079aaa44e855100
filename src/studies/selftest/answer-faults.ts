import { identical } from '../../value/identical.ts';
import type { Raised, Returned } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import { coarse } from './measure-mutant.ts';
import type { Fault, Mutant, Specimen } from './mutant.ts';
import { rulesAt } from './rules-at.ts';
import { sitesOf } from './sites.ts';
import { proveValues } from './value-proof.ts';

type Part = Pick<Mutant, 'fault' | 'path' | 'outcome' | 'line'> & Partial<Mutant>;

/** A mutant that is beyond every policy by what it is. */
function certain(part: Part): Mutant {
  return { set: 'must-die', proof: 'beyond', gross: true, before: null, after: null, ...part };
}

/** Faults in the answer as a whole: not its own, of another kind, or with a trace left in the arguments. */
export const answerFaults: Fault = function* (specimen) {
  yield* staleAnswer(specimen);
  if (specimen.reference.kind === 'returned') yield* instead(specimen);
  else yield* errorFaults(specimen);
  yield* mutation(specimen);
};

/** The line that decides over an answer: for one that is ignored as a whole, the one that ignores it. */
export function answerLine({ policy, blind, base }: Specimen): string {
  const first = blind && base.kind === 'returned' ? [...sitesOf(base.value).values()].flat() : [];
  const ignored = first.find(({ steps }) => rulesAt(policy, steps).ignore);
  return ignored === undefined
    ? rulesAt(policy, []).line('rtol', 'atol')
    : rulesAt(policy, ignored.steps).line('ignore');
}

/** What was answered to the case before. */
function* staleAnswer(specimen: Specimen): Iterable<Mutant> {
  const { previous, reference, base, policy } = specimen;
  if (previous?.kind === 'returned' && reference.kind === 'returned' && base.kind === 'returned') {
    if (identical(previous.value, base.value)) return;
    const [before, after] = [base.value, previous.value];
    const proof = proveValues(reference.value, after, policy);
    const gross = proveValues(reference.value, after, coarse(specimen)) === 'beyond';
    const outcome: Returned = { ...base, value: after };
    const line = answerLine(specimen);
    yield { fault: 'stale-answer', set: 'must-die', path: '$.value', outcome, proof, gross, line, before, after };
  }
  if (previous?.kind === 'raised' && reference.kind === 'returned') {
    yield certain({
      fault: 'stale-answer',
      path: '$.value',
      outcome: previous,
      line: 'a side that raises never agrees',
    });
  }
}

/** An error, or nothing, where a value is wanted. */
function* instead(specimen: Specimen): Iterable<Mutant> {
  const error = { class: 'SelftestError', bases: ['Exception'], message: 'seeded by the self-test', setup: false };
  const outcome: Raised = { kind: 'raised', error, elapsedNs: null, warnings: [] };
  yield certain({ fault: 'raised-instead', path: '$.value', outcome, line: 'a side that raises never agrees' });
  const { base, reference } = specimen;
  if (base.kind !== 'returned' || reference.kind !== 'returned' || reference.value === null) return;
  const proof = proveValues(reference.value, null, specimen.policy);
  const line = answerLine(specimen);
  yield certain({ fault: 'nothing-instead', path: '$.value', outcome: { ...base, value: null }, proof, line });
}

/** Another class of error, or a value where an error is wanted. */
function* errorFaults({ base, reference, policy }: Specimen): Iterable<Mutant> {
  if (base.kind !== 'raised' || reference.kind !== 'raised') return;
  const { errors } = policy;
  const error = { ...base.error, class: `${base.error.class}Other` };
  const line = `policy: errors.compare ${errors?.compare ?? 'class'}`;
  const proof = errors?.compare === 'any' ? 'within' : 'beyond';
  const [before, after] = [base.error.class, error.class] as const;
  yield certain({ fault: 'error-class', path: '$.error', outcome: { ...base, error }, line, proof, before, after });
  const outcome: Returned = { kind: 'returned', value: 1, elapsedNs: null, warnings: [] };
  yield certain({ fault: 'returned-instead', path: '$.error', outcome, line: 'a side that returns never agrees' });
}

/** The first argument changed by the call, where legacy leaves it alone. A golden outcome knows nothing of arguments. */
function* mutation({ base, reference, input, policy, byGolden }: Specimen): Iterable<Mutant> {
  if (byGolden || base.mutated !== undefined || reference.mutated !== undefined) return;
  const [first = null, ...others] = input.args;
  const args: Value[] = [[first, null], ...others];
  const outcome = { ...base, mutated: { args, kwargs: input.kwargs } };
  const minded = policy.mutation ?? true;
  yield certain({
    fault: 'mutated-argument',
    set: minded ? 'must-die' : 'must-live',
    path: '$.args',
    outcome,
    proof: minded ? 'beyond' : 'within',
    line: `policy: mutation ${minded}`,
  });
}
