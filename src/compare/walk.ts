import type { Value } from '../value/value.ts';
import { openArrays, openScalarArray } from './compare-arrays.ts';
import { type Container, containerOf, holdsContainers } from './container.ts';
import { containerTypeDrift } from './container-types.ts';
import { Evidence } from './evidence.ts';
import { judgeLeaf } from './judge-leaf.ts';
import { type Leaf, leafOf } from './leaf.ts';
import { openContainers } from './open-containers.ts';
import { type Pairing, pairRoot } from './pairing.ts';
import type { Place } from './path.ts';
import type { RuleState } from './path-rules.ts';
import { noteLeaves, type PlaceLog } from './place-log.ts';
import { sampleLeaves } from './sample-leaves.ts';
import { SharingCheck } from './sharing.ts';
import type { Here, Walker } from './walker.ts';

/** Two containers whose parts are being compared. */
interface Frame {
  readonly pairing: Pairing;
  readonly place: Place | null;
  readonly state: RuleState;
  /** The state of every part, or null when it depends on the step. */
  readonly uniform: RuleState | null;
  index: number;
  /** Numbers among the parts that are the same, where all parts stand at one place but for their indices. */
  same: number;
}

/** What trying pairs may still cost, in about the time of comparing a leaf, and how deep one trial is inside others. */
interface Trials {
  left: number;
  depth: number;
}

/** A few seconds at most: enough for 400 small items a side of which no two agree. */
const mostTrials = 1_000_000;
/** What a trial costs beside the leaves it compares. */
const trialCost = 4;
const deepestTrial = 20;

interface WalkOptions {
  readonly scans?: boolean;
  readonly places?: PlaceLog | null;
  readonly trials?: Trials;
}

/**
 * Walks two value graphs at once with a stack of its own, so that neither depth nor cycles nor the number of differences
 * can exhaust anything. Every pair of containers that can lie on a cycle is opened once for each set of rules.
 */
export class Walk implements Walker {
  readonly evidence: Evidence;
  /** Off only to check the tight loops against the path of single elements. */
  readonly scans: boolean;
  readonly places: PlaceLog | null;
  readonly #trials: Trials;
  readonly #stack: Frame[] = [];
  #sharing: SharingCheck | null = null;

  constructor(evidence: Evidence, options: WalkOptions = {}) {
    this.evidence = evidence;
    this.scans = options.scans ?? true;
    this.places = options.places ?? null;
    this.#trials = options.trials ?? { left: mostTrials, depth: 0 };
  }

  /** Compares two values that stand at `here`. */
  run(legacy: Value, modern: Value, here: Here): void {
    this.open(pairRoot(legacy, modern), here);
    for (let frame = this.#stack.at(-1); frame !== undefined && !this.evidence.isDecided; frame = this.#stack.at(-1)) {
      if (frame.index === frame.pairing.length) this.#close(frame);
      else this.#step(frame, frame.index++);
    }
  }

  /** Puts the parts of two containers in line. */
  open(pairing: Pairing, here: Here): void {
    const uniform = here.state.uniformBelow(pairing.depth);
    if (pairing.length > 0) this.#stack.push({ pairing, ...here, uniform, index: 0, same: 0 });
  }

  tryPair(legacy: Value, modern: Value, here: Here, all: boolean): number | null {
    const trials = this.#trials;
    if (trials.left <= 0 || trials.depth >= deepestTrial) return null;
    const evidence = new Evidence(0, !all);
    trials.depth++;
    new Walk(evidence, { scans: this.scans, trials }).run(legacy, modern, here);
    trials.depth--;
    trials.left -= trialCost + evidence.compared;
    return evidence.beyond;
  }

