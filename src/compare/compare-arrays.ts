import { elementCount, parseDType } from '../value/dtype.ts';
import { elementAt, isConsistent, memoryIndex, type NumericArray, ndarray, typedElements } from '../value/ndarray.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { dtypeDrift, sameElements } from './container-types.ts';
import type { Evidence } from './evidence.ts';
import { judgeLeaf } from './judge-leaf.ts';
import { judgeFloats } from './judge-real.ts';
import { type Leaf, leafOf } from './leaf.ts';
import { openArraysAsOne } from './open-as-one.ts';
import { bytesDecide, isNumeric, type Layout, memoryIndices, pairElements, storedElement } from './pair-elements.ts';
import { pairRoot } from './pairing.ts';
import type { Place } from './path.ts';
import type { RuleState } from './path-rules.ts';
import { sameBytes } from './same-bits.ts';
import { scanTyped } from './scan-arrays.ts';
import type { ResolvedRules } from './tolerance.ts';
import type { Here, Walker } from './walker.ts';

/** Compares two arrays: dtype and shape, then all bytes at once, then in a tight loop, then element by element. */
export function openArrays(walk: Walker, legacy: NdArrayValue, modern: NdArrayValue, here: Here): void {
  if (!mayCompareElements(walk, legacy, modern, here)) return;
  const count = elementCount(legacy.shape);
  const uniform = here.state.uniformBelow(legacy.shape.length);
  if (uniform?.rules.ignore) {
    walk.evidence.ignored += count;
    return;
  }
  if (openArraysAsOne(walk, legacy, modern, here)) return;
  const bitwise = here.state.rules.mode === 'bitwise';
  const sameLayout = legacy.order === modern.order || legacy.shape.filter((size) => size !== 1).length < 2;
  if (bitwise && !sameLayout) {
    const rule = 'bit for bit, elements must lie in memory in the same order';
    walk.evidence.add({ place: here.place, class: 'order', legacy: legacy.order, modern: modern.order, rule });
  }
  if (
    uniform !== null &&
    sameLayout &&
    legacy.dtype === modern.dtype &&
    bytesDecide(parseDType(legacy.dtype), uniform.rules)
  ) {
    if (sameBytes(legacy.data, modern.data)) {
      walk.evidence.compared += count;
      if (isNumeric(parseDType(legacy.dtype))) walk.places?.addSame(here.place, legacy.shape.length, count);
      return;
    }
  }
  const byOne = uniform !== null && uniform.rules.mode !== 'statistical';
  if (byOne && walk.scans && scanArrays(walk, legacy, inOrderOf(legacy, modern, sameLayout), here, uniform)) return;
  walk.open(pairElements(legacy, modern, uniform?.rules ?? null), here);
}

/** Reports dtypes and shapes that do not fit together. */
function mayCompareElements(walk: Walker, legacy: NdArrayValue, modern: NdArrayValue, here: Here): boolean {
  const { rules } = here.state;
  const dtype = dtypeDrift(legacy, modern, rules.types, rules.mode === 'bitwise');
  const shape = shapeDrift(legacy, modern);
  if (dtype === null && shape === null) return true;
  walk.evidence.compared++;
  for (const drift of [dtype, shape]) {
    if (drift !== null) walk.evidence.add({ place: here.place, legacy, modern, ...drift });
  }
  return false;
}

function shapeDrift(legacy: NdArrayValue, modern: NdArrayValue) {
  for (const array of [legacy, modern]) {
    if (!isConsistent(array, parseDType(array.dtype))) {
      return { class: 'shape', rule: `shape [${array.shape.join(', ')}] does not fit the array's own data` } as const;
    }
  }
  if (legacy.shape.length === modern.shape.length && legacy.shape.every((size, axis) => size === modern.shape[axis]))
    return null;
  const [l, m] = [legacy.shape.join(', '), modern.shape.join(', ')];
  return {
    class: 'shape',
    rule: `shapes must be equal, they never broadcast: legacy is [${l}], modern is [${m}]`,
  } as const;
}

/** The modern array with its elements in legacy's memory order. */
function inOrderOf(legacy: NdArrayValue, modern: NdArrayValue, sameLayout: boolean): NdArrayValue {
  if (sameLayout || modern.objects !== undefined) return modern;
  const size = parseDType(modern.dtype).itemSize;
  const count = elementCount(modern.shape);
  const data = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = memoryIndex(modern, i) * size;
    const to = memoryIndex(legacy, i) * size;
    for (let byte = 0; byte < size; byte++) data[to + byte] = modern.data[from + byte]!;
  }
  return ndarray(modern.dtype, modern.shape, data, legacy.order);
}

