import type { DriftClass, Mechanism } from '../compare/difference.ts';
import { diagnose } from '../compare/mechanism/diagnose.ts';
import type { Case } from '../suite/case.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { JudgedResult } from './result.ts';

/**
 * What fits a drift, by the case as it was found: its values are larger than those of the smallest case, and prove more.
 * What they do not show the smallest case may only seem to: near 0, which shrinking leads to, much looks like much else.
 *
 * @param byGolden True when vectors are held against their golden outcomes
 */
export function mechanismOf(
  suspect: { readonly item: Case },
  smallest: { readonly judged: JudgedResult; readonly asFound?: JudgedResult; readonly steps: number },
  byGolden: boolean,
): Mechanism | null {
  const { legacy, modern, result } = smallest.asFound ?? smallest.judged;
  if (result.status !== 'drifted' || result.drifts.some((drift) => optimumDrifts.includes(drift.class))) return null;
  const golden = byGolden ? suspect.item.vector?.outcome : undefined;
  const reference = golden === undefined ? returned(legacy) : 'returned' in golden ? golden.returned : undefined;
  // A legacy that moved stands on both sides of its result.
  const answer = returned(modern);
  if (reference === undefined || answer === undefined) return null;
  const { args, kwargs } = suspect.item.input;
  const found = diagnose(reference, answer, { inputs: [...args, ...Object.values(kwargs)] });
  if (found === null || smallest.steps === 0) return found;
  return { ...found, test: `${found.test} (in the case as it was found)` };
}

/** What became of a search says more than what its answers look like beside each other. */
const optimumDrifts: readonly DriftClass[] = ['not-converged', 'stopped-early', 'different-minimum'];

function returned(outcome: Outcome | null): Value | undefined {
  return outcome?.kind === 'returned' ? outcome.value : undefined;
}
