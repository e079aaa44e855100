import type { Policy } from '../compare/policy.ts';
import type { Generator } from '../generators/generator.ts';
import type { CallArguments } from '../value/outcome.ts';

/** Subjects, a legacy, moderns and policies: the default export of `suites/<name>/suite.ts`. */
export interface SuiteDefinition {
  readonly name: string;
  /** One line for reports. */
  readonly title?: string;
  readonly legacy: ImplementationDefinition;
  readonly moderns: Readonly<Record<string, ImplementationDefinition>>;
  readonly subjects: Readonly<Record<string, SubjectDefinition>>;
}

/** How to reach one implementation. Paths are relative to the suite's folder. */
export interface ImplementationDefinition {
  /** `python:./file.py`, `python:package.module:function`, `module:./file.ts`, … Without a function, the subject's name is the function's. */
  readonly address: string;
  /** Python only: the lock file of its environment, all transitive versions pinned. Absent: the interpreter as it is. */
  readonly requirements?: string;
  /** Environment variables it gets beyond the controlled ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds it may take to say hello (default 60000). */
  readonly startMs?: number;
  /** Megabytes of resident memory it may use (default 2048). */
  readonly memoryMb?: number;
  /** `module:` only: give every integer as a bigint (default: safe integers as numbers). */
  readonly integers?: 'number' | 'bigint';
}

/** One operation that is compared. */
export interface SubjectDefinition {
  /** Tolerances and rules, for all moderns. Default: exact, types compatible. */
  readonly policy?: Policy;
  /** Overrides for single moderns, over `policy`. */
  readonly policies?: Readonly<Record<string, Policy>>;
  /**
   * Over both where the reference is a golden outcome. It may have been recorded on another machine, whose library
   * functions round otherwise: a subject that is exact against a legacy beside it may need a tolerance here.
   */
  readonly goldenPolicy?: Policy;
  readonly generator?: Generator;
  /** Generated cases of a run that does not say otherwise (default 1000). */
  readonly cases?: number;
  /** Cases in flight on each worker (default 64; 1 for stateful subjects). */
  readonly inFlight?: number;
  /** Milliseconds a call may take (default 10000). */
  readonly deadlineMs?: number;
  /** Words about a case that waivers and findings can name, e.g. the operators it uses. Pure. */
  readonly labels?: (input: CallArguments) => readonly string[];
  readonly floors?: Floors;
  /** Runs make this subject's golden vectors a must: a missing file is inconclusive (default true when the file exists). */
  readonly requireVectors?: boolean;
}

/** Below a floor a subject is inconclusive, never green. */
export interface Floors {
  /** Least number of cases compared, vectors included (default half of the cases asked for). */
  readonly minCases?: number;
  /** Least share of cases where both sides returned something not empty and not all NaN, or a vector expects an error (default 0.5). */
  readonly minReturned?: number;
}

/** Gives a suite its types. It is checked when it is loaded, not here. */
export function defineSuite(suite: SuiteDefinition): SuiteDefinition {
  return suite;
}
