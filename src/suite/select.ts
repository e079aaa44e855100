import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import type { GoldenVector } from '../golden/vector.ts';
import { type Filter, holds, parseFilter } from './filter-term.ts';
import { matchesGlob } from './glob.ts';
import { namesSubject, type OnlyPattern, parseOnly } from './only-pattern.ts';

/** A subject that could be run. */
export interface OfferedSubject {
  readonly suite: string;
  readonly subject: string;
  readonly vectors: readonly Pick<GoldenVector, 'id' | 'flags'>[];
  /** Ids of the failing cases that earlier runs kept. */
  readonly found?: readonly string[];
  /** True when it has a generator. */
  readonly generates: boolean;
}

/** The cases of one subject that a run asks for. */
export interface CaseSelection {
  readonly suite: string;
  readonly subject: string;
  /** By `--only`; a kept case is named by its id as a vector is. */
  wantsVector(vector: Pick<GoldenVector, 'id'>): boolean;
  /** By `--only`. */
  wantsGenerated(index: number): boolean;
  /**
   * The generated cases to run, ascending: the first `count`, or those that `--only` names, which may lie beyond.
   * Lazy: a range may be long.
   */
  generatedIndexes(count: number): Iterable<number>;
  /** How many they are. */
  generatedCount(count: number): number;
  /** By `--filter`. For a golden vector, pass it: flags, ids and comments are its own. */
  wantsLabels(labels: readonly string[], vector?: Pick<GoldenVector, 'id' | 'comment' | 'flags'>): boolean;
}

/** What `--only` and `--filter` ask for; their syntax is at `parseOnly` and `parseFilter`. */
export class Selection {
  readonly #only: readonly OnlyPattern[];
  readonly #filters: readonly Filter[];

  /** @throws SetupError for a text that is no pattern or filter */
  constructor(only: readonly string[], filter: readonly string[]) {
    this.#only = only.map(parseOnly);
    this.#filters = filter.map(parseFilter);
  }

  /** True when a run with it leaves cases out: its shares say nothing of the whole. */
  get partial(): boolean {
    return this.#only.length > 0 || this.#filters.length > 0;
  }

  /**
   * The subjects to run, in the order offered, each with the cases wanted of it.
   * @throws SetupError for a pattern or flag that fits nothing at all, with what there is: a typing error must not
   * pass as a run of nothing.
   */
  selectSubjects(offered: readonly OfferedSubject[]): CaseSelection[] {
    for (const pattern of this.#only) checkPattern(pattern, offered);
    for (const filter of this.#filters) checkFlags(filter, offered);
    const selections: CaseSelection[] = [];
    for (const { suite, subject } of offered) {
      const patterns = this.#only.filter((pattern) => namesSubject(pattern, suite, subject));
      if (this.#only.length === 0 || patterns.length > 0)
        selections.push(selection(suite, subject, patterns, this.#filters));
    }
    return selections;
  }
}

function selection(
  suite: string,
  subject: string,
  patterns: readonly OnlyPattern[],
  filters: readonly Filter[],
): CaseSelection {
  const all = patterns.length === 0 || patterns.some(({ cases }) => cases === null);
  const ids = patterns.flatMap(({ cases }) => (cases?.kind === 'vectors' ? [cases.id] : []));
  const ranges = patterns.flatMap(({ cases }) => (cases?.kind === 'generated' ? [cases] : []));
  const rangesOf = (count: number) => disjoint(all ? [{ from: 0, to: count - 1 }, ...ranges] : ranges);
  return {
    suite,
    subject,
    wantsVector: ({ id }) => all || ids.some((pattern) => matchesGlob(pattern, id)),
    wantsGenerated: (index) => all || ranges.some(({ from, to }) => from <= index && index <= to),
    generatedIndexes: (count) => numbersOf(rangesOf(count)),
    generatedCount: (count) => rangesOf(count).reduce((sum, { from, to }) => sum + to - from + 1, 0),
    wantsLabels: (labels, vector) => filters.every((filter) => holds(filter, { labels, vector: vector ?? null })),
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The same numbers in ranges that are ascending, apart and not empty. */
function disjoint(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  let next = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (to < next || to < from) continue;
    apart.push({ from: Math.max(from, next), to });
    next = to + 1;
  }
  return apart;
}

function* numbersOf(ranges: readonly Range[]): Generator<number> {
  for (const { from, to } of ranges) for (let index = from; index <= to; index += 1) yield index;
}

function checkPattern(pattern: OnlyPattern, offered: readonly OfferedSubject[]): void {
  const named = offered.filter(({ suite, subject }) => namesSubject(pattern, suite, subject));
  if (named.length === 0) {
    const written = pattern.text.replace(/[@#].*$/, '');
    const known = offered.map(({ suite, subject }) => (written.includes('/') ? `${suite}/${subject}` : subject));
    throw unmatched(pattern, `no subject${knownWords(written, [...new Set(known)])}`);
  }
  const { cases } = pattern;
  if (cases?.kind === 'generated' && !named.some(({ generates }) => generates)) {
    throw unmatched(pattern, `no generated case: ${namesOf(named)} has no generator`);
  }
  if (cases?.kind !== 'vectors') return;
  const ids = named.flatMap(({ vectors, found = [] }) => [...vectors.map(({ id }) => id), ...found]);
  if (ids.some((id) => matchesGlob(cases.id, id))) return;
  const none = `no golden vector: ${namesOf(named)} has none`;
  throw unmatched(
    pattern,
    ids.length === 0 ? none : `no golden vector of ${namesOf(named)}${knownWords(cases.id, ids)}`,
  );
}

function checkFlags({ text, terms }: Filter, offered: readonly OfferedSubject[]): void {
  const flags = [...new Set(offered.flatMap(({ vectors }) => vectors.flatMap((vector) => vector.flags)))];
  for (const { kind, pattern } of terms) {
    if (kind !== 'flag' || flags.some((flag) => matchesGlob(pattern, flag))) continue;
    const known = flags.length === 0 ? '; no golden vector has any flag' : knownWords(pattern, flags);
    throw new SetupError(`--filter ${JSON.stringify(text)}: no golden vector has the flag "${pattern}"${known}`);
  }
}

function unmatched({ text }: OnlyPattern, what: string): SetupError {
  return new SetupError(`--only ${JSON.stringify(text)} matches ${what}`);
}

function namesOf(subjects: readonly OfferedSubject[]): string {
  return subjects.map(({ suite, subject }) => `${suite}/${subject}`).join(', ');
}
