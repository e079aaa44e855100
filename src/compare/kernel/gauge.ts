import { blockLength, callLength, layout, ranking } from './layout.ts';
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
  /** The distance and the size of legacy of a pair that needs it. */
  readonly passPair: { readonly abs: number; readonly size: number };
  /** Largest distance as a share of what is allowed; 0 when steps are counted. */
  readonly maxScore: number;
  readonly maxUlp: bigint;
  /** Index of the first pair beyond policy, -1 when there is none. */
  readonly firstBeyond: number;
}

/** Receives what a pass meets on its way, in ascending order, and says what it wants to hear of. */
export interface Listener {
  /** The index of a pair with a NaN, an infinity, an overflow, zeros of different sign, or an integer near its bound. */
  odd(index: number): void;
  /** The index of a pair whose score is above the bar of its side. */
  worst(index: number, score: number, isBeyond: boolean): void;
  /** What the score of a pair must exceed to be reported, now that so many pairs are beyond policy. */
  bars(beyond: number): readonly [within: number, beyond: number];
}

/** Products this filter forms cannot overflow up to here, so that pairs whose bound overflows do not pass unseen. */
const [maxRtol, maxAtol] = [1, 1e290];
/** The largest relative tolerance under which steps between pairs that agree fit into a word, whatever their signs. */
const nearRtol = { f8: 2 ** -23, f4: 2 ** -2 };
/** How many calls use another kind of scan once the filter has let less than half of the blocks pass. */
const otherCalls = 15;
/** When the filter gives up after more pairs beyond policy than this, drift is taken to be the cause. */
const manyBeyond = 64;
/** Of how many blocks the records are taken in advance. */
const peekBlocks = 4;
/** Of the upper word of an int64. */
const topBit = -(2 ** 31);

