import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

/** Where the accepted outcome of a vector comes from. */
export type Origin = 'recorded' | 'certified' | 'accepted';

/** The accepted outcome: a value, or an error of a class. */
export type ExpectedOutcome =
  | { readonly returned: Value }
  | { readonly raised: { readonly class: string; readonly message: string } };

/** A stored case with its accepted outcome. */
export interface GoldenVector {
  readonly id: string;
  /** One sentence: what this vector looks at. */
  readonly comment: string;
  /** Names of notes of its file: what class of bug a failure shows. */
  readonly flags: readonly string[];
  readonly origin: Origin;
  readonly input: CallArguments;
  readonly outcome: ExpectedOutcome;
  /** Set when a person accepted it in a review. */
  readonly accepted?: Acceptance;
}

/** Who let a change of what was accepted pass, when and why. */
export interface Acceptance {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string;
  /** The recording it came from: its moment and the address of the implementation. */
  readonly recordedAt: string;
  readonly recordedFrom: string;
}

/** What a flag means (the idea of Wycheproof's notes). */
export interface FlagNote {
  readonly bugType: string;
  readonly description: string;
  /** What a user of the modern implementation would suffer. */
  readonly effect: string;
}

/** Where the vectors of a file come from, but for those that were accepted in a review and say so themselves. */
export interface Provenance {
  /** Project-relative path of the code that made the cases. */
  readonly madeBy: string;
  readonly recordedAt: string;
  /** Address of the implementation whose outcomes were recorded. */
  readonly recordedFrom: string;
  readonly language: string;
  readonly languageVersion: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly platform: Readonly<Record<string, string>>;
  /** Set once legacy was retired: when, and the address it had in the suite. */
  readonly retired?: { readonly at: string; readonly address: string };
}

/** `golden/<suite>/<subject>.json`, or the same as a table, `<subject>.csv`. */
export interface GoldenFile {
  readonly schema: 'vernier/golden/1';
  readonly suite: string;
  readonly subject: string;
  /** SHA-256 of the canonical text of `notes` and `vectors`. */
  readonly digest: string;
  readonly provenance: Provenance;
  readonly notes: Readonly<Record<string, FlagNote>>;
  readonly vectors: readonly GoldenVector[];
}

/** A vector before its outcome is known: what named code writes (`suites/<name>/vectors.ts`). */
export interface VectorSource {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: CallArguments;
  /** Set for certified outcomes; otherwise legacy's outcome is recorded. */
  readonly certified?: ExpectedOutcome;
}

/** What `suites/<name>/vectors.ts` exports as default: per subject, its notes and cases. */
export type VectorSources = Readonly<
  Record<
    string,
    {
      readonly notes: Readonly<Record<string, FlagNote>>;
      readonly vectors: readonly VectorSource[];
      /** Keep them as a table, `golden/<suite>/<subject>.csv`, with a vector a row; otherwise as JSON. */
      readonly table?: boolean;
    }
  >
>;
