/**
 * Rings no later than the earliest time it was asked for. Whoever hears it looks whether there is cause, so that one
 * timer serves thousands of calls and is set anew only when a nearer time comes up.
 */
export class DeadlineTimer {
  private readonly ring: () => void;
  private timer: NodeJS.Timeout | null = null;
  private at = Number.POSITIVE_INFINITY;

  constructor(ring: () => void) {
    this.ring = ring;
  }

  /** @param at milliseconds of `performance.now()` */
  ringBy(at: number): void {
    if (this.at <= at) return;
    this.stop();
    this.at = at;
    this.timer = setTimeout(
      () => {
        this.at = Number.POSITIVE_INFINITY;
        // Answers may lie unread because Vernier itself was busy: let it read before it judges.
        setImmediate(() => setImmediate(this.ring));
      },
      Math.max(1, at - performance.now()),
    );
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.at = Number.POSITIVE_INFINITY;
  }
}
