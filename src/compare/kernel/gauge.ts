import { blockLength, callLength, firstLength, groupLength, layout, ranking } from './layout.ts';
import type { Format, Kind, Machine } from './machine.ts';

/** What the kernel judges by. */
export interface GaugeRules {
  readonly rtol: number;
  readonly atol: number;
  /** Most steps that agree when pairs are ranked by `ulp`; -1 ranks them by tolerance. */
  readonly ulp: number;
  readonly nanAgrees: boolean;
  readonly integers: boolean;
}

/** Everything one pass learns about two arrays, but for the pairs that were handed to `odd`. */
export interface Statistics {
  /** Pairs that are not equal. */
  readonly differing: number;
  readonly beyond: number;
  /** Pairs of which modern is the larger. */
  readonly above: number;
  /** Two NaN that agree. */
  readonly nanPairs: number;
  readonly maxAbs: number;
  readonly maxRel: number;
  /** The smallest `rtol` alone under which all pass, but that a smaller one may do where products round up. */
  readonly passRel: number;
  /** Largest distance as a share of what is allowed; 0 when steps are counted. */
  readonly maxScore: number;
  readonly maxUlp: bigint;
  /** Index of the first pair beyond policy, -1 when there is none. */
  readonly firstBeyond: number;
}

/** Receives what a pass meets on its way, in ascending order. */
export interface Listener {
  /** The index of a pair with a NaN, an infinity, an overflow, zeros of different sign, or an integer near its bound. */
  odd(index: number): void;
  /** A group of pairs and its highest scores, within and beyond policy; -1 when it has none. */
  group(index: number, within: number, beyond: number): void;
}

/** Products this filter forms cannot overflow up to here, so that pairs whose bound overflows do not pass unseen. */
const [maxRtol, maxAtol] = [1, 1e290];
/** How many calls use another kind of scan once the filter has let less than half of the blocks pass. */
const otherCalls = 15;
const blocksInGroup = groupLength / blockLength;
/** Of the upper word of an int64. */
const topBit = -(2 ** 31);

/** One pass over two arrays that lie in the machine's memory, part by part. */
export class Gauge {
  readonly #machine: Machine;
  readonly #listener: Listener;
  readonly #kind: Kind;
  readonly #mayDrift: boolean;
  #other: Kind = 'whole';
  #otherCalls = 0;
  #peeks = false;
  #barred: readonly [within: boolean, beyond: boolean] = [true, true];
  #firstBeyond = -1;

