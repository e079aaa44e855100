import type { Value } from '../value/value.ts';
import { keyText } from './key-text.ts';
import type { Pairing } from './pairing.ts';
import { comparePartitions } from './partition.ts';
import type { Here, Walker } from './walker.ts';

/**
 * Judges two sequences or arrays of labels by the parts they make of their items: they agree when the parts are the same,
 * or alike enough by their adjusted Rand index. Opens them item by item when something in them is no label.
 */
export function openLabels(walk: Walker, pairing: Pairing, legacy: Value, modern: Value, here: Here): void {
  const { rules } = here.state;
  const [left, right]: [string[], string[]] = [[], []];
  let ignored = 0;
  for (let index = 0; index < pairing.length; index++) {
    if (pairing.steps(index).reduce((state, step) => state.below(step), here.state).rules.ignore) {
      ignored++;
      continue;
    }
    const [l, m] = [keyText(pairing.legacy(index), rules), keyText(pairing.modern(index), rules)];
    if (l === null || m === null) {
      walk.open(pairing, here);
      return;
    }
    left.push(l);
    right.push(m);
  }
  walk.evidence.compared += left.length;
  walk.evidence.ignored += ignored;
  if (left.every((label, index) => label === right[index])) return;
  const { identical, adjustedRand, misplaced } = comparePartitions(left, right);
  const agrees = identical || adjustedRand >= rules.minAgreement;
  const found = `adjusted Rand index ${adjustedRand.toPrecision(4)}, ${misplaced} of ${left.length} items elsewhere`;
  const rule = identical
    ? 'labels agree up to their names'
    : `labels must agree up to their names with an adjusted Rand index of at least ${rules.minAgreement}: ${found}`;
  const allowed = 1 - rules.minAgreement;
  const share = identical ? 0 : allowed === 0 ? Number.POSITIVE_INFINITY : (1 - adjustedRand) / allowed;
  walk.evidence.add({ place: here.place, class: 'value', legacy, modern, rule }, !agrees, { share });
}
