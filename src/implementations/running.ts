import type { Readable, Writable } from 'node:stream';

/** How a process came to its end. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** It could not even be started. */
  readonly startError: NodeJS.ErrnoException | null;
}

/** A process of a driver, however it came to be, at the head of a process group of its own. */
export interface Running {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Where it reads requests. */
  readonly input: Writable;
  /** Where it writes answers. */
  readonly output: Readable;
  /** What else it writes. */
  readonly noise: readonly Readable[];
  /** Its working and temporary folder; whoever sees it end removes it. */
  readonly folder: string;
  /** Resolves when the process is gone and what was left of its group was sent SIGKILL. Never rejects. */
  readonly exit: Promise<Exit>;
}
