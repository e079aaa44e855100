import type { NumericArray } from '../value/ndarray.ts';
import { feed, feedMachine } from './kernel/feed.ts';
import { Gauge, type GaugeRules, type Statistics } from './kernel/gauge.ts';
import type { Machine } from './kernel/machine.ts';
import { WorstPairs } from './kernel/worst-pairs.ts';
import { type ArrayScan, Scanner } from './scan.ts';
import type { ResolvedRules } from './tolerance.ts';
import { chunksOf, wordsOf } from './typed-chunks.ts';

/** What is asked of a scan. */
export interface ScanRequest {
  readonly rules: ResolvedRules;
  /** How many of the worst differences to locate. */
  readonly limit: number;
  /** Only whether there is drift: the first one ends the scan. */
  readonly onlyVerdict: boolean;
  /** Judges the pair at an index, which the scan leaves out of its result. */
  readonly odd: (index: number) => void;
}

/** Measured: with fewer pairs than this the plain loop is as fast. */
const leastForKernel = 256;

/** Scans two arrays of the same type and length: in the kernel where there is one and it pays, else in the plain loop. */
export function scanTyped(legacy: NumericArray, modern: NumericArray, request: ScanRequest): ArrayScan {
  const machine = legacy.length < leastForKernel ? null : feedMachine();
  return machine === null ? scanPlainly(legacy, modern, request) : scanInKernel(machine, legacy, modern, request);
}

/** The scan in plain JavaScript. */
export function scanPlainly(legacy: NumericArray, modern: NumericArray, request: ScanRequest): ArrayScan {
  const scanner = new Scanner(wordsOf(legacy), request.rules, Math.min(request.limit, legacy.length), request.odd);
  for (const chunk of chunksOf(legacy, modern)) {
    scanner.scan(chunk);
    if (request.onlyVerdict && scanner.beyond > 0) break;
  }
  return scanner.result();
}

/** The scan in WebAssembly, which lists the pairs whose scores are above bars that rise as more of them are known. */
export function scanInKernel(
  machine: Machine,
  legacy: NumericArray,
  modern: NumericArray,
  request: ScanRequest,
): ArrayScan {
  const { rules, onlyVerdict } = request;
  const integers = wordsOf(legacy) === 0;
  const limit = Math.min(request.limit, legacy.length);
  const worst = new WorstPairs(limit, limit === 0 ? [-1, -1] : guessBars(legacy, modern, rules, limit));
  const gauge = new Gauge(machine, gaugeRules(rules, integers), {
    odd: request.odd,
    worst: (index, score, isBeyond) => worst.add(index, score, isBeyond),
    bars: (beyond) => worst.bars(beyond),
  });
  if (onlyVerdict) gauge.onlyVerdict();
  feed(machine, gauge, legacy, modern, () => onlyVerdict && limit === 0 && gauge.beyond > 0);
  const statistics = gauge.statistics();
  const figures = figuresOf(statistics, rules, integers);
  const shown = worst.shown(figures.beyond, figures.within);
  return { ...figures, worst: shown ?? scanPlainly(legacy, modern, { ...request, odd: () => {} }).worst };
}

/** Pairs looked at to guess how bad the worst are. */
const sampleLength = 512;

/**
 * Scores that somewhat more pairs than wanted are thought to exceed, within policy and beyond it, by a sample spread evenly
 * over the arrays; -1 where it says too little.
 */
function guessBars(
  legacy: NumericArray,
  modern: NumericArray,
  rules: ResolvedRules,
  limit: number,
): readonly [within: number, beyond: number] {
  const share = sampleLength / legacy.length;
  // Half as many again, and three, since a sample is not the whole.
  const rank = Math.ceil(1.5 * limit * share) + 3;
  if (share > 1 / 2 || rank > sampleLength / 4) return [-1, -1];
  const scanner = new Scanner(wordsOf(legacy), rules, rank, () => {});
  for (const chunk of chunksOf(...sampleOf(legacy, modern))) scanner.scan(chunk);
  const [within, beyond] = scanner.bars;
  return [within > 0 ? within : -1, beyond > 0 ? beyond : -1];
}

/** Room for samples of two arrays, by their type: made anew they would cost as much as to look at them. */
const sampleRoom = new Map<unknown, readonly [NumericArray, NumericArray]>();

/** Pairs at steps by the golden ratio, so that they fall in with no period of the arrays. */
function sampleOf(legacy: NumericArray, modern: NumericArray): readonly [NumericArray, NumericArray] {
  const Class = legacy.constructor as new (length: number) => NumericArray;
  const room = sampleRoom.get(Class) ?? ([new Class(sampleLength), new Class(sampleLength)] as const);
  sampleRoom.set(Class, room);
  const step = Math.round(0.6180339887498949 * legacy.length);
  for (let i = 0, at = 0; i < sampleLength; i++, at = (at + step) % legacy.length) {
    room[0][i] = legacy[at]!;
    room[1][i] = modern[at]!;
  }
  return room;
}

/** The rules as the kernel knows them: integers have no steps, and in mode `bitwise` nothing is allowed. */
export function gaugeRules(rules: ResolvedRules, integers: boolean): GaugeRules {
  const byValue = rules.mode === 'value';
  return {
    rtol: byValue ? rules.rtol : 0,
    atol: byValue ? rules.atol : 0,
    ulp: rules.mode === 'ulp' && !integers ? rules.ulp : 0,
    nanAgrees: rules.equalNan && rules.mode !== 'bitwise',
    integers,
  };
}

function figuresOf(statistics: Statistics, rules: ResolvedRules, integers: boolean): Omit<ArrayScan, 'worst'> {
  const { differing, beyond, above, maxAbs, maxRel, passRel, passPair, maxUlp } = statistics;
  return {
    beyond,
    within: differing - beyond,
    above,
    below: differing - above,
    maxAbs,
    maxRel,
    passRel,
    passPair,
    maxUlp: integers ? null : maxUlp,
    maxShare: maxShare(statistics, gaugeRules(rules, integers)),
  };
}

function maxShare({ differing, maxScore, maxUlp }: Statistics, { rtol, atol, ulp }: GaugeRules): number {
  if (differing === 0) return 0;
  if (ulp > 0) return Number(maxUlp) / ulp;
  return rtol === 0 && atol === 0 ? Number.POSITIVE_INFINITY : maxScore;
}
