import type { PlaceLog } from '../compare/place-log.ts';
import type { PlaceCases } from './place-summary.ts';
import { Places } from './places.ts';
import type { Result, Status } from './result.ts';

/** Places over the cases of one subject against one modern, and which cases those are. */
export class CasePlaces {
  readonly places = new Places();
  readonly #wanted: readonly Status[];
  #counted = 0;
  #leftOut = 0;
  #resumed = 0;

  /** @param wanted Results whose numbers count. */
  constructor(wanted: readonly Status[] = ['agreed', 'drifted']) {
    this.#wanted = wanted;
  }

  /** @param log Null when only the result is known, out of a journal. */
  add({ status, compared }: Pick<Result, 'status' | 'compared'>, log: PlaceLog | null): void {
    if (!compared) return;
    if (!this.#wanted.includes(status)) this.#leftOut += 1;
    else if (log === null) this.#resumed += 1;
    else {
      this.places.add(log);
      this.#counted += 1;
    }
  }

  get cases(): PlaceCases {
    return { counted: this.#counted, leftOut: this.#leftOut, resumed: this.#resumed };
  }
}
