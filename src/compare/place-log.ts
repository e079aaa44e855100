import type { NumericArray } from '../value/ndarray.ts';
import type { Step } from './difference.ts';
import type { Judgement, SpecialClass } from './judgement.ts';
import { type Leaf, numberFamilies } from './leaf.ts';
import type { LeafVerdict } from './leaf-verdict.ts';
import type { Place } from './path.ts';
import { aroundZeros, samplePairs } from './sample-pairs.ts';
import type { ArrayScan } from './scan.ts';
import { nextAbove } from './ulp.ts';

/** Numbers at one place of two values, indices left out. */
export interface PlaceRecord {
  /** The place; every index is 0. */
  readonly steps: readonly Step[];
  /** The same for any two records of one place. */
  readonly key: string;
  /** Numbers compared, and of them those that are the same on both sides (a NaN beside a NaN included). */
  numbers: number;
  same: number;
  /** Numbers where modern is above legacy, and below it. */
  above: number;
  below: number;
  /**
   * Those that differ, four figures each: abs, rel, ulp (NaN where there is none), and how many numbers the four stand
   * for: 1, or more in a long array that was sampled, or 0 for the exact maxima of such an array.
   */
  readonly figures: number[];
  /** The smallest `atol` under which those that differ agree. */
  atol: number;
  /** Largest share of what the policy allows. */
  share: number;
  /** Some number that differs has no unit in the last place. */
  withoutUlp: boolean;
  /** Pairs of numbers that no distance tells apart; NaN beside NaN is not among them where the two agree. */
  readonly special: Record<SpecialClass, number>;
  /** Something here agrees under no tolerance: NaN or an infinity beside a number, a number beside a text. */
  incurable: boolean;
}

/** What two numbers are: both floats, both integers, or something else. */
export type Form = 'float' | 'whole' | 'other';

/** Figures of one difference in `PlaceRecord.figures`. */
export const figuresEach = 4;

/** Places of one comparison that are told apart; what is deeper or comes later counts to the place above it. */
const maxDepth = 32;
const maxPlaces = 1000;

interface Node {
  readonly record: PlaceRecord;
  /** Most nodes have none below, or one: a map for each would cost more than the comparison of a number. */
  step: Step | null;
  only: Node | null;
  below: Map<Step, Node> | null;
}

/**
 * What one comparison says of its numbers, place by place: a list from which statistics over many comparisons are made
 * once it is known whether the comparison counts. Hand a new one to each comparison. Arguments that calls changed and
 * items of sets are not in it.
 */
export class PlaceLog {
  readonly #root = nodeOf([], '');
  #nodes: Map<Place, Node> | null = null;
  #count = 1;
  #lastAbove: Place | null = null;
  #last: Node = this.#root;

  /** The places at which there was a number. */
  get records(): PlaceRecord[] {
    const found: PlaceRecord[] = [];
    const open = [this.#root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.record.numbers > 0 || node.record.incurable) found.push(node.record);
      if (node.below !== null) open.push(...node.below.values());
      else if (node.only !== null) open.push(node.only);
    }
    return found;
  }

  /** `count` numbers `axes` indices below a place are the same on both sides. */
  addSame(place: Place | null, axes: number, count: number): void {
    if (count === 0) return;
    const record = this.#recordAt(place, axes);
    record.numbers += count;
    record.same += count;
  }

  /** Two numbers at a place are not the same. */
  add(place: Place | null, judgement: Judgement, form: Form): void {
    const record = this.#recordAt(place, 0);
    record.numbers++;
    if (judgement.agrees && isUnmeasured(judgement)) record.same++;
    measure(record, judgement, form, 1);
  }

  /** Two elements of arrays that are scanned, and counted by `addArrays`, but had to be judged by themselves. */
  addOdd(place: Place | null, axes: number, judgement: Judgement, form: Form): void {
    measure(this.#recordAt(place, axes), judgement, form, 0);
  }

  /** What stands at a place, a number on one side at least, agrees under no tolerance. */
  addIncurable(place: Place | null): void {
    this.#recordAt(place, 0).incurable = true;
  }

  /** Two arrays after they were scanned: counts and maxima are exact, the figures between come from a sample. */
  addArrays(place: Place | null, axes: number, legacy: NumericArray, modern: NumericArray, scan: ArrayScan): void {
    const record = this.#recordAt(place, axes);
    if (scan.beyond + scan.within === 0 && record.share === 0 && !record.incurable) {
      record.numbers += legacy.length;
      record.same += legacy.length;
      return;
    }
    record.numbers += legacy.length;
    record.above += scan.above;
    record.below += scan.below;
    record.same += samplePairs(legacy, modern, record.figures);
    const ulp = scan.maxUlp === null ? Number.NaN : Number(scan.maxUlp);
    if (scan.maxRel < Number.POSITIVE_INFINITY) record.figures.push(scan.maxAbs, scan.maxRel, ulp, 0);
    else {
      const { maxRel, maxAbs } = aroundZeros(legacy, modern);
      record.figures.push(scan.maxAbs, maxRel, ulp, 0, maxAbs, Number.POSITIVE_INFINITY, Number.NaN, 0);
    }
    if (scan.maxUlp === null) record.withoutUlp = true;
    const isExact = scan.maxUlp !== null || scan.maxAbs < 2 ** 53;
    record.atol = Math.max(record.atol, isExact ? scan.maxAbs : nextAbove(scan.maxAbs));
    record.share = Math.max(record.share, scan.maxShare);
  }

  #recordAt(place: Place | null, axes: number): PlaceRecord {
    let node = this.#root;
    if (place !== null) {
      if (place.above !== this.#lastAbove) {
        this.#last = this.#nodeAt(place.above);
        this.#lastAbove = place.above;
      }
      node = this.#below(this.#last, place.step);
    }
    for (let i = 0; i < axes; i++) node = this.#below(node, 0);
    return node.record;
  }

