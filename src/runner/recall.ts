import { SetupError } from '../base/errors.ts';
import { type CaseRef, caseName } from '../suite/case.ts';
import type { CasePlacesDump } from './case-places.ts';
import type { OpenJournal } from './read-journal.ts';
import type { Result } from './result.ts';

/** What the shards of a run did of one subject. */
export interface Recall {
  /** The results of a case. Cases are asked for in the order of the whole run. @throws SetupError when no shard has it */
  take(ref: CaseRef): readonly Result[];
  /** Figures of calm cases against a modern, shard by shard. */
  places(modern: string): readonly CasePlacesDump[];
}

/** A file of figures that a shard leaves beside its journal. */
export interface ShardPlaces {
  readonly schema: 'vernier/places/1';
  readonly runId: string;
  readonly benches: readonly (CasePlacesDump & {
    readonly suite: string;
    readonly subject: string;
    readonly modern: string;
  })[];
}

/** A finished shard. */
export interface ShardRun {
  /** How it is called in messages: its folder. */
  readonly name: string;
  readonly journal: OpenJournal;
  readonly places: ShardPlaces;
}

/** What shards did of a subject: each journal is read once, side by side with the others. */
export function recallOf(shards: readonly ShardRun[], suite: string, subject: string): Recall {
  const cursors = shards.map(({ journal }) => new Cursor(journal, suite, subject));
  return {
    take(ref) {
      const name = caseName(ref);
      const cursor = cursors.find(({ head }) => head?.[0]?.case.kind === ref.kind && caseName(head[0].case) === name);
      if (cursor !== undefined) return cursor.take();
      throw new SetupError(
        `No shard ran case ${name} of ${suite}/${subject}: ${shards.map((one) => one.name).join(', ')} are not all of one run, or a journal is damaged. Run that shard again`,
      );
    },
    places: (modern) =>
      shards.flatMap(({ places }) =>
        places.benches.filter((one) => one.suite === suite && one.subject === subject && one.modern === modern),
      ),
  };
}

class Cursor {
  readonly #cases: Iterator<readonly Result[]>;
  readonly #suite: string;
  readonly #subject: string;
  head: readonly Result[] | null = null;

  constructor(journal: OpenJournal, suite: string, subject: string) {
    this.#cases = journal.cases()[Symbol.iterator]();
    this.#suite = suite;
    this.#subject = subject;
    this.#next();
  }

  take(): readonly Result[] {
    const results = this.head!;
    this.#next();
    return results;
  }

  #next(): void {
    for (;;) {
      const { value, done } = this.#cases.next();
      this.head = done ? null : value;
      if (done || (value[0]?.suite === this.#suite && value[0].subject === this.#subject)) return;
    }
  }
}
