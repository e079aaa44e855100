import { random } from '../base/chance.ts';
import type { TimedPair } from './pair.ts';

/** What a machine does to timings, as factors and shares. */
export interface Machine {
  /** Spread between processes of the same code. */
  readonly process?: number;
  /** Time gained from the first call to the last: 1 doubles it. */
  readonly drift?: number;
  /** Share of calls that take 1.3 times as long. */
  readonly secondMode?: number;
  /** Bursts of load, about 100 calls long, in which everything takes up to 2.5 times as long. */
  readonly bursts?: boolean;
}

export interface Simulation {
  readonly seed: string;
  /** Time of modern over time of legacy. */
  readonly effect: number;
  readonly machine: Machine;
  readonly rounds?: number;
}

/** Pairs as a machine would time them: 6 cases, 4 pairs of each in every round, in random order, 2 % of calls cut into. */
export function simulate({ seed, effect, machine, rounds = 12 }: Simulation): TimedPair[] {
  const chance = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const { process = 0.005, drift = 0, secondMode = 0, bursts = false } = machine;
  const calls = rounds * 4 * 6 * 3;
  let call = 0;
  let load = 1;
  const timed = (ns: number): number => {
    call += 1;
    if (bursts && chance() < 0.01) load = load === 1 ? 1.5 + chance() : 1;
    const mode = chance() < secondMode ? 1.3 : 1;
    const cut = chance() < 0.02 ? 1 + 20 * chance() : 1;
    return ns * Math.exp(0.03 * normal()) * load * mode * cut * (1 + (drift * call) / calls);
  };
  const pairs: TimedPair[] = [];
  for (let round = 0; round < rounds; round++) {
    const sides = [1, 1, effect].map((factor) => factor * Math.exp(process * normal()));
    for (let i = 0; i < 24; i++) {
      const base = 1000 * (1 + (i % 6));
      const times = new Map<number, number>();
      const order = chance() < 0.5 ? [0, 2, 1] : [1, 2, 0];
      for (const side of order) times.set(side, timed(base * sides[side]!));
      const [legacyNs, twinNs, modernNs] = [0, 1, 2].map((side) => times.get(side)!) as [number, number, number];
      pairs.push({ case: `#${i % 6}`, round, legacyNs, twinNs, modernNs });
    }
  }
  return pairs;
}
