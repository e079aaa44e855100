import type { Comparison, Difference, DriftClass, Step } from '../compare/difference.ts';
import { pathPointer } from '../compare/path.ts';
import { isNoise } from '../runner/noise-floor.ts';
import { generalPath } from '../runner/signature.ts';
import type { NoiseFloor } from '../suite/suite.ts';

/** How far a side was from itself at one place, indices left out. */
export interface NoisePlace {
  /** For people: `$.value[*]`. */
  readonly path: string;
  /** As a pattern of a suite: `/value/*`. */
  readonly pattern: string;
  readonly classes: readonly DriftClass[];
  /** Cases that disagreed here. */
  readonly cases: number;
  /** Of them those that the subject's policy would call drift. */
  readonly beyondPolicy: number;
  /** Largest sizes; null where a difference has none, or none that is finite. */
  readonly abs: number | null;
  readonly rel: number | null;
  readonly ulp: bigint | null;
  /** Every difference here is within a floor that the subject declares. */
  readonly declared: boolean;
}

/** Places that are told apart; what comes after them is added up under one name. */
const maxPlaces = 256;
const others = '(places beyond the first 256)';

/** Gathers where a side disagreed with itself. Its size does not grow with the number of cases. */
export class NoisePlaces {
  readonly #floors: readonly NoiseFloor[];
  readonly #places = new Map<string, Tally>();

  constructor(floors: readonly NoiseFloor[]) {
    this.#floors = floors;
  }

  /** Counts a case whose answers were not the same: what differs between them, or `ends` where they ended in two ways. */
  add(found: readonly (Comparison | 'ends')[]): void {
    const seen = new Map<Tally, boolean>();
    const see = (tally: Tally, beyond: boolean) => seen.set(tally, (seen.get(tally) ?? false) || beyond);
    for (const one of found) {
      if (one === 'ends') {
        const tally = this.#at([]);
        tally.addEnd();
        see(tally, true);
        continue;
      }
      for (const difference of one.differences) {
        const tally = this.#at(difference.path);
        tally.add(difference, isNoise(this.#floors, difference));
        see(tally, difference.beyond);
      }
    }
    for (const [tally, beyond] of seen) tally.count(beyond);
  }

  /** In the order of their paths. */
  get all(): NoisePlace[] {
    return [...this.#places.values()].map((tally) => tally.place()).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #at(steps: readonly Step[]): Tally {
    const path = generalPath(steps);
    const name = this.#places.has(path) || this.#places.size < maxPlaces ? path : others;
    const known = this.#places.get(name) ?? new Tally(name, name === others ? '/**' : patternOf(steps));
    this.#places.set(name, known);
    return known;
  }
}

function patternOf(steps: readonly Step[]): string {
  return steps.map((step) => (typeof step === 'number' ? '/*' : pathPointer([step]))).join('');
}

class Tally {
  readonly #path: string;
  readonly #pattern: string;
  readonly #classes = new Set<DriftClass>();
  #cases = 0;
  #beyond = 0;
  #abs: number | null = 0;
  #rel: number | null = 0;
  #ulp: bigint | null = 0n;
  #declared = true;

  constructor(path: string, pattern: string) {
    this.#path = path;
    this.#pattern = pattern;
  }

  add({ abs, rel, ulp, class: driftClass }: Difference, declared: boolean): void {
    this.#classes.add(driftClass);
    this.#abs = larger(this.#abs, abs);
    this.#rel = larger(this.#rel, rel);
    this.#ulp = this.#ulp === null || ulp === null ? null : ulp > this.#ulp ? ulp : this.#ulp;
    this.#declared &&= declared;
  }

  addEnd(): void {
    [this.#abs, this.#rel, this.#ulp, this.#declared] = [null, null, null, false];
  }

  count(beyond: boolean): void {
    this.#cases += 1;
    if (beyond) this.#beyond += 1;
  }

  place(): NoisePlace {
    const sizes = { abs: this.#abs, rel: this.#rel, ulp: this.#ulp };
    const at = { path: this.#path, pattern: this.#pattern, classes: [...this.#classes].sort() };
    return { ...at, cases: this.#cases, beyondPolicy: this.#beyond, ...sizes, declared: this.#declared };
  }
}

const larger = (a: number | null, b: number | null) =>
  a === null || b === null || !Number.isFinite(b) ? null : Math.max(a, b);
