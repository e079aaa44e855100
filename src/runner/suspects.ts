import type { Case } from '../suite/case.ts';
import type { GeneratedInput } from './property.ts';
import { greenStatuses, type JudgedResult, type Result } from './result.ts';
import { signatureOf } from './signature.ts';

/** A case that failed. */
export interface Failure {
  readonly item: Case;
  /** Null for vectors. */
  readonly generated: GeneratedInput | null;
  readonly result: Result;
  /** Null when only its result is known, out of a journal. */
  readonly judged: JudgedResult | null;
}

/** The cases that failed in one way: the first of them, and how many there were. */
export interface Suspect extends Failure {
  readonly signature: string;
  readonly cases: number;
}

/** Gathers failing cases by signature, in the order their first case came. */
export class Suspects {
  readonly #bySignature = new Map<string, { readonly first: Failure; cases: number }>();
  readonly #most: number;
  /** Failing cases whose signature came after the store was full. */
  leftOut = 0;

  /** @param most Signatures to remember; what comes after is only counted. */
  constructor(most = 1000) {
    this.#most = most;
  }

  add(failure: Failure): void {
    const { status } = failure.result;
    if (greenStatuses.includes(status) || status === 'not-run') return;
    const signature = signatureOf(failure.result);
    const known = this.#bySignature.get(signature);
    if (known !== undefined) known.cases += 1;
    else if (this.#bySignature.size < this.#most) this.#bySignature.set(signature, { first: failure, cases: 1 });
    else this.leftOut += 1;
  }

  get all(): Suspect[] {
    return [...this.#bySignature].map(([signature, { first, cases }]) => ({ ...first, signature, cases }));
  }
}
