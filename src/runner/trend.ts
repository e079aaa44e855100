import type { Mechanism } from '../compare/difference.ts';
import type { PlaceSummary } from './place-summary.ts';

/** Cases that are the same in every run: golden vectors, the panel, and what of both is waived or excused. */
export type TrendScope = 'vectors' | 'panel' | 'accepted';

/** Figures of one place, or of all, over cases that are the same in every run. */
export interface TrendFigures {
  /** Numbers compared, and of them those where modern lies above legacy, and below. */
  readonly numbers: number;
  readonly above: number;
  readonly below: number;
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  /** May be rounded. */
  readonly maxUlp: number | null;
  readonly maxShare: number | null;
}

/** What a run can be held against other runs by: one scope of one subject against one modern. */
export interface TrendReport extends TrendFigures {
  readonly scope: TrendScope;
  /** The same in two runs only if their cases are. */
  readonly series: string;
  readonly cases: number;
  /** Place by place; empty where a part of the run stood in a journal, which keeps no numbers. */
  readonly places: readonly (PlaceSummary & { readonly maxShare: number })[];
  /** What fits the differences of the case that comes nearest to its tolerance; null where nothing does. */
  readonly mechanism: (Mechanism & { readonly path: string }) | null;
}
