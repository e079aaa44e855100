import type { Value } from '../value/value.ts';
import type { Evidence } from './evidence.ts';
import type { Pairing } from './pairing.ts';
import type { Place } from './path.ts';
import type { RuleState } from './path-rules.ts';
import type { PlaceLog } from './place-log.ts';

/** Where two values stand: their path and the rules that hold there. */
export interface Here {
  readonly place: Place | null;
  readonly state: RuleState;
}

/** What the parts of the walk know of it: where to write what they find, and how to go further down. */
export interface Walker {
  readonly evidence: Evidence;
  /** Where what is found of numbers is written down, place by place; null when nobody asked. */
  readonly places: PlaceLog | null;
  /** Off only to check the tight loops against the path of single elements. */
  readonly scans: boolean;
  /** Puts the parts of two containers in line. */
  open(pairing: Pairing, here: Here): void;
  /**
   * How many drifts two values would have here, at most 1 unless `all` are to be counted; nothing of it is kept. Null when
   * too much was tried already.
   */
  tryPair(legacy: Value, modern: Value, here: Here, all: boolean): number | null;
}
