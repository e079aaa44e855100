import type { CallArguments, Outcome } from '../value/outcome.ts';

/** One call of a subject. */
export interface Call {
  readonly subject: string;
  readonly input: CallArguments;
  /** Seed for implementations that draw random numbers; the same on all sides. */
  readonly seed: number;
  /** Milliseconds from the moment the implementation could start on it (its predecessor answered) to its answer. */
  readonly deadlineMs: number;
  /** A call whose outcome and timing count for nothing: it warms up compilers and caches. */
  readonly warmUp?: boolean;
}

/** What a driver said about itself when it started. */
export interface Greeting {
  readonly language: string;
  readonly languageVersion: string;
  /** Name -> version of the packages that were loaded or locked. */
  readonly packages: Readonly<Record<string, string>>;
  /** Operating system, architecture and CPU features that numerics depend on. */
  readonly platform: Readonly<Record<string, string>>;
  readonly capabilities: readonly Capability[];
  /** Subjects the implementation can be called for. */
  readonly subjects: readonly string[];
}

export type Capability = 'attachments' | 'fork' | 'concurrent' | 'warnings' | 'mutation';

/** A way to call code. Calls may be made without waiting for earlier ones: they are pipelined. */
export interface Implementation {
  /** Its name in the suite: `legacy`, or the modern's name. */
  readonly name: string;
  /** Where it is, as it is shown to people: `python:suites/expression/legacy.py`. */
  readonly address: string;
  /** Starts it and says hello. @throws SetupError when it cannot start: a missing tool, a failing import, no hello. */
  start(): Promise<Greeting>;
  /** Never rejects: every misbehaviour is an outcome. */
  call(call: Call): Promise<Outcome>;
  /** The same in a process of its own that is thrown away afterwards: confirms crashes, timeouts and findings. */
  callAlone(call: Call): Promise<Outcome>;
  /** How many calls it is worth having in flight at once. */
  readonly inFlight: number;
  /**
   * The most resident memory in bytes that one of its present processes has held; null when that is not known. Absent
   * where no process outlives a call.
   */
  peakBytes?(): Promise<number | null>;
  /** Ends its processes. Safe to call twice. */
  close(): Promise<void>;
}
