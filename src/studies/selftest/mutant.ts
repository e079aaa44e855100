import type { Step } from '../../compare/difference.ts';
import type { Policy } from '../../compare/policy.ts';
import type { CallArguments, Outcome, Raised, Returned } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import type { Proof } from './number-proof.ts';

/** Whether a judge must refuse a mutant, or must let it pass. */
export type FaultSet = 'must-die' | 'must-live';

/** An answer with one fault put into it. */
export interface Mutant {
  /** `sign`, `value-1.1x`, `dropped-key`. */
  readonly fault: string;
  readonly set: FaultSet;
  /** Where, without indices: `$.value[*]`. */
  readonly path: string;
  readonly outcome: Returned | Raised;
  /** What is certain of it without the comparator. */
  readonly proof: Proof;
  /** Off by more than half of legacy's value, or of another kind or form: what hardly a policy should let pass. */
  readonly gross: boolean;
  /** The line of the policy that decides over it. */
  readonly line: string;
  /** What was there, and what was put there. */
  readonly before: Value | null;
  readonly after: Value | null;
}

/** A case with what both sides did, ready to have faults put into it. */
export interface Specimen {
  readonly policy: Policy;
  readonly input: CallArguments;
  /** What modern is held against: a golden outcome, or legacy's. */
  readonly reference: Returned | Raised;
  /** True when the reference is a golden outcome, which says nothing of arguments. */
  readonly byGolden: boolean;
  /** Modern's own answer, or the reference where the two are not in the same order or their difference is waived. */
  readonly base: Returned | Raised;
  /** The answer to the case before; null for the first. */
  readonly previous: Outcome | null;
  /** True when the policy ignores every part of the answer: then nothing is compared, and that itself is the fault. */
  readonly blind: boolean;
  /** Numbers in [0, 1), the same for the same seed, case and fault. */
  readonly chance: (fault: string) => number;
}

/** Puts one fault into a specimen, at each path where it can be put. */
export type Fault = (specimen: Specimen) => Iterable<Mutant>;

/** Where a mutant is and what it is, before it is known whether it lies beyond the policy. */
export interface Change {
  readonly fault: string;
  readonly steps: readonly Step[];
  readonly before: Value;
  readonly after: Value;
  readonly line: string;
}
