import type { MapValue, NdArrayValue, RecordValue, SliceValue, Value } from '../value/value.ts';
import type { Container } from './container.ts';
import { dtypeDrift } from './container-types.ts';
import { isMatched, openAsOne } from './open-as-one.ts';
import { openMatched } from './open-matched.ts';
import { openOptimum } from './optimum/open-optimum.ts';
import { pairFields, rowsOf } from './pair-elements.ts';
import { keyStep, pairKeys } from './pair-keys.ts';
import { pairItems, pairList, type Unpaired, unpairedItems } from './pairing.ts';
import { reportUnpaired } from './report-unpaired.ts';
import type { Here, Walker } from './walker.ts';

/** Compares what two containers are by themselves and opens their parts. Their types may meet. */
export function openContainers(walk: Walker, legacy: Container, modern: Container, here: Here): void {
  if (legacy.form === 'map' && modern.form === 'map') {
    const { optimum } = here.state.rules;
    const rest = optimum === null ? ([legacy, modern] as const) : openOptimum(walk, legacy, modern, optimum, here);
    if (rest !== null) openMaps(walk, ...rest, here);
  } else if (legacy.form === 'set' && modern.form === 'set') {
    openSets(walk, legacy.source.items, modern.source.items, here);
  } else if (legacy.form === 'slice' && modern.form === 'slice') {
    walk.open(pairList(sliceParts(legacy.source, modern.source)), here);
  } else if (legacy.form === 'struct' && modern.form === 'struct') {
    const { rules } = here.state;
    const drift = dtypeDrift(legacy.source, modern.source, rules.types, rules.mode === 'bitwise');
    if (drift === null) walk.open(pairFields(legacy.source, modern.source), here);
    else walk.evidence.add({ place: here.place, legacy: legacy.source, modern: modern.source, ...drift });
  } else openSequences(walk, legacy, modern, here);
}

function openSequences(walk: Walker, legacy: Container, modern: Container, here: Here): void {
  const [left, right] = [itemsOf(legacy), itemsOf(modern)];
  compareMaxlen(walk, legacy, modern, here);
  if (isMatched(here.state.rules)) {
    openMatched(walk, left, right, here);
    return;
  }
  reportUnpaired(walk, unpairedItems(left, right), here);
  const pairing = pairItems(left, right);
  if (!openAsOne(walk, pairing, legacy.source, modern.source, here)) walk.open(pairing, here);
}

function itemsOf(container: Container): readonly Value[] {
  return container.form === 'sequence' ? container.items : rowsOf(container.source as NdArrayValue);
}

/** A bounded deque forgets what an unbounded one keeps: part of its type, so compared only in `strict`. */
function compareMaxlen(walk: Walker, legacy: Container, modern: Container, here: Here): void {
  const [l, m] = [legacy.source, modern.source];
  if (here.state.rules.types !== 'strict' || !('maxlen' in l) || !('maxlen' in m) || l.maxlen === m.maxlen) return;
  const rule = 'deques agree in strict only when their maxlen is equal';
  walk.evidence.add({ place: here.place, class: 'value', legacy: l.maxlen, modern: m.maxlen, rule });
}

function openMaps(
  walk: Walker,
  legacy: Extract<Container, { form: 'map' }>,
  modern: Extract<Container, { form: 'map' }>,
  here: Here,
): void {
  const { rules } = here.state;
  const [left, right] = [legacy.entries.map(([key]) => key), modern.entries.map(([key]) => key)];
  const keys = pairKeys(left, right, rules);
  compareFactories(walk, legacy.source, modern.source, here);
  reportDrifted(walk, left, right, keys.drifted, here);
  const missing = keys.missing.map(
    (i): Unpaired => ({ side: 'missing', step: keyStep(left[i]!), value: legacy.entries[i]![1] }),
  );
  const extra = keys.extra.map(
    (i): Unpaired => ({ side: 'extra', step: keyStep(right[i]!), value: modern.entries[i]![1] }),
  );
  reportUnpaired(walk, [...missing, ...extra], here);
  if (
    ordersCount(legacy.source, modern.source, rules.keyOrder) &&
    keys.pairs.some(([, m], i) => m < (keys.pairs[i - 1]?.[1] ?? -1))
  ) {
    const rule = 'keys must be in the same order';
    walk.evidence.add({ place: here.place, class: 'order', legacy: left, modern: right, rule });
  }
  const pairs = keys.pairs.map(([l, m]) => ({
    step: keyStep(left[l]!),
    legacy: legacy.entries[l]![1],
    modern: modern.entries[m]![1],
  }));
  walk.open(pairList(pairs), here);
}

function ordersCount(legacy: MapValue | RecordValue, modern: MapValue | RecordValue, keyOrder: boolean): boolean {
  if (legacy.kind === 'record' || modern.kind === 'record') return false;
  return keyOrder || (legacy.type === 'ordered' && modern.type === 'ordered');
}

/** What a default map makes of an absent key: part of its type, so compared only in `strict`. */
function compareFactories(
  walk: Walker,
  legacy: MapValue | RecordValue,
  modern: MapValue | RecordValue,
  here: Here,
): void {
  if (here.state.rules.types !== 'strict' || legacy.kind === 'record' || modern.kind === 'record') return;
  const [l, m] = [legacy.factory ?? null, modern.factory ?? null];
  if (l === m) return;
  const rule = 'default dicts agree in strict only when their factory is the same';
  walk.evidence.add({ place: here.place, class: 'value', legacy: l, modern: m, rule });
}

function openSets(walk: Walker, legacy: readonly Value[], modern: readonly Value[], here: Here): void {
  const keys = pairKeys(legacy, modern, here.state.rules);
  walk.evidence.compared += keys.pairs.length;
  reportDrifted(walk, legacy, modern, keys.drifted, here);
  const missing = keys.missing.map(
    (i): Unpaired => ({ side: 'missing', step: keyStep(legacy[i]!), value: legacy[i]! }),
  );
  const extra = keys.extra.map((i): Unpaired => ({ side: 'extra', step: keyStep(modern[i]!), value: modern[i]! }));
  reportUnpaired(walk, [...missing, ...extra], here);
}

/** Keys or set items that are equal but for their type. */
function reportDrifted(
  walk: Walker,
  legacy: readonly Value[],
  modern: readonly Value[],
  drifted: readonly (readonly [number, number])[],
  here: Here,
): void {
  for (const [l, m] of drifted) {
    const step = keyStep(legacy[l]!);
    if (here.state.below(step).rules.ignore) continue;
    const rule = 'keys and set items must be of the same type';
    walk.evidence.add({
      place: { above: here.place, step },
      class: 'type',
      legacy: legacy[l]!,
      modern: modern[m]!,
      rule,
    });
  }
}

function sliceParts(legacy: SliceValue, modern: SliceValue) {
  return (['start', 'stop', 'step'] as const).map((step) => ({ step, legacy: legacy[step], modern: modern[step] }));
}
