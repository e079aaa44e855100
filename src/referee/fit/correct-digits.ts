import { point } from '../ball.ts';
import { floatOf, minus, over, pointOf, sizeOf } from './points.ts';
import type { Minimum } from './polish.ts';

/** A binary64 that is the nearest to the truth has at most so many. */
const mostDigits = 17;

/**
 * Correct digits of the worst parameter: the log relative error -log10(|b - truth| / |truth|), where the truth is 0 of the
 * absolute size that would matter to the predictions; from 0, where the error is as large as the parameter, to 17.
 */
export function correctDigits(answer: ArrayLike<number>, { parameters, units }: Minimum): number {
  let worst = mostDigits;
  for (const [j, truth] of parameters.entries()) {
    const error = minus(pointOf(answer[j]!), truth, 2048);
    if (error.mid === 0n) continue;
    const scale = sizeOf(truth) < units[j]! ? point(1n, units[j]! + 64) : truth;
    worst = Math.min(worst, -Math.log10(Math.abs(floatOf(over(error, scale, 64)))));
  }
  return Math.max(worst, 0);
}
