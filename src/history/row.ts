/** What a row of a run's history file tells of. */
export type RowKind =
  /** The run itself: one row a file. */
  | 'run'
  /** One subject against one modern: cases by what became of them. */
  | 'subject'
  /** Figures of numbers of the golden vectors or of the panel: of all of a subject (path ``), or of one place. */
  | 'place'
  /** One golden vector against one modern. */
  | 'vector'
  /** One distinct drift. */
  | 'finding'
  /** What fits differences that are within policy. */
  | 'mechanism'
  /** Something that moves over the runs, as it was told in this one. */
  | 'creep';

/** Which cases a row is of: golden vectors, the panel of fixed cases, what of both is waived or excused; else all. */
export type Scope = 'vectors' | 'panel' | 'accepted' | 'all';

/** What every row of a run says of it. */
export interface RunHead {
  readonly run_id: string;
  /** Milliseconds since 1970, UTC. */
  readonly started_at: number;
  readonly commit: string | null;
  readonly branch: string | null;
  /** The work tree held changes that no commit has. */
  readonly dirty: boolean | null;
  /** What started the run: `local`, or the CI and its event: `github:push`. */
  readonly trigger: string;
  readonly verdict: string;
  readonly exit_code: number;
  readonly seed: number;
  /** Operating system, processor and its architecture. */
  readonly platform: string;
  readonly vernier: string;
  readonly node: string;
  /** JSON: by `suite/implementation`, its language and packages with their versions, and the digest of its environment. */
  readonly versions: string;
}

/** One row of a history file. What a kind of row has no word for is null. */
export interface HistoryRow extends RunHead {
  readonly kind: RowKind;
  readonly suite: string | null;
  readonly subject: string | null;
  readonly modern: string | null;
  readonly scope: Scope;
  /**
   * Which cases exactly: rows of two runs belong to one series only where this is the same. For vectors a digest of
   * their inputs and outcomes, for a panel its seed, size and generator.
   */
  readonly series: string | null;
  /** `$.value[*]`; empty for all places together. */
  readonly path: string | null;
  /** Id of a vector, or of the first case of a finding. */
  readonly case_id: string | null;
  /** What became of it; of a finding its status, of a subject its decision, of creep its kind. */
  readonly status: string | null;
  /** Class of drift. */
  readonly class: string | null;
  readonly mechanism: string | null;
  /** A sentence: why a run or subject is what it is, what a finding or creep says. */
  readonly words: string | null;
  readonly cases: number | null;
  readonly agreed: number | null;
  readonly drifted: number | null;
  readonly waived: number | null;
  readonly excused: number | null;
  /** Cases that are red in another way: violated, flaky, timed out, crashed, broke the protocol. */
  readonly other_red: number | null;
  readonly not_run: number | null;
  /** Numbers compared, and of them those where modern lies above legacy, and below. */
  readonly numbers: number | null;
  readonly above: number | null;
  readonly below: number | null;
  readonly max_abs: number | null;
  readonly max_rel: number | null;
  readonly max_ulp: number | null;
  /** Largest share of what the policy allows. */
  readonly max_share: number | null;
  readonly p50_abs: number | null;
  readonly p50_rel: number | null;
  readonly p90_rel: number | null;
  readonly p99_rel: number | null;
  readonly p50_ulp: number | null;
  readonly p99_ulp: number | null;
  /** Medians of the time of a call, in nanoseconds. */
  readonly legacy_ns: number | null;
  readonly modern_ns: number | null;
}

/** What a row says beside its run; what is left out is null. */
export type RowFields = Partial<Omit<HistoryRow, keyof RunHead>> & Pick<HistoryRow, 'kind'>;

const nothing: Omit<HistoryRow, keyof RunHead | 'kind'> = {
  ...{ suite: null, subject: null, modern: null, scope: 'all', series: null, path: null, case_id: null },
  ...{ status: null, class: null, mechanism: null, words: null },
  ...{ cases: null, agreed: null, drifted: null, waived: null, excused: null, other_red: null, not_run: null },
  ...{ numbers: null, above: null, below: null, max_abs: null, max_rel: null, max_ulp: null, max_share: null },
  ...{ p50_abs: null, p50_rel: null, p90_rel: null, p99_rel: null, p50_ulp: null, p99_ulp: null },
  ...{ legacy_ns: null, modern_ns: null },
};

/** A whole row. */
export function historyRow(head: RunHead, fields: RowFields): HistoryRow {
  return { ...head, ...nothing, ...fields };
}
