import { sha256 } from '../base/digest.ts';

/**
 * The seed of a night: another one each date and commit, the same for both.
 *
 * @param date The UTC date, `2026-11-20`.
 * @param commit Null where there is none.
 * @returns 32 bits without sign
 */
export function nightSeed(date: string, commit: string | null): number {
  return Number.parseInt(sha256(`vernier night\n${date}\n${commit ?? ''}`).slice(0, 8), 16);
}

/** Whose turn it is: each in its order, one a day, whatever else happens. Null when there is nobody. */
export function turnOf<T>(date: string, candidates: readonly T[]): T | null {
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
  return candidates.length === 0 ? null : candidates[day % candidates.length]!;
}