  constructor(machine: Machine, rules: GaugeRules, listener: Listener) {
    this.#machine = machine;
    this.#listener = listener;
    const filters = rules.rtol <= maxRtol && rules.atol <= maxAtol;
    this.#kind = filters ? (rules.atol === 0 ? 'relative' : 'general') : 'whole';
    this.#mayDrift = filters && rules.ulp <= 0 && !rules.integers;
    machine.words.fill(0, layout.firstBeyond / 4, layout.savedCounts / 4);
    machine.setFloat('rtol', rules.rtol);
    machine.setFloat('atol', rules.atol);
    machine.setCount('ulpLimit', Math.max(rules.ulp, 0));
    machine.setWord('ranking', rankingOf(rules));
    machine.setWord('integers', Number(rules.integers));
    machine.setWord('nanAgrees', Number(rules.nanAgrees));
    machine.words[layout.maxUlp / 4 + 1] = topBit;
    machine.words[layout.maxUlp / 4 + 3] = topBit;
    this.bar(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  /** Looks for no records from here on: only which pairs are beyond policy is asked. */
  onlyVerdict(): void {
    const { floats, longs } = this.#machine;
    floats.fill(Number.MAX_VALUE, layout.maxAbs / 8, layout.maxAbs / 8 + 2);
    floats.fill(Number.POSITIVE_INFINITY, layout.maxRel / 8, layout.maxRel / 8 + 4);
    longs.fill(2n ** 63n - 1n, layout.maxUlp / 8, layout.maxUlp / 8 + 2);
  }

  /** Sets what a group's score must exceed to be reported. */
  bar(within: number, beyond: number): void {
    // From here on the filter may let pairs pass that it had to stop before.
    if ((within >= 0 && !this.#barred[0]) || (beyond >= 0 && !this.#barred[1])) this.#otherCalls = 0;
    this.#barred = [within >= 0, beyond >= 0];
    this.#machine.setFloat('withinBar', within);
    this.#machine.setFloat('beyondBar', beyond);
  }

  /**
   * Judges pairs at two addresses. Both must be followed by zeros up to a multiple of `groupLength` elements.
   * `start` is the index of the first one, a multiple of `groupLength`; at most `callLength` pairs.
   */
  scan(format: Format, legacy: number, modern: number, count: number, start: number): void {
    const groups = Math.ceil(count / groupLength);
    const kind = this.#otherCalls > 0 ? this.#other : this.#kind;
    if (this.#otherCalls > 0) this.#otherCalls--;
    this.#clear();
    if (this.#peeks && kind !== 'whole') this.#peek(format, legacy, modern, groups - 1);
    const machine = this.#machine;
    machine.exports[`${format}_${kind}`](legacy, modern, groups);
    const first = machine.word('firstBeyond');
    if (this.#firstBeyond < 0 && first >= 0) this.#firstBeyond = start + first;
    if (machine.word('slowBlocks') > (groups * blocksInGroup) / 2) this.#change(kind);
    this.#report(start);
  }

  #clear(): void {
    const machine = this.#machine;
    machine.setWord('firstBeyond', this.#firstBeyond < 0 ? -1 : 0);
    machine.setWord('oddCount', 0);
    machine.setWord('groupCount', 0);
    machine.setWord('slowBlocks', 0);
  }

  /** The filter stops at most blocks: because drift is everywhere, or each pair sets a record. */
  #change(kind: Kind): void {
    this.#peeks = true;
    const drifts = kind !== 'drifting' && this.#mayDrift && this.#firstBeyond >= 0;
    this.#use(drifts ? 'drifting' : 'whole', otherCalls);
  }

  #use(kind: Kind, calls: number): void {
    this.#other = kind;
    this.#otherCalls = calls;
  }

  /** Takes the records of the last group in advance: where errors grow with the index, no pair before it sets one. */
  #peek(format: Format, legacy: number, modern: number, groups: number): void {
    const { bytes, exports } = this.#machine;
    const at = groups * groupLength * (format === 'f8' ? 8 : 4);
    bytes.copyWithin(layout.savedCounts, layout.differing, layout.groupWithin);
    exports[`${format}_whole`](legacy + at, modern + at, 1);
    bytes.copyWithin(layout.differing, layout.savedCounts, layout.savedCounts + layout.groupWithin - layout.differing);
    this.#clear();
  }

  #report(start: number): void {
    const { words, floats } = this.#machine;
    const odd = this.#machine.word('oddCount');
    for (let i = 0; i < odd; i++) this.#listener.odd(start + words[layout.odd / 4 + i]!);
    const groups = this.#machine.word('groupCount');
    for (let i = 0; i < groups; i++) {
      const at = layout.groups / 8 + 3 * i;
      this.#listener.group(start + words[2 * at]!, floats[at + 1]!, floats[at + 2]!);
    }
  }

  /** Pairs beyond policy so far. */
  get beyond(): number {
    return this.#machine.sum('beyond');
  }

  statistics(): Statistics {
    const machine = this.#machine;
    return {
      differing: machine.sum('differing'),
      beyond: this.beyond,
      above: machine.sum('above'),
      nanPairs: machine.sum('nanPairs'),
      maxAbs: machine.larger('maxAbs'),
      maxRel: machine.larger('maxRel'),
      passRel: machine.larger('passRel'),
      maxScore: machine.larger('maxScore'),
      maxUlp: machine.largerSteps('maxUlp'),
      firstBeyond: this.#firstBeyond,
    };
  }
}

function rankingOf({ rtol, atol, ulp }: GaugeRules): number {
  if (ulp > 0) return ranking.ulp;
  return rtol === 0 && atol === 0 ? ranking.rel : ranking.allowed;
}

/** Judges two arrays that lie in the machine's memory already, multiples of 16 bytes from its start. */
export function scanResident(
  machine: Machine,
  gauge: Gauge,
  format: Format,
  at: { readonly legacy: number; readonly modern: number; readonly scratch: number },
  count: number,
): void {
  const size = format === 'f8' ? 8 : 4;
  const whole = count - (count % groupLength);
  let start = 0;
  while (start < whole) {
    const length = Math.min(start === 0 ? firstLength : callLength, whole - start);
    gauge.scan(format, at.legacy + start * size, at.modern + start * size, length, start);
    start += length;
  }
  if (whole === count) return;
  const [left, right] = [at.scratch, at.scratch + groupLength * size];
  machine.bytes.fill(0, left, right + groupLength * size);
  machine.bytes.copyWithin(left, at.legacy + whole * size, at.legacy + count * size);
  machine.bytes.copyWithin(right, at.modern + whole * size, at.modern + count * size);
  gauge.scan(format, left, right, count - whole, whole);
}
