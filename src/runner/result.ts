import type { Band } from '../compare/bands.ts';
import type { Comparison, DriftClass } from '../compare/difference.ts';
import type { PlaceLog } from '../compare/place-log.ts';
import type { StatisticalSample } from '../compare/sampler.ts';
import type { Ruling } from '../referee/referee.ts';
import type { CaseRef } from '../suite/case.ts';
import type { WaiverUse } from '../suite/match-waiver.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

/** What became of a (case, modern) in a run. */
export type Status =
  | 'agreed'
  | 'drifted'
  | 'waived'
  | 'excused'
  | 'violated'
  | 'flaky'
  | 'timed-out'
  | 'crashed'
  | 'protocol-error'
  | 'not-run';

export const statuses: readonly Status[] = [
  'agreed',
  'drifted',
  'waived',
  'excused',
  'violated',
  'flaky',
  'timed-out',
  'crashed',
  'protocol-error',
  'not-run',
];

/** The statuses that let a run pass. */
export const greenStatuses: readonly Status[] = ['agreed', 'waived', 'excused'];

export type Excuse = 'nearer' | 'ill-conditioned' | 'noise-floor';

export type Side = 'legacy' | 'modern';

/** What became of one (case, modern), without its values: what reports count and the journal keeps. */
export interface Result {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly case: CaseRef;
  readonly status: Status;
  /** `timed-out`, `crashed`, `protocol-error`, `not-run`: the side it happened on. `drifted` with class legacy-moved: legacy. */
  readonly side: Side | null;
  readonly excuse: Excuse | null;
  /** Which side the referee found nearer the truth at the worst difference; absent where it was not asked. */
  readonly nearer?: Ruling['nearer'];
  /** The waivers that covered it, with what each covered. */
  readonly waivers: readonly WaiverUse[];
  /** Class and path of each kind of drift beyond policy. */
  readonly drifts: readonly { readonly class: DriftClass; readonly path: string }[];
  /** Error classes of legacy and modern, null where a side raised none; only where errors are part of the drift. */
  readonly raised?: readonly [string | null, string | null];
  /** True when the case counts as compared by the rule of floors: both returned something, or a vector expects an error. */
  readonly counted: boolean;
  /** How each side ended; null when it was not asked. */
  readonly legacyKind: Outcome['kind'] | null;
  readonly modernKind: Outcome['kind'] | null;
  /** True when both sides gave something that could be laid beside each other. */
  readonly compared: boolean;
  /** Numbers (or other leaves) compared; of them those where modern lies above legacy, and below it. */
  readonly numbers: number;
  readonly above: number;
  readonly below: number;
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  readonly maxUlp: bigint | null;
  readonly maxShare: number | null;
  readonly legacyNs: number | null;
  readonly modernNs: number | null;
  /** How far apart the two are, by the bands of the policy; absent where it has none. */
  readonly band?: Band;
  /** What its numbers in mode `statistical` came to, in the order in which the policy sets bounds; absent when there are none. */
  readonly statistical?: readonly (StatisticalSample | null)[];
  /** What came of each property of the subject; absent where none was checked. */
  readonly properties?: readonly { readonly name: string; readonly state: 'held' | 'violated' | 'skipped' }[];
  /** In words which properties were broken, and how; absent where none was. */
  readonly violation?: string;
  /** The worst drift in words; only for vectors, null when there is none. */
  readonly detail: string | null;
}

/** A result with what it was judged from: lives only while its case is being worked on. */
export interface JudgedResult {
  readonly result: Result;
  readonly comparison: Comparison | null;
  /** What the comparison found of numbers, place by place; null where nothing was compared. */
  readonly places: PlaceLog | null;
  readonly legacy: Outcome | null;
  readonly modern: Outcome | null;
  /** What modern's returned value was held against: the golden outcome's or legacy's; absent where there is none. */
  readonly reference?: Value;
}
