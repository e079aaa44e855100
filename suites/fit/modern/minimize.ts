import { type Box, type Minimum, type Residuals, Search, type Settings } from './levenberg-marquardt.ts';
import type { Workspace } from './workspace.ts';

/** Radius of the first trust region of a careful search, relative to the scaled start. */
const carefulRadius = 0.1;
/** Residuals larger than this share of the scatter: a tenth of the data's variance is left unexplained. */
const poor = 0.3;

/**
 * The parameters within the box that make the sum of squared residuals least, near the start. A search that ends at the
 * box, where derivatives have vanished on the way, or where the model explains little of the data, may have come there by
 * one long step: then a second one from the same start takes short steps at first, and the lower answer is taken.
 *
 * @param scatter The norm of the observations about their mean.
 * @returns where it ended; null when the residuals are not finite at the start
 */
export function minimize(
  residuals: Residuals,
  start: Float64Array,
  box: Box | null,
  settings: Settings,
  room: Workspace,
  scatter: number,
): Minimum | null {
  const first = new Search(residuals, start, box, settings, room).run();
  if (first === null || (!first.isDoubtful && first.norm < poor * scatter)) return first;
  // The second search works in the same arrays.
  const kept = { ...first, parameters: first.parameters.slice(), residuals: first.residuals.slice() };
  const maxEvaluations = settings.maxEvaluations - first.evaluations;
  const second = new Search(
    residuals,
    start,
    box,
    { ...settings, firstRadius: carefulRadius, maxEvaluations },
    room,
  ).run()!;
  const evaluations = first.evaluations + second.evaluations;
  const isLower = second.norm < first.norm || (second.norm === first.norm && second.status === 'converged');
  return isLower ? { ...second, evaluations } : { ...kept, evaluations, factors: null, isLast: false };
}