  /** Places share their upper links, so each is looked up once, however deep it lies. */
  #nodeAt(place: Place | null): Node {
    if (place === null) return this.#root;
    this.#nodes ??= new Map();
    const chain: Place[] = [];
    let at: Place | null = place;
    while (at !== null && !this.#nodes.has(at)) {
      chain.push(at);
      at = at.above;
    }
    let node = at === null ? this.#root : this.#nodes.get(at)!;
    for (const link of chain.reverse()) {
      node = this.#below(node, link.step);
      this.#nodes.set(link, node);
    }
    return node;
  }

  #below(node: Node, step: Step): Node {
    const key = typeof step === 'number' ? 0 : step;
    if (node.only !== null && node.step === key) return node.only;
    const known = node.below?.get(key);
    if (known !== undefined) return known;
    const { steps } = node.record;
    if (steps.length >= maxDepth || this.#count >= maxPlaces) return node;
    const made = nodeOf([...steps, key], `${node.record.key}/${typeof key === 'number' ? '' : `${key.length}:${key}`}`);
    if (node.only === null) {
      node.step = key;
      node.only = made;
    } else {
      node.below ??= new Map([[node.step!, node.only]]);
      node.below.set(key, made);
    }
    this.#count++;
    return made;
  }
}

function isUnmeasured({ special, abs, rel }: Judgement): boolean {
  return special !== null || abs === null || rel === null;
}

/** @param weight 0 where another count has the number already, so that it moves only the maxima. */
function measure(record: PlaceRecord, judgement: Judgement, form: Form, weight: 0 | 1): void {
  const { agrees, special, abs, rel, ulp, side, share } = judgement;
  if (special !== null) record.special[special]++;
  if (isUnmeasured(judgement)) {
    if (!agrees) record.incurable = true;
    return;
  }
  if (side > 0) record.above++;
  if (side < 0) record.below++;
  record.figures.push(abs!, rel!, ulp === null ? Number.NaN : Number(ulp), weight);
  if (ulp === null) record.withoutUlp = true;
  // The law judges floats by this very number; where it is exact arithmetic that judges, it has been rounded.
  const isExact = form === 'float' || (form === 'whole' && abs! < 2 ** 53);
  record.atol = Math.max(record.atol, isExact || abs === Number.POSITIVE_INFINITY ? abs! : roundedUp(abs!));
  if (share !== null) record.share = Math.max(record.share, share);
}

/** Above a distance that was rounded: a complex one by up to two units, since `Math.hypot` is no better than that. */
function roundedUp(abs: number): number {
  return nextAbove(nextAbove(nextAbove(abs)));
}

function nodeOf(steps: readonly Step[], key: string): Node {
  const record: PlaceRecord = {
    steps,
    key,
    numbers: 0,
    same: 0,
    above: 0,
    below: 0,
    figures: [],
    atol: 0,
    share: 0,
    withoutUlp: false,
    special: { nan: 0, infinity: 0, 'zero-sign': 0 },
    incurable: false,
  };
  return { record, step: null, only: null, below: null };
}

/** Writes down what was said of two leaves, if a number is among them. */
export function noteLeaves(
  log: PlaceLog,
  place: Place | null,
  legacy: Leaf,
  modern: Leaf,
  verdict: LeafVerdict | null,
): void {
  if (!isNumber(legacy) && !isNumber(modern)) return;
  if (verdict === null) log.addSame(place, 0, 1);
  else if (verdict.judgement !== null) log.add(place, verdict.judgement, formOf(legacy, modern));
  else if (!verdict.agrees) log.addIncurable(place);
}

export function formOf(legacy: Leaf, modern: Leaf): Form {
  if (legacy.family !== modern.family) return 'other';
  return legacy.family === 'float' ? 'float' : legacy.family === 'integer' ? 'whole' : 'other';
}

/** A number that a tolerance applies to. */
function isNumber({ family }: Leaf): boolean {
  return family !== 'boolean' && numberFamilies.has(family);
}
