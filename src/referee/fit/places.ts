import type { FitQuestion } from './fit-question.ts';
import { minus, sizeOf } from './points.ts';
import type { Minimum } from './polish.ts';

/**
 * Which of the second minimum's parameters stands where the first has parameter j, when they are one minimum up to groups
 * that changed places; null when they are two.
 */
export function places(
  first: Minimum,
  second: Minimum,
  exchangeable: NonNullable<FitQuestion['exchangeable']>,
  bits: number,
): number[] | null {
  const agree = (j: number, k: number) =>
    sizeOf(minus(first.parameters[j]!, second.parameters[k]!, 2 * bits)) - first.units[j]! <= -0.4 * bits;
  const found = first.parameters.map((_, j) => j);
  for (const groups of exchangeable) {
    const left = new Set(groups);
    for (const group of groups) {
      const match = [...left].find((other) => group.every((j, role) => agree(j, other[role]!)));
      if (match === undefined) return null;
      left.delete(match);
      for (const [role, j] of group.entries()) found[j] = match[role]!;
    }
  }
  return found.every((k, j) => agree(j, k)) ? found : null;
}
