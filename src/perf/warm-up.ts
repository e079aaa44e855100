import type { Clock } from '../base/clock.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';

/** How warm a side is. */
export interface Warmth {
  readonly calls: number;
  /** False when time was up first. */
  readonly stable: boolean;
}

/** Fewer than so many calls and compilers have not looked yet. */
const leastCalls = 200;
const leastSweeps = 4;
/** So many sweeps may pass without one that is faster by `gain`. */
const patience = 3;
const gain = 0.02;
const mostSweeps = 500;

/**
 * Calls a side with all cases again and again until it gets no faster: until three sweeps in a row have not taken 2 %
 * off the fastest times of the cases. Minima, since load only ever adds time. No machine promises that a later sweep is
 * not faster still (Barrett et al. 2017, "Virtual machine warmup blows hot and cold"); that is why the sides are timed
 * beside each other.
 *
 * @param mostMs time after which it is as warm as it gets
 */
export async function warmUp(
  side: Implementation,
  calls: readonly Call[],
  mostMs: number,
  clock: Clock,
): Promise<Warmth> {
  const end = clock.ms() + mostMs;
  const fastest = new Float64Array(calls.length).fill(Number.POSITIVE_INFINITY);
  let best = Number.POSITIVE_INFINITY;
  let idle = 0;
  let made = 0;
  for (let sweep = 1; sweep <= mostSweeps; sweep++) {
    for (const [index, call] of calls.entries()) {
      if (clock.ms() >= end && sweep > 1) return { calls: made, stable: false };
      const { elapsedNs } = await side.call({ ...call, warmUp: true });
      made += 1;
      fastest[index] = Math.min(fastest[index]!, elapsedNs ?? Number.POSITIVE_INFINITY);
    }
    const sum = fastest.reduce((total, ns) => total + (Number.isFinite(ns) ? ns : 0), 0);
    idle += 1;
    // Not held against the sweep before: many small steps are a large one.
    if (sum < best * (1 - gain)) [best, idle] = [sum, 0];
    if (idle >= patience && sweep >= leastSweeps && made >= leastCalls) return { calls: made, stable: true };
  }
  return { calls: made, stable: false };
}
