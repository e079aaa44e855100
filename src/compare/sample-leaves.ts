import type { Evidence } from './evidence.ts';
import { type Leaf, numberFamilies } from './leaf.ts';
import type { LeafVerdict } from './leaf-verdict.ts';
import { numericOf } from './number.ts';
import type { StatisticalRule } from './policy.ts';

/** Takes two leaves at a place in mode `statistical` into the sample of their bounds, if they are finite numbers. */
export function sampleLeaves(
  evidence: Evidence,
  legacy: Leaf,
  modern: Leaf,
  verdict: LeafVerdict | null,
  rules: readonly StatisticalRule[],
): void {
  if (legacy.family === 'boolean' || !numberFamilies.has(legacy.family)) return;
  if (verdict === null) {
    if (isFiniteNumber(legacy) && isFiniteNumber(modern)) evidence.samplerOf(rules).add(0, 0, 0);
    return;
  }
  const { judgement } = verdict;
  if (judgement !== null && judgement.abs !== null) {
    evidence.samplerOf(rules).add(judgement.abs, judgement.rel ?? 0, judgement.side);
  }
}

function isFiniteNumber(leaf: Leaf): boolean {
  const number = numericOf(leaf.value, leaf.type);
  if (number === null) return false;
  if (number.form === 'complex') return Number.isFinite(number.re) && Number.isFinite(number.im);
  return number.form !== 'float' || Number.isFinite(number.value);
}
