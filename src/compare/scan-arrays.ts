import type { NumericArray } from '../value/ndarray.ts';
import { feed, feedMachine, partLength } from './kernel/feed.ts';
import { Gauge, type GaugeRules, type Statistics } from './kernel/gauge.ts';
import { groupLength } from './kernel/layout.ts';
import type { Machine } from './kernel/machine.ts';
import { WorstGroups } from './kernel/worst-groups.ts';
import { type ArrayScan, Scanner } from './scan.ts';
import type { ResolvedRules } from './tolerance.ts';
import { chunkOf, chunksOf, wordsOf } from './typed-chunks.ts';

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

/**
 * When this many groups of a part are among the worst so far, errors grow with the index, and all that follow would be:
 * then a sample of what is to come tells what the worst must reach.
 */
const manyGroups = partLength / groupLength / 2;
/** Not before this many pairs, of which the first are always among the worst. */
const leastForPilot = 32_768;

/** The scan in plain JavaScript. */
export function scanPlainly(legacy: NumericArray, modern: NumericArray, request: ScanRequest): ArrayScan {
  const scanner = new Scanner(wordsOf(legacy), request.rules, Math.min(request.limit, legacy.length), request.odd);
  for (const chunk of chunksOf(legacy, modern)) {
    scanner.scan(chunk);
    if (request.onlyVerdict && scanner.beyond > 0) break;
  }
  return scanner.result();
}

/** The scan in WebAssembly; the plain loop then ranks what lies in the groups that hold the worst. */
export function scanInKernel(
  machine: Machine,
  legacy: NumericArray,
  modern: NumericArray,
  request: ScanRequest,
): ArrayScan {
  const integers = wordsOf(legacy) === 0;
  const limit = Math.min(request.limit, legacy.length);
  const worst = new WorstGroups(limit);
  const group = worst.add.bind(worst);
  const gauge = new Gauge(machine, gaugeRules(request.rules, integers), { odd: request.odd, group });
  gauge.bar(...worst.bars(0));
  if (request.onlyVerdict) gauge.onlyVerdict();
  let pilots = limit === 0 ? 0 : 1;
  feed(machine, gauge, legacy, modern, (end) => {
    const { beyond } = gauge;
    if (limit === 0) return request.onlyVerdict && beyond > 0;
    if (worst.takeAdded() > manyGroups && pilots > 0 && end > leastForPilot) {
      pilots--;
      worst.raise(pilotBars(legacy, modern, end, request));
    }
    gauge.bar(...worst.bars(beyond));
    return false;
  });
  const statistics = gauge.statistics();
  return {
    ...figuresOf(statistics, request.rules, integers),
    worst: limit === 0 || statistics.differing === 0 ? [] : locate(worst, statistics, legacy, modern, request),
  };
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
  const { differing, beyond, above, maxAbs, maxRel, passRel, maxUlp } = statistics;
  return {
    beyond,
    within: differing - beyond,
    above,
    below: differing - above,
    maxAbs,
    maxRel,
    passRel,
    maxUlp: integers ? null : maxUlp,
    maxShare: maxShare(statistics, gaugeRules(rules, integers)),
  };
}

function maxShare({ differing, maxScore, maxUlp }: Statistics, { rtol, atol, ulp }: GaugeRules): number {
  if (differing === 0) return 0;
  if (ulp > 0) return Number(maxUlp) / ulp;
  return rtol === 0 && atol === 0 ? Number.POSITIVE_INFINITY : maxScore;
}

/**
 * Indices of the worst pairs, beyond policy and within it, each worst first. The worst groups are looked through first, so
 * that few pairs have to be ranked, and none of the groups that hold nothing as bad as what was found.
 */
function locate(
  worst: WorstGroups,
  { beyond }: Statistics,
  legacy: NumericArray,
  modern: NumericArray,
  { rules, limit }: ScanRequest,
): readonly number[] {
  const scanner = new Scanner(wordsOf(legacy), rules, Math.min(limit, legacy.length), () => {});
  const ranked = worst.ranked(beyond);
  const scan = groupScan(scanner, legacy, modern);
  const scanned = new Set<number>();
  for (const [kind, { indices, scores }] of ranked.entries()) {
    for (const [i, group] of indices.entries()) {
      const [within, above] = scanner.bars;
      if (scores[i]! < (kind === 0 ? above : within)) break;
      if (!scanned.has(group)) scan(group);
      scanned.add(group);
    }
  }
  return scanner.result().worst;
}

/** Scans the group whose first pair has an index. */
function groupScan(scanner: Scanner, legacy: NumericArray, modern: NumericArray): (group: number) => void {
  if (legacy instanceof Float64Array && modern instanceof Float64Array) {
    const chunk = chunkOf(legacy, modern);
    return (group) => scanner.scan(chunk, group, Math.min(group + groupLength, legacy.length));
  }
  return (group) => {
    const end = group + groupLength;
    const [left, right] = [legacy.subarray(group, end), modern.subarray(group, end)];
    for (const chunk of chunksOf(left, right)) scanner.scan({ ...chunk, start: group });
  };
}

/** Scores that at least \`limit\` pairs from an index on reach: the last of the worst of a sample of groups. */
function pilotBars(
  legacy: NumericArray,
  modern: NumericArray,
  from: number,
  request: ScanRequest,
): readonly [within: number, beyond: number] {
  const groups = Math.floor((legacy.length - from) / groupLength);
  // Where errors grow, the worst of a sample are the last of it: then the sample, and what exceeds the bars it gives, cost
  // about the same. Some more, since they may grow unevenly.
  const stride = Math.floor(Math.sqrt((16 * groups) / request.limit));
  if (stride < 2) return [0, 0];
  const count = Math.floor(groups / stride);
  // Out of order, so that few of them set a record; the step is prime to their number, so that each comes once.
  const step = count % 7919 === 0 ? 7907 : 7919;
  const scanner = new Scanner(wordsOf(legacy), request.rules, request.limit, () => {});
  const scan = groupScan(scanner, legacy, modern);
  for (let i = 0; i < count; i++) scan(from + ((i * step) % count) * stride * groupLength);
  return scanner.bars;
}
