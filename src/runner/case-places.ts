import type { PlaceLog } from '../compare/place-log.ts';
import type { PlaceCases } from './place-summary.ts';
import { Places, type PlacesDump } from './places.ts';
import type { Result, Status } from './result.ts';

/** What a shard keeps of the places of its calm cases. */
export interface CasePlacesDump extends PlacesDump {
  readonly counted: number;
  readonly resumed: number;
}

/** Places over the cases of one subject against one modern, and which cases those are. */
export class CasePlaces {
  readonly places = new Places();
  readonly #wanted: readonly Status[];
  #counted = 0;
  #leftOut = 0;
  #resumed = 0;
  #absorbs = false;

  /** @param wanted Results whose numbers count. */
  constructor(wanted: readonly Status[] = ['agreed', 'drifted']) {
    this.#wanted = wanted;
  }

  /** @param log Null when only the result is known, out of a journal. */
  add({ status, compared }: Pick<Result, 'status' | 'compared'>, log: PlaceLog | null): void {
    if (!compared) return;
    if (!this.#wanted.includes(status)) this.#leftOut += 1;
    else if (log === null) this.#resumed += this.#absorbs ? 0 : 1;
    else {
      this.places.add(log);
      this.#counted += 1;
    }
  }

  /** The figures, with how many cases they are of. */
  dump(): CasePlacesDump {
    return { counted: this.#counted, resumed: this.#resumed, ...this.places.dump() };
  }

  /** Takes over the figures of cases that ran in a shard: their results come without their numbers. */
  absorb(dump: CasePlacesDump): void {
    this.#absorbs = true;
    this.#counted += dump.counted;
    this.#resumed += dump.resumed;
    this.places.absorb(dump);
  }

  get cases(): PlaceCases {
    return { counted: this.#counted, leftOut: this.#leftOut, resumed: this.#resumed };
  }
}
