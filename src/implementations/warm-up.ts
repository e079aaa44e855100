import type { Call } from './implementation.ts';
import type { Job } from './pending.ts';

/**
 * What a process has to have compiled or loaded for a call, by name, or null for nothing. The first call of a process
 * with a new name is made twice, the first time as a warm-up.
 */
export type WarmUp = (call: Call) => string | null;

/** What one process is warm for. */
export class WarmUps {
  private readonly nameOf: WarmUp | undefined;
  private readonly startMs: number;
  private readonly warm = new Set<string>();

  constructor(nameOf: WarmUp | undefined, startMs: number) {
    this.nameOf = nameOf;
    this.startMs = startMs;
  }

  /** The warm-up to make before a call; null when there is none to make. */
  before({ call, isWarmUp }: Job): Job | null {
    const name = isWarmUp ? null : (this.nameOf?.(call) ?? null);
    if (name === null || this.warm.has(`${call.subject} ${name}`)) return null;
    this.warm.add(`${call.subject} ${name}`);
    // What comes before a first answer is part of starting, and has as much time.
    const first: Call = { ...call, warmUp: true, deadlineMs: Math.max(this.startMs, call.deadlineMs) };
    return { call: first, settle: () => {}, isWarmUp: true };
  }
}

/** Nobody waits for a warm-up: the call that it was for is left, and has one of its own wherever it is made again. */
export function withoutWarmUps(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(({ isWarmUp }) => !isWarmUp);
}
