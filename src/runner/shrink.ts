/** What shrinking may cost. */
export interface ShrinkBudget {
  /** Candidates to try in all. */
  readonly tries: number;
  readonly ms: number;
  /** Candidates tried at once. */
  readonly width: number;
}

export interface Shrunk<C, V> {
  readonly candidate: C;
  readonly verdict: V;
  /** How many times a simpler failing candidate was found. */
  readonly steps: number;
  readonly tries: number;
  /** Which budget ended before no simpler candidate failed, so that this is the best so far; null when none did. */
  readonly cut: 'tries' | 'time' | null;
}

/**
 * Walks from a failing candidate to a smallest one. Candidates are tried `width` at a time, and of those that fail the
 * earliest in order is taken, so that the walk is the same whatever ends first.
 *
 * @param simpler Candidates simpler than the given one, best first.
 * @param fails The verdict when the candidate still fails in the same way, else null.
 */
export async function shrink<C, V>(
  start: C,
  verdict: V,
  simpler: (from: C) => Iterator<C>,
  fails: (candidate: C) => Promise<V | null>,
  budget: ShrinkBudget,
  ms: () => number,
): Promise<Shrunk<C, V>> {
  const until = ms() + budget.ms;
  let best: Shrunk<C, V> = { candidate: start, verdict, steps: 0, tries: 0, cut: null };
  for (;;) {
    const next = await firstFailing(best, simpler(best.candidate), fails, budget, until, ms);
    best = next.shrunk;
    if (!next.again) return best;
  }
}

async function firstFailing<C, V>(
  best: Shrunk<C, V>,
  candidates: Iterator<C>,
  fails: (candidate: C) => Promise<V | null>,
  budget: ShrinkBudget,
  until: number,
  ms: () => number,
): Promise<{ shrunk: Shrunk<C, V>; again: boolean }> {
  let { tries } = best;
  for (;;) {
    const cut = tries >= budget.tries ? 'tries' : ms() >= until ? 'time' : null;
    if (cut !== null) return { shrunk: { ...best, tries, cut }, again: false };
    const batch: C[] = [];
    while (batch.length < budget.width && tries + batch.length < budget.tries) {
      const next = candidates.next();
      if (next.done) break;
      batch.push(next.value);
    }
    if (batch.length === 0) return { shrunk: { ...best, tries, cut: null }, again: false };
    tries += batch.length;
    const verdicts = await Promise.all(batch.map(fails));
    const index = verdicts.findIndex((verdict) => verdict !== null);
    if (index === -1) continue;
    const found = { candidate: batch[index]!, verdict: verdicts[index]!, steps: best.steps + 1, tries, cut: null };
    return { shrunk: found, again: true };
  }
}
