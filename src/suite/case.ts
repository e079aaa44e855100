import type { GoldenVector } from '../golden/vector.ts';
import type { CallArguments } from '../value/outcome.ts';

/** Which case, without its values: enough to find it again. */
export type CaseRef =
  | { readonly kind: 'vector'; readonly id: string }
  /** A case that failed in an earlier run, kept by value in `golden/<suite>/found/`. */
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'generated'; readonly seed: number; readonly index: number };

/** One named input for a subject. */
export interface Case {
  readonly ref: CaseRef;
  readonly input: CallArguments;
  readonly labels: readonly string[];
  /** Set for a case that comes from a golden vector. */
  readonly vector?: GoldenVector;
}

/** How people read it: `maxwell-3`, `3f9c01d2a4b7` or `#17`. */
export function caseName(ref: CaseRef): string {
  return ref.kind === 'generated' ? `#${ref.index}` : ref.id;
}