  #close({ pairing, place, same }: Frame): void {
    this.#stack.pop();
    if (same > 0) this.places?.addSame(place, pairing.depth, same);
  }

  #step(frame: Frame, index: number): void {
    const { pairing, uniform } = frame;
    // Numbers judged over all cases count even where they are equal.
    const skips = uniform !== null && !uniform.rules.ignore && uniform.rules.mode !== 'statistical';
    if (skips) {
      const legacy = uniform.rules.identity ? null : pairing.same?.(index);
      if (legacy === true) {
        this.evidence.compared++;
        if (pairing.sameNumbers) frame.same++;
        return;
      }
    }
    const legacy = pairing.legacy(index);
    const modern = pairing.modern(index);
    // Equal primitives need no path; equal zeros may still differ in sign.
    if (skips && legacy === modern && isSameWhereEqual(legacy)) {
      this.evidence.compared++;
      if (this.places !== null && (typeof legacy === 'number' || typeof legacy === 'bigint')) this.#same(frame, index);
      return;
    }
    let { place, state } = frame as Here;
    for (const step of pairing.steps(index)) {
      place = { above: place, step };
      state = uniform ?? state.below(step);
    }
    this.#compare(legacy, modern, { place, state });
  }

  /** Counts two numbers that are the same at their place, which items of lists share. */
  #same(frame: Frame, index: number): void {
    if (frame.pairing.indexed) {
      frame.same++;
      return;
    }
    let { place } = frame;
    for (const step of frame.pairing.steps(index)) place = { above: place, step };
    this.places!.addSame(place, 0, 1);
  }

  #compare(legacy: Value, modern: Value, here: Here): void {
    if (here.state.rules.ignore) {
      this.evidence.ignored++;
      return;
    }
    const left = leafOf(legacy) ?? containerOf(legacy);
    const right = leafOf(modern) ?? containerOf(modern);
    if (left === null || right === null) throw new TypeError('A value is of no known kind');
    if ('family' in left && 'family' in right) this.#compareLeaves(legacy, modern, left, right, here);
    else this.#compareContainers(legacy, modern, left, right, here);
  }

  #compareLeaves(legacy: Value, modern: Value, left: Leaf, right: Leaf, here: Here): void {
    this.evidence.compared++;
    const verdict = judgeLeaf(left, right, here.state.rules);
    if (this.places !== null) noteLeaves(this.places, here.place, left, right, verdict);
    const { mode, statistical } = here.state.rules;
    if (mode === 'statistical') sampleLeaves(this.evidence, left, right, verdict, statistical);
    if (verdict === null) return;
    const typed = verdict.class === 'type' || verdict.class === 'dtype';
    const at = {
      place: here.place,
      class: verdict.class,
      // What a scalar was stored as matters only where types are the difference.
      legacy: typed ? legacy : left.value,
      modern: typed ? modern : right.value,
      rule: verdict.rule,
    };
    if (verdict.judgement === null) this.evidence.add(at, !verdict.agrees, verdict.figures);
    else this.evidence.addNumeric(at, verdict.judgement);
  }

  #compareContainers(legacy: Value, modern: Value, left: Container | Leaf, right: Container | Leaf, here: Here): void {
    const { rules } = here.state;
    const drift = containerTypeDrift(left, right, rules.types);
    if (drift !== null) {
      this.evidence.compared++;
      this.evidence.add({ place: here.place, legacy, modern, ...drift });
      return;
    }
    if ('family' in left || 'family' in right) {
      openScalarArray(this, legacy, modern, here);
      return;
    }
    if (rules.identity) this.#compareSharing(legacy, modern, here);
    const mayRepeat = holdsContainers(left) && holdsContainers(right);
    if (mayRepeat && this.#sharingCheck().isRepeated(legacy as object, modern as object, here.state.id)) return;
    if (left.form === 'array' && right.form === 'array') openArrays(this, left.source, right.source, here);
    else openContainers(this, left, right, here);
  }

  /** Made when needed: most values hold no containers. */
  #sharingCheck(): SharingCheck {
    this.#sharing ??= new SharingCheck();
    return this.#sharing;
  }

  #compareSharing(legacy: Value, modern: Value, here: Here): void {
    const rule = this.#sharingCheck().unlike(legacy as object, modern as object, here.place);
    if (rule !== null) this.evidence.add({ place: here.place, class: 'sharing', legacy, modern, rule });
  }
}

/** Primitives of which two that are equal are the same: zeros have signs, and NaNs are not equal. */
export function isSameWhereEqual(value: Value): boolean {
  return typeof value !== 'object' && value !== 0 && !Number.isNaN(value);
}
