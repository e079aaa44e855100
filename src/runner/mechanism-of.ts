import type { Mechanism } from '../compare/difference.ts';
import { diagnose } from '../compare/mechanism/diagnose.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { JudgedResult } from './result.ts';
import type { Smallest } from './smallest.ts';
import type { Suspect } from './suspects.ts';

/**
 * What fits a drift. The case as it was found is asked first: its values are larger, and prove more; the smallest case
 * answers where it cannot, and the test says so.
 *
 * @param byGolden True when vectors are held against their golden outcomes
 */
export function mechanismOf(suspect: Suspect, smallest: Smallest, byGolden: boolean): Mechanism | null {
  const golden = byGolden ? suspect.item.vector?.outcome : undefined;
  const expected = golden !== undefined && 'returned' in golden ? golden.returned : undefined;
  if (smallest.steps === 0) return mechanismIn(smallest.judged, smallest.input, expected);
  const asFound = suspect.judged === null ? null : mechanismIn(suspect.judged, suspect.item.input, expected);
  if (asFound !== null) return { ...asFound, test: `${asFound.test} (in the case as it was found)` };
  const asShrunk = mechanismIn(smallest.judged, smallest.input, undefined);
  return asShrunk && { ...asShrunk, test: `${asShrunk.test} (in the smallest case)` };
}

/** @param expected The golden value, where the case is held against one */
function mechanismIn(judged: JudgedResult, input: CallArguments, expected: Value | undefined): Mechanism | null {
  if (judged.result.status !== 'drifted') return null;
  const legacy = expected ?? returned(judged.legacy);
  // A legacy that moved stands on both sides of its result.
  const modern = returned(judged.modern);
  if (legacy === undefined || modern === undefined) return null;
  return diagnose(legacy, modern, { inputs: [...input.args, ...Object.values(input.kwargs)] });
}

function returned(outcome: Outcome | null): Value | undefined {
  return outcome?.kind === 'returned' ? outcome.value : undefined;
}
