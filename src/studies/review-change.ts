import { sha256 } from '../base/digest.ts';
import { compareWithExpected } from '../compare/compare-outcomes.ts';
import type { Comparison, Mechanism } from '../compare/difference.ts';
import { diagnose } from '../compare/mechanism/diagnose.ts';
import type { Policy } from '../compare/policy.ts';
import type { PendingChange } from '../golden/pending-changes.ts';
import type { ExpectedOutcome, GoldenVector } from '../golden/vector.ts';
import { fitCosts, fitWord } from '../runner/fit-word.ts';
import { refereeBits, refereeWord, worstFloatDifference } from '../runner/referee-word.ts';
import type { RefereeWord } from '../runner/report.ts';
import { generalPath } from '../runner/signature.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { Raised, Returned } from '../value/outcome.ts';

/** A change that waits, with all that helps to decide. */
export interface ReviewedChange extends PendingChange {
  /** The new outcome held against the accepted one, nothing tolerated; null where there are not two. */
  readonly comparison: Comparison | null;
  readonly mechanism: Mechanism | null;
  /** Which outcome is nearer the truth, `legacy` being the accepted one; null where the subject has no referee. */
  readonly referee: RefereeWord | null;
  /** What it has in common with the others of its group, in words: `value at $.value[*], looks like last digits`. */
  readonly likeness: string;
  /** Id of that group: the same for the same likeness in the same subject of the same suite. */
  readonly group: string;
}

/** Whatever differs shows: the kind of a number, a dtype, the sign of zero. */
const nothingTolerated: Policy = { types: 'strict', signedZero: true };

/** A bound within which changes are accepted together: one of the tolerances of the law. */
export type Bound =
  | { readonly kind: 'rel' | 'abs'; readonly atMost: number }
  | { readonly kind: 'ulp'; readonly atMost: number };

/** Compares what was accepted with what was recorded now, and asks mechanism and referee. Pure but for the suite's referee. */
export function reviewChange(
  change: PendingChange,
  definition: SubjectDefinition,
  where: { readonly suite: string; readonly subject: string },
): ReviewedChange {
  const { was, now, kind } = change;
  const comparison =
    was === null || now === null || kind === 'described' ? null : compareVectors(was, now, nothingTolerated);
  const mechanism = mechanismOf(was, now);
  const likeness = likenessOf(change, comparison, mechanism);
  const group = sha256(`${where.suite}/${where.subject}\n${likeness}`).slice(0, 6);
  const referee =
    comparison === null ? null : refereeOf(comparison, was!, now!, definition, `${where.suite}/${where.subject}`);
  return { ...change, comparison, mechanism, referee, likeness, group };
}

/** Whether the outcomes are within a bound of each other, and the input is the same. */
export function isWithin({ kind, was, now }: PendingChange, bound: Bound): boolean {
  if (kind === 'described') return true;
  if (kind !== 'outcome' || was === null || now === null) return false;
  const tolerance: Policy =
    bound.kind === 'ulp'
      ? { mode: 'ulp', ulp: bound.atMost }
      : bound.kind === 'rel'
        ? { rtol: bound.atMost }
        : { atol: bound.atMost };
  return compareVectors(was, now, { ...nothingTolerated, ...tolerance }).verdict === 'agree';
}

function compareVectors(was: GoldenVector, now: GoldenVector, policy: Policy): Comparison {
  return compareWithExpected(was.outcome, outcomeOf(now.outcome), policy, 'modern');
}

function outcomeOf(outcome: ExpectedOutcome): Returned | Raised {
  const common = { elapsedNs: null, warnings: [] };
  if ('returned' in outcome) return { kind: 'returned', value: outcome.returned, ...common };
  return { kind: 'raised', error: { ...outcome.raised, bases: [], setup: false }, ...common };
}

function mechanismOf(was: GoldenVector | null, now: GoldenVector | null): Mechanism | null {
  if (was === null || now === null || !('returned' in was.outcome) || !('returned' in now.outcome)) return null;
  const { args, kwargs } = now.input;
  return diagnose(was.outcome.returned, now.outcome.returned, { inputs: [...args, ...Object.values(kwargs)] });
}

function likenessOf({ kind }: PendingChange, comparison: Comparison | null, mechanism: Mechanism | null): string {
  if (kind !== 'outcome' || comparison === null) return kind;
  const [worst] = comparison.differences;
  // Messages of errors, the layout of an array, the payload of a NaN: seen by the digest, by no comparison.
  if (worst === undefined) return 'only what no comparison sees, such as the message of an error';
  const looks = mechanism === null ? '' : `, looks like ${mechanism.name.replaceAll('-', ' ')}`;
  return `${worst.class} at ${generalPath(worst.path)}${looks}`;
}

function refereeOf(
  comparison: Comparison,
  was: GoldenVector,
  now: GoldenVector,
  { referee }: SubjectDefinition,
  name: string,
): RefereeWord | null {
  if (referee === undefined) return null;
  const modern = outcomeOf(now.outcome);
  const worst = worstFloatDifference(comparison, { modern });
  if (worst !== null) return refereeWord(referee, now.input, worst, refereeBits.finding, name);
  if (!('returned' in was.outcome) || !('returned' in now.outcome)) return null;
  const answers = { legacy: was.outcome.returned, modern: now.outcome.returned };
  return fitWord(referee, now.input, answers, fitCosts.finding, name);
}
