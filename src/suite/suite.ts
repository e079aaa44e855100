import type { Step } from '../compare/difference.ts';
import type { OptimumRule } from '../compare/optimum/optimum-rule.ts';
import type { Policy } from '../compare/policy.ts';
import type { Generator } from '../generators/generator.ts';
import type { FitQuestion } from '../referee/fit/fit-question.ts';
import type { RefereeQuestion } from '../referee/referee.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { CaseRef } from './case.ts';
import type { SubjectProperties } from './properties.ts';

/** Subjects, a legacy, moderns and policies: the default export of `suites/<name>/suite.ts`. */
export interface SuiteDefinition {
  readonly name: string;
  /** One line for reports. */
  readonly title?: string;
  /** May be left out where no subject is compared with it. */
  readonly legacy?: ImplementationDefinition;
  readonly moderns: Readonly<Record<string, ImplementationDefinition>>;
  readonly subjects: Readonly<Record<string, SubjectDefinition>>;
  /** Switches of the application by the names of their environment variables; `vernier flags check` tries each. */
  readonly flags?: Readonly<Record<string, FlagDefinition>>;
}

/**
 * A switch of the application itself: an environment variable with two values, between which the code that runs is to
 * differ. Runs do not set it: `env` of an implementation does.
 */
export interface FlagDefinition {
  readonly on: string;
  readonly off: string;
  /** The side that reads it: `legacy` (default), or the name of a modern. */
  readonly side?: string;
  /** One line for reports: what it is to switch. */
  readonly what?: string;
}

/** How to reach one implementation. Paths are relative to the suite's folder. */
export interface ImplementationDefinition {
  /** `python:./file.py`, `python:package.module:function`, `module:./file.ts`, … Without a function, the subject's name is the function's. */
  readonly address: string;
  /**
   * `python:`: the lock file of its environment, all transitive versions pinned. Absent: the interpreter as it is.
   * `module:`: one that starts Python itself finds the interpreter of that environment in `VERNIER_PYTHON`.
   */
  readonly requirements?: string;
  /** `python:` only: the Python its environment is made with, or that is used as it is where there are no `requirements`: a name on PATH or a path (default `python3`). */
  readonly python?: string;
  /** Environment variables it gets beyond the controlled ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds it may take to say hello (default 60000). */
  readonly startMs?: number;
  /** Megabytes of resident memory it may use (default 2048). */
  readonly memoryMb?: number;
  /** `module:` only: give every integer as a bigint (default: safe integers as numbers). */
  readonly integers?: 'number' | 'bigint';
  /** `module:` only: `tagged` gives arguments as values of the model, with their kinds and dtypes (default `native`: as JavaScript's own). */
  readonly values?: 'native' | 'tagged';
  /** `python:` only: `off` starts every process anew instead of forking it from one that has imported everything (default `auto`). */
  readonly fork?: 'auto' | 'off';
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
  /**
   * Names what has to be compiled or loaded for a call, null for nothing: the model of a fit, a size of arrays. The first
   * call with a new name in each process is made twice, and only the second counts, for outcomes and for timings. Pure.
   */
  readonly warmUp?: (input: CallArguments) => string | null;
  /** Words about a case that waivers and findings can name, e.g. the operators it uses. Pure. */
  readonly labels?: (input: CallArguments) => readonly string[];
  /** What must hold of each modern's own answers, whatever legacy says. */
  readonly properties?: SubjectProperties;
  /** False where no legacy is to be trusted: golden vectors and `properties` alone judge this subject (default true). */
  readonly compare?: boolean;
  readonly floors?: Floors;
  /**
   * What the truth of a case is, so that reports can say which side is nearer to it: the real function behind each
   * number of the returned value, or the least-squares problem that it is the answer of. Null where there is none to be
   * told. Pure.
   */
  readonly referee?: (input: CallArguments) => RefereeTask | FitTask | null;
  /**
   * What the rule of the policy for optimizers (`optimum`) has to know of one case: the size of its observations, groups
   * of parameters that may change places in its model, the model itself. Laid over the policy's rule; null adds nothing.
   * Pure.
   */
  readonly optimum?: (input: CallArguments, ref: CaseRef) => OptimumRule | null;
  /** Drift that is let pass, counted apart and shown. Default: none is. */
  readonly excuse?: ExcuseRules;
  /** Places where a side does not give the same twice, each with how far apart it was measured to be. Default: none. */
  readonly noise?: readonly NoiseFloor[];
  /**
   * Places whose values no file of a run may hold, in arguments and outcomes, with all below them: `/args/0`,
   * `/kwargs/name`, `/value/customer`. Names of places and how far values are apart are told all the same.
   */
  readonly redact?: readonly string[];
  /** How slow a modern may be: what `vernier perf` and gates go by. Default: `perfDefaults` in `perf/pair.ts`. */
  readonly performance?: PerformanceRules;
  /** Runs make this subject's golden vectors a must: a missing file is inconclusive (default true when the file exists). */
  readonly requireVectors?: boolean;
}

/** The truth of one case. */
export interface RefereeTask {
  /**
   * The question whose answer the number at a place of the returned value should be (`[]` for the value itself, `[2]`
   * for its third element), or in words why the truth is not told: `an integer wraps around`.
   */
  readonly ask: (path: readonly Step[]) => RefereeQuestion | string;
}

/** The truth of a fit: the minimum that its parameters (`parameters` of the returned map) should be at. */
export interface FitTask {
  readonly fit: FitQuestion;
}

/**
 * Drift that is `excused`: green, but counted apart and shown. Cases are excused in their order while they are no more
 * than `maxShare` of the subject's cases; those beyond stay drifted. Only cases whose every drift is one of value, by
 * numbers of a floating type, can be.
 */
export interface ExcuseRules {
  /** Modern is nearer the truth than legacy, by the referee, wherever the two differ beyond policy; of fits, nearer the minimum. */
  readonly nearer?: { readonly maxShare: number };
  /**
   * One unit in the last place of legacy's inputs moves its answer by at least `amplification` units wherever the two
   * differ beyond policy, and the two differ by no more than 16 units of input would move it. Each such case costs
   * legacy up to a few dozen calls.
   */
  readonly illConditioned?: { readonly amplification: number; readonly maxShare: number };
}

/**
 * A place where a side disagrees with itself, and by how much: what `vernier noise` measured. Drift of value there that
 * meets all limits is `excused`: green, but counted apart and shown, while such cases are no more than `maxShare` of the
 * subject's. Where a subject has several, the smallest `maxShare` holds for all of them together.
 */
export interface NoiseFloor {
  /** Path pattern inside the outcome: `/value`, `/value/*`. */
  readonly path: string;
  /** At least one; all that are given must hold. */
  readonly abs?: number;
  readonly rel?: number;
  readonly ulp?: number;
  /** UTC date of the measurement, and how many cases it was over. */
  readonly measuredAt: string;
  readonly n: number;
  readonly maxShare: number;
}

/** What is allowed of a modern's time, over legacy's. */
export interface PerformanceRules {
  /** Modern may take so many times the time of legacy (default 1.1). */
  readonly maxRatio?: number;
  /** With fewer timed pairs the subject is inconclusive (default 200). */
  readonly minPairs?: number;
  /** A ratio surely within this of 1 is no difference (default 0.05). */
  readonly sameWithin?: number;
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
