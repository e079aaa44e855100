import type { Value } from './value.ts';

/** What one side did with a case. */
export type Outcome = Returned | Raised | TimedOut | Crashed | ProtocolFault;

interface Measured {
  /** Time the implementation itself took, in nanoseconds by a monotonic clock; null when it could not be measured. */
  readonly elapsedNs: number | null;
}

interface Ran extends Measured {
  /** Warnings in the order they were given. Recorded, not compared. */
  readonly warnings: readonly Warning[];
  /** The arguments after the call, when the call changed them; compared. */
  readonly mutated?: CallArguments;
  /** The process died or hung at this call among others, but the call was answered when it was made alone. */
  readonly onlyInCompany?: true;
}

/** The implementation returned a value. */
export interface Returned extends Ran {
  readonly kind: 'returned';
  readonly value: Value;
}

/** The implementation raised an error of its own language. */
export interface Raised extends Ran {
  readonly kind: 'raised';
  readonly error: RaisedError;
}

/** No answer before the deadline; the process was stopped. */
export interface TimedOut extends Measured {
  readonly kind: 'timed-out';
  readonly deadlineMs: number;
}

/** The process ended without answering. */
export interface Crashed extends Measured {
  readonly kind: 'crashed';
  /** Name of the signal that ended it, e.g. `SIGSEGV`. */
  readonly signal: string | null;
  readonly exitCode: number | null;
  /** What is known beyond them: `before it said hello`, `its last answer was cut off: "{\"id\":7,"`. */
  readonly detail?: string;
  /** True when the memory watchdog stopped it or the system's memory killer is the likely cause. */
  readonly outOfMemory: boolean;
  /** Last part of what it wrote to stderr. */
  readonly stderr: string;
  /** The call was not made: the implementation had ended at too many calls in a row before it. */
  readonly unhealthy?: true;
}

/** The process answered something that is not protocol 1. */
export interface ProtocolFault extends Measured {
  readonly kind: 'protocol-error';
  readonly message: string;
  readonly stderr: string;
}

export interface RaisedError {
  /** Name of the error's class, e.g. `ValueError`, `numpy.linalg.LinAlgError`. */
  readonly class: string;
  /** Names of the classes it derives from, nearest first. */
  readonly bases: readonly string[];
  readonly message: string;
  /** True when the class says that the set-up is broken (a module or name that does not import), not the input. */
  readonly setup: boolean;
}

export interface Warning {
  readonly category: string;
  readonly message: string;
}

/** Positional and named arguments of a call. */
export interface CallArguments {
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}
