import { figuresEach, type PlaceLog, type PlaceRecord } from '../compare/place-log.ts';
import { ErrorMap } from './error-map.ts';
import { PlaceTally, type PlaceTallyDump } from './place-tally.ts';
import { generalPath } from './signature.ts';

/** Places that are told apart; what comes after them is added up under one name. */
const maxPlaces = 256;
const otherPlaces = '(places beyond the first 256)';

/** All that places hold, for a file. */
export interface PlacesDump {
  readonly places: readonly (PlaceTallyDump & { readonly key: string })[];
  readonly errorMap: readonly (readonly [number, number])[];
}

/** Figures of one subject against one modern, place by place. */
export class Places {
  /** By the key of their records. */
  readonly #tallies = new Map<string, PlaceTally>();
  /** Error against magnitude, all places together. */
  readonly errorMap = new ErrorMap();

  add(log: PlaceLog): void {
    for (const record of log.records) {
      this.#at(record).add(record);
      const { figures } = record;
      for (let i = 0; i < figures.length; i += figuresEach) {
        this.errorMap.add(figures[i]!, figures[i + 1]!, figures[i + 3]!);
      }
    }
  }

  dump(): PlacesDump {
    return {
      places: [...this.#tallies].map(([key, tally]) => ({ key, ...tally.dump() })),
      errorMap: this.errorMap.dump(),
    };
  }

  /** Adds all that those of another part of the cases held. */
  absorb({ places, errorMap }: PlacesDump): void {
    for (const dump of places) this.#at({ key: dump.key, steps: [] }, dump.path).absorb(dump);
    this.errorMap.absorb(errorMap);
  }

  /** In the order of their paths. */
  get tallies(): PlaceTally[] {
    return [...this.#tallies.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #at({ steps, key }: Pick<PlaceRecord, 'steps' | 'key'>, path?: string): PlaceTally {
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    if (this.#tallies.size >= maxPlaces) {
      const others = this.#tallies.get(otherPlaces) ?? new PlaceTally(otherPlaces, []);
      this.#tallies.set(otherPlaces, others);
      return others;
    }
    const tally = new PlaceTally(path ?? generalPath(steps), steps);
    this.#tallies.set(key, tally);
    return tally;
  }
}
