import type { GoldenVector } from '../golden/vector.ts';
import { propertyNames } from '../suite/properties.ts';
import { CasePlaces } from './case-places.ts';
import { Coverage } from './coverage.ts';
import { NotRun } from './not-run.ts';
import { PropertyLedger } from './properties/property-ledger.ts';
import type { Recall } from './recall.ts';
import { greenStatuses, type JudgedResult, type Result } from './result.ts';
import { isCalm } from './shard.ts';
import { StatisticsBook } from './statistics-book.ts';
import type { SubjectJob, Work } from './subject-job.ts';
import { type Suspect, Suspects } from './suspects.ts';
import { Tally } from './tally.ts';
import { TrendBook } from './trend-book.ts';

/** A case that an earlier run kept, and whether it was green on all sides this time. */
export interface KeptCase {
  readonly id: string;
  readonly green: boolean;
}

/**
 * What a subject's cases came to, whether they ran just now or stand in a journal. Its size is that of the vectors and
 * of the ways to fail, not of the cases.
 */
export class Account {
  readonly #job: SubjectJob;
  readonly #recall: Recall | null;
  /** By modern's name; `legacy` holds legacy against its golden outcomes. */
  readonly tallies = new Map<string, Tally>();
  /** By modern's name, as `tallies`. */
  readonly places = new Map<string, CasePlaces>();
  /** By modern's name, as `tallies`. */
  readonly statistics = new Map<string, StatisticsBook>();
  /** By modern's name, as `tallies`. */
  readonly properties = new Map<string, PropertyLedger>();
  /** Of a shard: the figures of its calm cases, which a merge takes over. By modern's name, as `tallies`. */
  readonly calmPlaces = new Map<string, CasePlaces>();
  /** By modern's name, as `tallies`. */
  readonly trends = new Map<string, TrendBook>();
  readonly coverage = new Coverage();
  readonly suspects: Suspects;
  readonly notRun: NotRun;
  readonly vectors: { readonly vector: GoldenVector; readonly result: Result; readonly suspect: Suspect | null }[] = [];
  readonly kept: KeptCase[] = [];
  cases = 0;
  red = 0;

  /** @param recall What shards did, where they are merged. */
  constructor(job: SubjectJob, recall: Recall | null = null) {
    this.#job = job;
    this.#recall = recall;
    this.suspects = new Suspects(job.byGolden);
    this.notRun = new NotRun(job);
    for (const { side } of job.moderns) this.tallies.set(side.name, new Tally());
  }

  /** @param judged What the results were judged from; null for results out of a journal. */
  add(work: Work, results: readonly Result[], judged: readonly JudgedResult[] | null): void {
    const { item, generated } = work;
    results.forEach((result, index) => {
      this.#trendOf(result.modern).add(work, result, judged?.[index] ?? null);
      this.#tallyOf(result.modern).add(result);
      this.#propertiesOf(result.modern).add(result);
      this.#placesOf(result.modern).add(result, judged?.[index]?.places ?? null);
      // Cases that were kept because they failed are no fair sample of what is usual.
      if (item.ref.kind !== 'found') this.#statisticsOf(result.modern).add(result, item.vector !== undefined);
      this.#job.waivers.count(result.waivers);
      const suspect = this.suspects.add({ item, generated, result, judged: judged?.[index] ?? null });
      this.notRun.add(result);
      if (item.vector !== undefined) this.vectors.push({ vector: item.vector, result, suspect });
      if (!greenStatuses.includes(result.status)) this.red += 1;
    });
    if (this.#job.shard !== undefined && isCalm(results)) this.#addCalm(results, judged);
    if (item.ref.kind === 'found') {
      this.kept.push({ id: item.ref.id, green: results.every(({ status }) => greenStatuses.includes(status)) });
    }
    const first = results[0];
    this.coverage.add(item, (first?.legacyKind ?? first?.modernKind) === 'raised');
    this.cases += 1;
  }

  #addCalm(results: readonly Result[], judged: readonly JudgedResult[] | null): void {
    for (const [index, result] of results.entries()) {
      const places = this.calmPlaces.get(result.modern) ?? new CasePlaces();
      this.calmPlaces.set(result.modern, places);
      places.add(result, judged?.[index]?.places ?? null);
    }
  }

  #propertiesOf(modern: string): PropertyLedger {
    const declared = this.#job.properties;
    const isAsked = declared !== undefined && (modern !== 'legacy' || declared.legacy === true);
    const ledger = this.properties.get(modern) ?? new PropertyLedger(isAsked ? propertyNames(declared) : []);
    this.properties.set(modern, ledger);
    return ledger;
  }

  #trendOf(modern: string): TrendBook {
    const known = this.trends.get(modern) ?? new TrendBook(this.#job.panel ?? null, this.#job.byGolden);
    this.trends.set(modern, known);
    return known;
  }

  #placesOf(modern: string): CasePlaces {
    const known = this.places.get(modern);
    if (known !== undefined) return known;
    const places = new CasePlaces();
    for (const dump of this.#recall?.places(modern) ?? []) places.absorb(dump);
    this.places.set(modern, places);
    return places;
  }

  #statisticsOf(modern: string): StatisticsBook {
    const known = this.statistics.get(modern);
    if (known !== undefined) return known;
    const book = new StatisticsBook(this.#job, modern);
    this.statistics.set(modern, book);
    return book;
  }

  #tallyOf(modern: string): Tally {
    const known = this.tallies.get(modern);
    if (known !== undefined) return known;
    const tally = new Tally();
    this.tallies.set(modern, tally);
    return tally;
  }
}