/** Scans arrays of one numeric dtype in the tight loop; false when their elements have none. */
function scanArrays(walk: Walker, legacy: NdArrayValue, modern: NdArrayValue, here: Here, uniform: RuleState): boolean {
  if (!sameElements(parseDType(legacy.dtype), parseDType(modern.dtype))) return false;
  const [l, m] = [typedElements(legacy), typedElements(modern)];
  if (l === null || m === null) return false;
  const { evidence } = walk;
  const form = l instanceof Float64Array || l instanceof Float32Array ? 'float' : 'whole';
  const judge = (index: number, counted: boolean): void => {
    const left = elementLeaf(legacy, l, index, uniform.rules);
    const right = elementLeaf(modern, m, index, uniform.rules);
    const verdict = judgeLeaf(left, right, uniform.rules);
    if (verdict?.judgement == null) return;
    const at = {
      place: placeOf(legacy, index, here.place),
      class: verdict.class,
      legacy: left.value,
      modern: right.value,
      rule: verdict.rule,
    };
    if (!counted) walk.places?.addOdd(here.place, legacy.shape.length, verdict.judgement, form);
    if (counted) evidence.keepNumeric(at, verdict.judgement);
    else evidence.addNumeric(at, verdict.judgement);
  };
  const { limit, onlyVerdict } = evidence;
  const scan = scanTyped(l, m, { rules: uniform.rules, limit, onlyVerdict, odd: (index) => judge(index, false) });
  evidence.compared += l.length;
  evidence.addScan(scan);
  walk.places?.addArrays(here.place, legacy.shape.length, l, m, scan);
  if (form === 'whole' || uniform.rules.mode === 'bitwise') for (const index of scan.worst) judge(index, true);
  else if (scan.worst.length > 0) keepFloats(evidence, legacy, [l, m], scan.worst, here.place, uniform.rules);
  return true;
}

/** Keeps differences of finite floats, written out only when they are asked for, which after an agreement they seldom are. */
function keepFloats(
  evidence: Evidence,
  { shape, order }: NdArrayValue,
  [legacy, modern]: readonly [NumericArray, NumericArray],
  worst: Float64Array,
  place: Place | null,
  rules: ResolvedRules,
): void {
  const format = legacy instanceof Float64Array ? 'f8' : 'f4';
  // The numbers themselves, since by then the arrays may hold others.
  const [lefts, rights] = [worst.map((index) => Number(legacy[index])), worst.map((index) => Number(modern[index]))];
  evidence.keepLater(() => {
    for (const [i, index] of worst.entries()) {
      const judgement = judgeFloats(lefts[i]!, rights[i]!, format, rules);
      const at = { place: placeOf({ shape, order }, index, place), class: 'value', rule: rules.sentence } as const;
      evidence.keepNumeric({ ...at, legacy: lefts[i]!, modern: rights[i]! }, judgement);
    }
  });
}

/** A finite float is all that its number says, unless bits are asked for; the rest is read with its bytes. */
function elementLeaf(array: NdArrayValue, elements: NumericArray, index: number, { mode }: ResolvedRules): Leaf {
  const value = elements[index]!;
  const isFloat = elements instanceof Float64Array || elements instanceof Float32Array;
  if (isFloat && mode !== 'bitwise' && Number.isFinite(value)) {
    return { family: 'float', value, type: parseDType(array.dtype), bytes: null };
  }
  return leafOf(storedElement(array, index))!;
}

function placeOf(array: Layout, index: number, place: Place | null): Place | null {
  let at = place;
  for (const step of memoryIndices(array, index)) at = { above: at, step };
  return at;
}

/** A 0-d array beside a scalar, which only `loose` lets meet. */
export function openScalarArray(walk: Walker, legacy: Value, modern: Value, here: Here): void {
  walk.open(pairRoot(elementOf(legacy), elementOf(modern)), here);
}

function elementOf(value: Value): Value {
  const isArray = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ndarray';
  return isArray ? (value.objects === undefined ? storedElement(value, 0) : elementAt(value, 0)) : value;
}
