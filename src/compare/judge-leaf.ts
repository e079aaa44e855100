import { attosecondsOf, dateCount } from './instant.ts';
import { judgeNumbers } from './judge-number.ts';
import { judgeTextBytes, judgeTexts } from './judge-text.ts';
import { judgeWithin } from './judge-time.ts';
import { type Leaf, numberFamilies } from './leaf.ts';
import { leafTypeDrift } from './leaf-types.ts';
import type { LeafVerdict } from './leaf-verdict.ts';
import { numericOf } from './number.ts';
import { plainText } from './plain-text.ts';
import { sameBits, sameBytes } from './same-bits.ts';
import type { ResolvedRules } from './tolerance.ts';

/** Compares two leaves under the rules of their place. */
export function judgeLeaf(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null {
  const drift = leafTypeDrift(legacy, modern, rules.types);
  if (drift !== null) return { ...drift, agrees: false, judgement: null };
  if (rules.mode === 'bitwise') return judgeBits(legacy, modern, rules);
  return numberFamilies.has(legacy.family) ? judgeNumeric(legacy, modern, rules) : judgeOther(legacy, modern, rules);
}

function judgeNumeric(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null {
  if (legacy.family === 'boolean' && modern.family === 'boolean') {
    return legacy.value === modern.value ? null : exactly('booleans agree only when equal');
  }
  const [l, m] = [numericOf(legacy.value, legacy.type), numericOf(modern.value, modern.type)];
  // A decimal too long to calculate with, or text that is no decimal.
  if (l === null || m === null)
    return judgeText(legacy, modern, 'numbers that cannot be calculated with agree only when equal');
  if (l.form === 'float' && m.form === 'float' && Object.is(l.value, m.value) && !Number.isNaN(l.value)) return null;
  const judgement = judgeNumbers(l, m, rules);
  // One value in two spellings, or NaN with another payload: nothing to report unless bits were asked for.
  if (judgement.agrees && (judgement.abs === null || (judgement.abs === 0 && !judgement.special))) return null;
  return {
    class: judgement.special ? 'special-value' : 'value',
    agrees: judgement.agrees,
    rule: judgement.reason ?? rules.sentence,
    judgement,
  };
}

function judgeOther(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null {
  if (rules.within.seconds > 0) {
    const verdict = judgeWithin(legacy, modern, rules);
    if (verdict !== undefined) return verdict;
  }
  switch (legacy.family) {
    case 'datetime64':
    case 'timedelta64':
      return judgeDates(legacy, modern, rules);
    case 'bytes':
    case 'bytearray':
      return judgeBytes(bytesOf(legacy), bytesOf(modern), rules);
    case 'long double':
      return sameBytes(legacy.bytes!, modern.bytes!)
        ? null
        : exactly('long doubles agree only when their bytes are equal');
    case 'string':
      return judgeTexts(legacy.value as string, modern.value as string, rules);
    default:
      return judgeText(legacy, modern, `a ${legacy.family} agrees only with an equal one`);
  }
}

function judgeBytes(legacy: Uint8Array, modern: Uint8Array, rules: ResolvedRules): LeafVerdict | null {
  if (sameBytes(legacy, modern)) return null;
  const verdict = judgeTextBytes(legacy, modern, rules);
  return verdict === undefined ? exactly('bytes agree only when equal') : verdict;
}

function judgeText(legacy: Leaf, modern: Leaf, rule: string): LeafVerdict | null {
  return plainText(legacy.value) === plainText(modern.value) ? null : exactly(rule);
}

function exactly(rule: string): LeafVerdict {
  return { class: 'value', agrees: false, rule, judgement: null };
}

function bytesOf(leaf: Leaf): Uint8Array {
  return (leaf.value as { data: Uint8Array }).data;
}

/** Dates of one unit by their count, of two units (which only `loose` lets meet) as instants. NaT is their NaN. */
function judgeDates(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null {
  const [l, m] = [dateCount(legacy.type!, legacy.bytes!), dateCount(modern.type!, modern.bytes!)];
  if (l === null || m === null) {
    if (l === m && rules.equalNan) return null;
    const rule = l === m ? 'NaT differs from NaT (equalNan is false)' : 'NaT agrees only with NaT';
    return { class: 'special-value', agrees: false, rule, judgement: null };
  }
  if (legacy.type!.unit === modern.type!.unit) return l === m ? null : exactly('dates agree only when equal');
  const [left, right] = [attosecondsOf(l, legacy.type!), attosecondsOf(m, modern.type!)];
  if (left === null || right === null) {
    const rule = 'units must be convertible: years, months and the generic unit have no fixed length';
    return { class: 'dtype', agrees: false, rule, judgement: null };
  }
  return left === right ? null : exactly('dates of two units agree only when they are the same instant');
}

function judgeBits(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null {
  if (sameBits(legacy, modern)) return null;
  const [l, m] = [numericOf(legacy.value, legacy.type), numericOf(modern.value, modern.type)];
  const judgement = l !== null && m !== null && legacy.family !== 'boolean' ? judgeNumbers(l, m, rules) : null;
  if (judgement === null) return exactly(rules.sentence);
  return {
    class: judgement.special ? 'special-value' : 'value',
    agrees: false,
    rule: rules.sentence,
    judgement: { ...judgement, agrees: false, share: judgement.special ? null : Number.POSITIVE_INFINITY },
  };
}
