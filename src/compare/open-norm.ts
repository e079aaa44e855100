import { typedElements } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { judgeNumbers } from './judge-number.ts';
import { type Judgement, shareOf } from './judgement.ts';
import { type Leaf, leafOf, numberFamilies } from './leaf.ts';
import { leafTypeDrift } from './leaf-types.ts';
import { NormSum } from './norm-sum.ts';
import { exactValue, type Numeric, numericOf } from './number.ts';
import { type Pairing, pairSome } from './pairing.ts';
import type { Place } from './path.ts';
import { renderPath } from './path.ts';
import { type Form, formOf } from './place-log.ts';
import { distance, multiply, nearestNumber, rationalOf, size } from './rational.ts';
import type { ResolvedRules } from './tolerance.ts';
import type { Here, Walker } from './walker.ts';

/** Numbers so large that their sums overflow are measured in units this many times as large. */
const largeUnit = 2 ** -64;

interface Measured {
  /** Norms of the errors and of legacy, in the unit. */
  readonly error: number;
  readonly scale: number;
  readonly worst: number;
  /** Elements that joined, and those that are judged by themselves. */
  readonly joined: number;
  readonly alone: readonly number[];
}

/**
 * Judges the numbers of two sequences or arrays as a whole: `||m - l|| <= atol + rtol * ||l||` in IEEE double, the size of
 * a complex number being its modulus. A scale of 0 leaves `atol`. What is not finite on a side, is no number, may not meet
 * by type, is ignored or has a mode of its own, is judged by itself.
 */
export function openNorm(walk: Walker, pairing: Pairing, legacy: Value, modern: Value, here: Here): void {
  const { rules } = here.state;
  const typed = walk.places === null ? typedPair(legacy, modern, here, pairing.depth) : null;
  const measure = (unit: number, counts: Walker | null): Measured =>
    typed === null ? measureParts(pairing, here, unit, counts) : measureTyped(typed, rules, unit, counts);
  const first = measure(1, walk);
  const isLarge = !Number.isFinite(first.error) || !Number.isFinite(first.scale);
  const unit = isLarge ? largeUnit : 1;
  const { error, scale, worst, joined, alone } = isLarge ? measure(unit, null) : first;
  walk.evidence.compared += joined;
  if (error > 0) {
    const allowed = rules.atol * unit + rules.rtol * scale;
    const judgement: Judgement = {
      agrees: error <= allowed,
      special: null,
      side: 0,
      abs: error / unit,
      rel: error / scale,
      ulp: null,
      share: allowed === Number.POSITIVE_INFINITY ? 0 : shareOf(error, allowed),
    };
    const rule = `${rules.sentence}; furthest off is ${renderPath(pairing.steps(worst)).slice(1)}`;
    walk.evidence.addNumeric({ place: here.place, class: 'value', legacy, modern, rule }, judgement);
  }
  if (alone.length > 0) walk.open(pairSome(pairing, alone), here);
}

/** @param walk where single numbers are counted; null when they were before. */
function measureParts(pairing: Pairing, here: Here, unit: number, walk: Walker | null): Measured {
  const errors = new NormSum(here.state.rules.norm);
  const scales = new NormSum(here.state.rules.norm);
  const uniform = here.state.uniformBelow(pairing.depth);
  const alone: number[] = [];
  let [worst, worstError, joined] = [0, 0, 0];
  for (let index = 0; index < pairing.length; index++) {
    const rules = uniform?.rules ?? rulesAt(pairing, index, here);
    const numbers = rules.mode === 'norm' && !rules.ignore ? numbersAt(pairing, index, rules) : null;
    const figures = numbers === null ? null : figuresOf(numbers, unit);
    if (numbers === null || figures === null) {
      alone.push(index);
      continue;
    }
    const [error, scale] = figures;
    joined++;
    errors.add(error);
    scales.add(scale);
    if (error > worstError) [worst, worstError] = [index, error];
    if (walk !== null) count(walk, pairing, index, here, numbers, rules);
  }
  return { error: errors.value, scale: scales.value, worst, joined, alone };
}

type Floats = Float64Array | Float32Array;

/** Two float arrays of which every element joins, so that a tight loop may go over them; else null. */
function typedPair(legacy: Value, modern: Value, here: Here, depth: number): readonly [Floats, Floats] | null {
  const rules = here.state.uniformBelow(depth)?.rules;
  if (rules?.mode !== 'norm' || rules.ignore || rules.signedZero) return null;
  const [l, m] = [floatsOf(legacy), floatsOf(modern)];
  return l === null || m === null || l.constructor !== m.constructor ? null : [l, m];
}

function floatsOf(value: Value): Floats | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  // An index into memory must be one into the pairing.
  if (value.order !== 'C' && value.shape.length > 1) return null;
  const elements = typedElements(value);
  return elements instanceof Float64Array || elements instanceof Float32Array ? elements : null;
}

