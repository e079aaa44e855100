import type { Case } from '../suite/case.ts';
import type { GeneratedInput } from './property.ts';
import { greenStatuses, type JudgedResult } from './result.ts';
import { signatureOf } from './signature.ts';

/** The cases that failed in one way: the first of them, and how many there were. */
export interface Suspect {
  readonly signature: string;
  readonly item: Case;
  readonly judged: JudgedResult;
  /** Null for vectors: they are not shrunk. */
  readonly generated: GeneratedInput | null;
  cases: number;
}

/** Gathers failing cases by signature, in the order their first case came. */
export class Suspects {
  readonly #bySignature = new Map<string, Suspect>();
  readonly #most: number;
  /** Failing cases whose signature came after the store was full. */
  leftOut = 0;

  /** @param most Signatures to remember; what comes after is only counted. */
  constructor(most = 1000) {
    this.#most = most;
  }

  add(item: Case, judged: JudgedResult, generated: GeneratedInput | null): void {
    const { status } = judged.result;
    if (greenStatuses.includes(status) || status === 'not-run') return;
    const signature = signatureOf(judged.result);
    const known = this.#bySignature.get(signature);
    if (known !== undefined) known.cases += 1;
    else if (this.#bySignature.size < this.#most)
      this.#bySignature.set(signature, { signature, item, judged, generated, cases: 1 });
    else this.leftOut += 1;
  }

  get all(): Suspect[] {
    return [...this.#bySignature.values()];
  }
}
