import type { Clock } from '../base/clock.ts';

/** What an implementation's code runs in: an interpreter and the packages it sees. */
export interface PythonEnvironment {
  /** Absolute path of the interpreter to start. */
  readonly python: string;
  /** As Python says it: `3.11.7`. */
  readonly version: string;
  /** Folder of the environment; for an interpreter that was given, its `sys.prefix`. */
  readonly path: string;
  /** Absolute path of the lock it was made from; null when there is none, or an interpreter was given. */
  readonly lock: string | null;
  /** SHA-256 of what it is: the pins of its lock, Python and platform; for an interpreter that was given, its packages, Python and platform. */
  readonly digest: string;
  /** Name (lower case, dashes) -> version of every package installed in it. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether this call made it, rather than found it. */
  readonly made: boolean;
}

/** What environment is wanted. */
export interface PythonRequest {
  /** Name of the implementation it is for: `legacy`. It appears in messages. */
  readonly name: string;
  /** Absolute path of the lock: `requirements/<name>.txt`. Null makes an environment with no packages at all. */
  readonly requirements: string | null;
  /** Absolute path of the project: environments live in its `.vernier/envs`. */
  readonly root: string;
  /**
   * An existing interpreter to use as it is: a path (relative ones are the project's), a name on PATH, or the folder of
   * a virtual environment. Nothing is made or installed then; packages that are not as the lock has them are reported.
   */
  readonly python?: string;
  /** The Python that an environment is made with, a name on PATH or a path (default `python3`); a relative one is of folder `/`. */
  readonly base?: string;
  /** Told what is going on, one plain line at a time; silent when the environment is there already. */
  readonly onProgress?: (line: string) => void;
  /** Ends what is being made. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}