function measureTyped(
  [l, m]: readonly [Floats, Floats],
  rules: ResolvedRules,
  unit: number,
  walk: Walker | null,
): Measured {
  const errors = new NormSum(rules.norm);
  const scales = new NormSum(rules.norm);
  const alone: number[] = [];
  let [worst, worstError, above, below] = [0, 0, 0, 0];
  for (let index = 0; index < l.length; index++) {
    const [left, right] = [l[index]!, m[index]!];
    if (!Number.isFinite(left) || !Number.isFinite(right)) {
      alone.push(index);
      continue;
    }
    const error = Math.abs(right * unit - left * unit);
    errors.add(error);
    scales.add(Math.abs(left * unit));
    if (right > left) above++;
    else if (right < left) below++;
    if (error > worstError) [worst, worstError] = [index, error];
  }
  if (walk !== null) {
    walk.evidence.above += above;
    walk.evidence.below += below;
  }
  return { error: errors.value, scale: scales.value, worst, joined: l.length - alone.length, alone };
}

function rulesAt(pairing: Pairing, index: number, here: Here): ResolvedRules {
  return pairing.steps(index).reduce((state, step) => state.below(step), here.state).rules;
}

interface Numbers {
  readonly legacy: Numeric;
  readonly modern: Numeric;
  readonly form: Form;
}

/** The two numbers at an index, or null when a norm can say nothing of them. */
function numbersAt(pairing: Pairing, index: number, rules: ResolvedRules): Numbers | null {
  const [left, right] = [leafOf(pairing.legacy(index)), leafOf(pairing.modern(index))];
  if (left === null || right === null || !isNumber(left) || !isNumber(right)) return null;
  if (leafTypeDrift(left, right, rules.types) !== null) return null;
  const [legacy, modern] = [numericOf(left.value, left.type), numericOf(right.value, right.type)];
  if (legacy === null || modern === null || (rules.signedZero && zerosDiffer(legacy, modern))) return null;
  return { legacy, modern, form: formOf(left, right) };
}

function isNumber({ family }: Leaf): boolean {
  return family !== 'boolean' && numberFamilies.has(family);
}

function zerosDiffer(legacy: Numeric, modern: Numeric): boolean {
  const [l, m] = [partsOf(legacy), partsOf(modern)];
  if (l === null || m === null) return false;
  return l.some((part, i) => part === 0 && m[i] === 0 && !Object.is(part, m[i]));
}

/** |m - l| and |l| in a unit; null when a number is not finite, or too large for a float. */
function figuresOf({ legacy, modern }: Numbers, unit: number): readonly [error: number, scale: number] | null {
  const [l, m] = [partsOf(legacy), partsOf(modern)];
  if (l !== null && m !== null) {
    if (![...l, ...m].every(Number.isFinite)) return null;
    if (l[1] === 0 && m[1] === 0) return [Math.abs(m[0] * unit - l[0] * unit), Math.abs(l[0] * unit)];
    return [Math.hypot(m[0] * unit - l[0] * unit, m[1] * unit - l[1] * unit), Math.hypot(l[0] * unit, l[1] * unit)];
  }
  const [exactL, exactM] = [exactValue(legacy), exactValue(modern)];
  if (exactL === null || exactM === null) return null;
  const scaled = multiply(distance(exactM, exactL), rationalOf(unit));
  const figures = [nearestNumber(scaled), nearestNumber(multiply(size(exactL), rationalOf(unit)))] as const;
  return figures.every(Number.isFinite) ? figures : null;
}

/** Real and imaginary part of a float or complex number; null for what is calculated exactly. */
function partsOf(number: Numeric): readonly [number, number] | null {
  if (number.form === 'complex') return [number.re, number.im];
  return number.form === 'float' ? [number.value, 0] : null;
}

/** Counts a number by itself: on which side it lies, and in the log of places. */
function count(
  walk: Walker,
  pairing: Pairing,
  index: number,
  here: Here,
  { legacy, modern, form }: Numbers,
  rules: ResolvedRules,
): void {
  const [l, m] = [partsOf(legacy), partsOf(modern)];
  if (l !== null && m !== null && l[0] === m[0] && l[1] === m[1]) {
    walk.places?.addSame(here.place, pairing.depth, 1);
    return;
  }
  const judgement = judgeNumbers(legacy, modern, { ...rules, mode: 'statistical' });
  if (judgement.side > 0) walk.evidence.above++;
  if (judgement.side < 0) walk.evidence.below++;
  if (walk.places === null) return;
  let place: Place | null = here.place;
  for (const step of pairing.steps(index)) place = { above: place, step };
  walk.places.add(place, judgement, form);
}
