import type { Difference, DriftClass } from './difference.ts';
import type { Judgement } from './judgement.ts';

/** What may be known of a difference between values that are no numbers. */
export type Figures = Partial<Pick<Difference, 'severity' | 'abs' | 'rel' | 'share'>>;

/** The verdict on a place: null when the two leaves are identical, else what to write into its difference. */
export interface LeafVerdict {
  readonly class: DriftClass;
  readonly agrees: boolean;
  readonly rule: string;
  /** Null where the values are no numbers. */
  readonly judgement: Judgement | null;
  /** What is known of values that are no numbers. */
  readonly figures?: Figures;
}
