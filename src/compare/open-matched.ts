import type { Value } from '../value/value.ts';
import { matchItems } from './match-items.ts';
import { type KeyedItem, keyedItems } from './match-keys.ts';
import { pairList, type Unpaired } from './pairing.ts';
import { parsePattern } from './path.ts';
import { reportUnpaired } from './report-unpaired.ts';
import type { Here, Walker } from './walker.ts';

/** Opens two sequences whose order says nothing: by the keys in their items, or each item beside one that it agrees with. */
export function openMatched(walk: Walker, legacy: readonly Value[], modern: readonly Value[], here: Here): void {
  if (here.state.rules.key === '') openUnordered(walk, legacy, modern, here);
  else openKeyed(walk, legacy, modern, here);
}

function openUnordered(walk: Walker, legacy: readonly Value[], modern: readonly Value[], here: Here): void {
  const uniform = here.state.uniformBelow(1);
  const trial = (l: number, m: number, all: boolean) => {
    const at = { place: null, state: uniform ?? here.state.below(l) };
    return walk.tryPair(legacy[l]!, modern[m]!, at, all);
  };
  const { pairs, missing, extra, isCut } = matchItems(
    legacy,
    modern,
    uniform?.rules ?? null,
    trial,
    walk.evidence.onlyVerdict,
  );
  if (isCut) {
    const rule = 'items in any order must be few enough to find their partners: what is left is laid side by side';
    walk.evidence.add({ place: here.place, class: 'order', rule }, true, { severity: 'critical' });
  }
  const unpaired = [
    ...missing.map((i): Unpaired => ({ side: 'missing', step: i, value: legacy[i]! })),
    ...extra.map((i): Unpaired => ({ side: 'extra', step: i, value: modern[i]! })),
  ];
  reportUnpaired(walk, unpaired, here);
  const inOrder = [...pairs].sort(([a], [b]) => a - b);
  walk.open(pairList(inOrder.map(([l, m]) => ({ step: l, legacy: legacy[l]!, modern: modern[m]! }))), here);
}

function openKeyed(walk: Walker, legacy: readonly Value[], modern: readonly Value[], here: Here): void {
  const { rules } = here.state;
  const pointer = parsePattern(rules.key).map(({ text = '' }) => text);
  const [left, right] = [keyedItems(legacy, pointer, rules), keyedItems(modern, pointer, rules)];
  const pairs: { step: KeyedItem['step']; legacy: Value; modern: Value }[] = [];
  const unpaired: Unpaired[] = [];
  for (const key of new Set([...left.byKey.keys(), ...right.byKey.keys()])) {
    const [ls, ms] = [left.byKey.get(key) ?? [], right.byKey.get(key) ?? []];
    if (ls.length > 1 || ms.length > 1) reportRepeated(walk, ls, ms, here);
    for (const [i, l] of ls.entries()) {
      const m = ms[i];
      if (m === undefined) unpaired.push({ side: 'missing', step: l.step, value: l.value });
      else pairs.push({ step: l.step, legacy: l.value, modern: m.value });
    }
    for (const m of ms.slice(ls.length)) unpaired.push({ side: 'extra', step: m.step, value: m.value });
  }
  reportUnpaired(walk, unpaired, here);
  for (const index of left.without) reportWithoutKey(walk, 'legacy', index, legacy[index]!, here);
  for (const index of right.without) reportWithoutKey(walk, 'modern', index, modern[index]!, here);
  walk.open(pairList(pairs), here);
}

/** Items of one key are laid side by side in their order, but which belongs to which is not known. */
function reportRepeated(walk: Walker, legacy: readonly KeyedItem[], modern: readonly KeyedItem[], here: Here): void {
  const step = (legacy[0] ?? modern[0])!.step;
  const rule = `keys of items must be unique: legacy has this one ${legacy.length} times, modern ${modern.length} times`;
  const at = { place: { above: here.place, step }, class: 'order', rule } as const;
  walk.evidence.add(at, true, { severity: 'critical' });
}

function reportWithoutKey(walk: Walker, side: 'legacy' | 'modern', index: number, value: Value, here: Here): void {
  walk.evidence.compared++;
  const rule = `items must hold a key at ${here.state.rules.key}: this one of ${side} holds none that could equal another`;
  const place = { above: here.place, step: index };
  if (side === 'legacy') walk.evidence.add({ place, class: 'missing', legacy: value, rule });
  else walk.evidence.add({ place, class: 'extra', modern: value, rule });
}