/** One pass over two arrays that lie in the machine's memory, part by part. */
export class Gauge {
  readonly #machine: Machine;
  readonly #listener: Listener;
  readonly #kind: Kind;
  readonly #nearRtol: number;
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
    this.#nearRtol = rules.atol === 0 && rules.ulp <= 0 && !rules.integers ? rules.rtol : Number.POSITIVE_INFINITY;
    this.#mayDrift = filters && rules.ulp <= 0 && !rules.integers;
    machine.words.fill(0, layout.firstBeyond / 4, layout.savedCounts / 4);
    machine.setFloat(layout.rtol, rules.rtol);
    machine.setFloat(layout.atol, rules.atol);
    machine.setCount(layout.ulpLimit, Math.max(rules.ulp, 0));
    machine.setWord(layout.ranking, rankingOf(rules));
    machine.setWord(layout.integers, Number(rules.integers));
    machine.setWord(layout.nanAgrees, Number(rules.nanAgrees));
    machine.words[layout.maxUlp / 4 + 1] = topBit;
    machine.words[layout.maxUlp / 4 + 3] = topBit;
    this.#bar(listener.bars(0));
  }

  /** Looks for no records from here on: only which pairs are beyond policy is asked. */
  onlyVerdict(): void {
    const { floats, longs } = this.#machine;
    floats.fill(Number.MAX_VALUE, layout.maxAbs / 8, layout.maxAbs / 8 + 2);
    floats.fill(Number.POSITIVE_INFINITY, layout.maxRel / 8, layout.maxRel / 8 + 4);
    longs.fill(2n ** 63n - 1n, layout.maxUlp / 8, layout.maxUlp / 8 + 2);
  }

  /**
   * Judges pairs at two addresses. Both must be followed by zeros up to a multiple of `blockLength` elements.
   * `start` is the index of the first one, a multiple of `blockLength`; at most `callLength` pairs.
   */
  scan(format: Format, legacy: number, modern: number, count: number, start: number): void {
    const step = blockLength * (format === 'f8' ? 8 : 4);
    const blocks = Math.ceil(count / blockLength);
    for (let done = 0; done < blocks; ) {
      const [left, right] = [legacy + done * step, modern + done * step];
      done += this.#scanBlocks(format, left, right, blocks - done, start + done * blockLength);
    }
  }

  /** Gives how many blocks were scanned before too many had to be judged in full. */
  #scanBlocks(format: Format, legacy: number, modern: number, blocks: number, start: number): number {
    const kind = this.#kindOf(format);
    if (this.#otherCalls > 0) this.#otherCalls--;
    this.#clear();
    if (this.#peeks && kind !== 'whole') this.#peek(format, legacy, modern, blocks);
    const machine = this.#machine;
    const done = machine.scans[format][kind](legacy, modern, blocks);
    const first = machine.word(layout.firstBeyond);
    if (this.#firstBeyond < 0 && first >= 0) this.#firstBeyond = start + first;
    if (done < blocks) this.#change(kind);
    this.#report(start);
    this.#bar(this.#listener.bars(this.beyond));
    return done;
  }

  #bar([within, beyond]: readonly [within: number, beyond: number]): void {
    // From here on the filter may let pairs pass that it had to stop before.
    if ((within >= 0 && !this.#barred[0]) || (beyond >= 0 && !this.#barred[1])) this.#otherCalls = 0;
    this.#barred = [within >= 0, beyond >= 0];
    this.#machine.setFloat(layout.withinBar, within);
    this.#machine.setFloat(layout.beyondBar, beyond);
  }

  #kindOf(format: Format): Kind {
    if (this.#otherCalls > 0) return this.#other;
    return this.#nearRtol > 0 && this.#nearRtol <= nearRtol[format] ? 'near' : this.#kind;
  }

  #clear(): void {
    const machine = this.#machine;
    machine.setWord(layout.firstBeyond, this.#firstBeyond < 0 ? -1 : 0);
    machine.setWord(layout.oddCount, 0);
    machine.setWord(layout.worstCount, 0);
  }

  /** The filter gave up: because drift is everywhere, many pairs are of one number, or each pair sets a record. */
  #change(kind: Kind): void {
    const drifts = kind !== 'drifting' && this.#mayDrift && this.beyond > manyBeyond;
    this.#other = drifts ? 'drifting' : kind === 'near' ? 'relative' : 'whole';
    this.#otherCalls = otherCalls;
    this.#peeks = this.#other !== 'relative';
  }

  /** Takes the records of the last blocks in advance: where errors grow with the index, no pair before sets one. */
  #peek(format: Format, legacy: number, modern: number, blocks: number): void {
    const { bytes, scans } = this.#machine;
    const at = Math.max(0, blocks - peekBlocks) * blockLength * (format === 'f8' ? 8 : 4);
    const countsEnd = layout.nanPairs + 16;
    bytes.copyWithin(layout.savedCounts, layout.differing, countsEnd);
    scans[format].whole(legacy + at, modern + at, Math.min(blocks, peekBlocks));
    bytes.copyWithin(layout.differing, layout.savedCounts, layout.savedCounts + countsEnd - layout.differing);
    this.#clear();
  }

  #report(start: number): void {
    const { words, floats } = this.#machine;
    const odd = this.#machine.word(layout.oddCount);
    for (let i = 0; i < odd; i++) this.#listener.odd(start + words[layout.odd / 4 + i]!);
    const worst = this.#machine.word(layout.worstCount);
    for (let i = 0; i < worst; i++) {
      const at = layout.worst / 8 + 2 * i;
      this.#listener.worst(start + words[2 * at + 2]!, floats[at]!, words[2 * at + 3] === 1);
    }
  }

  /** Pairs beyond policy so far. */
  get beyond(): number {
    return this.#machine.sum(layout.beyond);
  }

  #passPair(): Statistics['passPair'] {
    const { floats } = this.#machine;
    const lane = floats[layout.passRel / 8 + 1]! > floats[layout.passRel / 8]! ? 1 : 0;
    const [legacy, modern] = [floats[layout.passLegacy / 8 + lane]!, floats[layout.passModern / 8 + lane]!];
    return { abs: Math.abs(modern - legacy), size: Math.abs(legacy) };
  }

  statistics(): Statistics {
    const machine = this.#machine;
    return {
      differing: machine.sum(layout.differing),
      beyond: this.beyond,
      above: machine.sum(layout.above),
      nanPairs: machine.sum(layout.nanPairs),
      maxAbs: machine.larger(layout.maxAbs),
      maxRel: machine.larger(layout.maxRel),
      passRel: machine.larger(layout.passRel),
      passPair: this.#passPair(),
      maxScore: machine.larger(layout.maxScore),
      maxUlp: machine.largerSteps(layout.maxUlp),
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
  const whole = count - (count % blockLength);
  let start = 0;
  while (start < whole) {
    const length = Math.min(callLength, whole - start);
    gauge.scan(format, at.legacy + start * size, at.modern + start * size, length, start);
    start += length;
  }
  if (whole === count) return;
  const [left, right] = [at.scratch, at.scratch + blockLength * size];
  machine.bytes.fill(0, left, right + blockLength * size);
  machine.bytes.copyWithin(left, at.legacy + whole * size, at.legacy + count * size);
  machine.bytes.copyWithin(right, at.modern + whole * size, at.modern + count * size);
  gauge.scan(format, left, right, count - whole, whole);
}
