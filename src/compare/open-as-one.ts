import type { NdArrayValue, Value } from '../value/value.ts';
import { openLabels } from './open-labels.ts';
import { openMatched } from './open-matched.ts';
import { openNorm } from './open-norm.ts';
import { pairElements, rowsOf } from './pair-elements.ts';
import type { Pairing } from './pairing.ts';
import type { ResolvedRules } from './tolerance.ts';
import type { Here, Walker } from './walker.ts';

/** True when the order of a sequence's items says nothing, or less than what they hold. */
export function isMatched({ unordered, key }: ResolvedRules): boolean {
  return unordered || key !== '';
}

function isJudgedWhole({ labels, mode }: ResolvedRules): boolean {
  return labels === 'permutation' || mode === 'norm';
}

/** Opens what the rules judge as a whole; false when they judge part by part. */
export function openAsOne(walk: Walker, pairing: Pairing, legacy: Value, modern: Value, here: Here): boolean {
  const { labels, mode } = here.state.rules;
  if (labels === 'permutation') openLabels(walk, pairing, legacy, modern, here);
  else if (mode === 'norm') openNorm(walk, pairing, legacy, modern, here);
  else return false;
  return true;
}

/** Two arrays of one dtype and shape. */
export function openArraysAsOne(walk: Walker, legacy: NdArrayValue, modern: NdArrayValue, here: Here): boolean {
  if (legacy.shape.length > 0 && isMatched(here.state.rules)) {
    openMatched(walk, rowsOf(legacy), rowsOf(modern), here);
    return true;
  }
  if (!isJudgedWhole(here.state.rules)) return false;
  return openAsOne(walk, pairElements(legacy, modern, null), legacy, modern, here);
}
