import { type DType, describeDType } from '../value/dtype.ts';
import type { DriftClass } from './difference.ts';
import { type Leaf, numberFamilies } from './leaf.ts';
import { exactValue, type Numeric, numericOf } from './number.ts';
import type { TypeLevel } from './policy.ts';
import { order, size } from './rational.ts';

/** Why two values may not be compared at a type level. */
export interface TypeDrift {
  readonly class: Extract<DriftClass, 'type' | 'dtype' | 'shape'>;
  readonly rule: string;
}

/** 2^53: from there on floats skip integers. */
const lastExactInteger = { num: 2n ** 53n, den: 1n };

/** Why two leaves may not be compared at this level, or null when they may. */
export function leafTypeDrift(legacy: Leaf, modern: Leaf, level: TypeLevel): TypeDrift | null {
  if (legacy.family === modern.family) {
    if (level === 'loose' || sameStorage(legacy.type, modern.type)) return null;
    const bothTyped = legacy.type !== null && modern.type !== null;
    if (level === 'compatible' && !bothTyped) return null;
    return drift(legacy, modern, level);
  }
  const bothTyped = legacy.type !== null && modern.type !== null;
  if (level === 'strict') return drift(legacy, modern, level);
  if (isBytes(legacy) && isBytes(modern)) return null;
  if (level === 'loose') return isNumber(legacy) && isNumber(modern) ? null : drift(legacy, modern, level);
  if (bothTyped || !integerMeetsFloat(legacy, modern)) return drift(legacy, modern, level);
  return floatHoldsInteger(legacy, modern) ? null : beyondExactIntegers;
}

const beyondExactIntegers: TypeDrift = {
  class: 'type',
  rule: 'types must be compatible: an integer meets a float only up to 2^53, where floats hold every integer',
};

function drift(legacy: Leaf, modern: Leaf, level: TypeLevel): TypeDrift {
  const typed = legacy.type !== null && modern.type !== null;
  return {
    class: typed ? 'dtype' : 'type',
    rule: `types must be ${levelWord(level)}: legacy is ${leafName(legacy)}, modern is ${leafName(modern)}`,
  };
}

/** How a level is written in a rule. */
export function levelWord(level: TypeLevel): string {
  return level === 'strict' ? 'the same' : level === 'compatible' ? 'compatible' : 'comparable';
}

/** A leaf's type for people. */
export function leafName(leaf: Leaf): string {
  if (leaf.type !== null) return `${describeDType(leaf.type.spec)} scalar`;
  const value = leaf.value;
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'opaque'
    ? value.type
    : leaf.family;
}

function isBytes(leaf: Leaf): boolean {
  return leaf.family === 'bytes' || leaf.family === 'bytearray';
}

function isNumber(leaf: Leaf): boolean {
  return numberFamilies.has(leaf.family);
}

/** Equal dtypes but for byte order; the length of a string or bytes scalar is its content's, not its type's. */
function sameStorage(legacy: DType | null, modern: DType | null): boolean {
  if (legacy === null || modern === null) return legacy === modern;
  if (legacy.kind !== modern.kind || legacy.unit !== modern.unit) return false;
  return legacy.kind === 'text' || legacy.kind === 'bytes' || legacy.itemSize === modern.itemSize;
}

function integerMeetsFloat(legacy: Leaf, modern: Leaf): boolean {
  const families = [legacy.family, modern.family];
  return families.includes('integer') && families.includes('float');
}

/** True when both numbers are within the range where a float holds every integer, or one is a NaN or infinity. */
function floatHoldsInteger(legacy: Leaf, modern: Leaf): boolean {
  return [legacy, modern].every((leaf) => isSmall(numericOf(leaf.value, leaf.type)!));
}

function isSmall(number: Numeric): boolean {
  const value = exactValue(number);
  return value === null || order(size(value), lastExactInteger) <= 0;
}
