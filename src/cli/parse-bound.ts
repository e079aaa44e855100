import type { Bound } from '../studies/review-change.ts';

/** Reads `rel=1e-14`, `abs=1e-9` or `ulp=4`; null for anything else. */
export function parseBound(text: string): Bound | null {
  const match = /^(rel|abs|ulp)=(\S+)$/.exec(text);
  const atMost = Number(match?.[2] ?? Number.NaN);
  if (match === null || !Number.isFinite(atMost) || atMost < 0) return null;
  const kind = match[1] as Bound['kind'];
  return kind === 'ulp' && !Number.isSafeInteger(atMost) ? null : { kind, atMost };
}
