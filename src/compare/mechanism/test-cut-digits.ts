import type { Mechanism } from '../difference.ts';
import { digitsOf } from './atom.ts';
import { hasPlaces, placesOf } from './decimals.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { digitsWanted, distinctDiffering } from './proof.ts';
import { allEqual, andDiffer } from './words.ts';

interface Cut {
  readonly name: string;
  readonly words: string;
  readonly meaning: string;
  /** From an element times 10^places, to an integer. */
  readonly of: (scaled: number) => number;
}

const cuts: readonly Cut[] = [
  {
    name: 'truncation',
    words: 'cut toward zero',
    meaning: 'Digits are cut off instead of kept: a conversion to integer, an integer division, a fixed format.',
    of: Math.trunc,
  },
  {
    name: 'floor',
    words: 'rounded down',
    meaning: 'Numbers are rounded down (floor) on the way: an integer division of signed numbers, a bin.',
    of: Math.floor,
  },
  { name: 'ceiling', words: 'rounded up', meaning: 'Numbers are rounded up (ceiling) on the way.', of: Math.ceil },
  {
    name: 'rounded',
    words: 'rounded to the nearest',
    meaning: 'Numbers are rounded on the way: for display, by a text format, by a column with fixed decimals.',
    of: Math.round,
  },
];

/** Modern has fewer digits than legacy: so many after the point, or so many significant ones. */
export const testCutDigits: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || !losesDigits(pairs) || !isManifest(pairs)) return null;
  const { legacy, modern } = pairs.numbers;
  const places = placesOf(modern);
  const fitting = places === null ? [] : fittingCuts(legacy, modern, places);
  // Where several cuts fit, so would a number of significant digits.
  return fitting.length > 0 ? fixedPlaces(pairs, pairs.numbers, places!, fitting) : significant(pairs, pairs.numbers);
};

/**
 * What was dropped must look like the digits of any number, spread over the last place that is kept, as shares of it. The
 * noise around numbers that are short by nature is rounded away as well, but lies near 0 (or near 1, when it is cut).
 */
function isSpread(shares: readonly number[], cut: Cut['name']): boolean {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return cut === 'rounded' ? mean > 0.17 : mean > 0.25 && mean < 0.75;
}

/** A few numbers are proof only when they keep more digits than numbers that are short by nature do. */
const elementsWanted = 8;
const keptWanted = 5;

function isManifest(pairs: Pairs): boolean {
  const distinct = distinctDiffering(pairs);
  return (
    distinct.length >= elementsWanted || distinct.some((i) => digitsOf(pairs.modern[i]!, pairs.format) >= keptWanted)
  );
}

/** The digits that were dropped say how; those that are left, that they are legacy's at all. */
function losesDigits(pairs: Pairs): boolean {
  let [dropped, kept] = [0, 0];
  for (const i of distinctDiffering(pairs)) {
    const left = digitsOf(pairs.modern[i]!, pairs.format);
    const lost = digitsOf(pairs.legacy[i]!, pairs.format) - left;
    if (lost < 0) return false;
    dropped += lost;
    kept += left;
  }
  return dropped >= digitsWanted && kept >= 4;
}

type Numbers = NonNullable<Pairs['numbers']>;

function fittingCuts(legacy: Float64Array, modern: Float64Array, places: number): Cut[] {
  if (legacy.some((x) => !Number.isFinite(x) || Math.abs(x) > 1e12) || legacy.every((x) => hasPlaces(x, places)))
    return [];
  return cuts.filter(({ of }) => legacy.every((x, i) => isCut(x, modern[i]!, places, of)));
}

function fixedPlaces(
  pairs: Pairs,
  { legacy, modern }: Numbers,
  places: number,
  fitting: readonly Cut[],
): Mechanism | null {
  // Without negative numbers, down is toward zero.
  const positive = !legacy.some((x) => x < 0);
  const chosen = positive ? fitting.filter(({ name }) => name !== 'floor') : fitting;
  const [only] = chosen;
  if (only === undefined || chosen.length > 1) return null;
  const shares = distinctDiffering(pairs).map((i) => Math.abs(legacy[i]! - modern[i]!) * 10 ** places);
  if (!isSpread(shares, only.name)) return null;
  const decimals = places === 0 ? 'integers' : `${places} decimal${places === 1 ? '' : 's'}`;
  const words = only.name === 'truncation' && positive ? 'cut toward zero (or rounded down)' : only.words;
  return {
    name: only.name,
    test: `${allEqual(legacy.length)} legacy ${words} to ${decimals}${andDiffer(pairs)}`,
    meaning: only.meaning,
  };
}

/** Scaling may round an element across a tie or an integer: what lies there passes either way. */
function isCut(x: number, y: number, places: number, of: (scaled: number) => number): boolean {
  const scaled = x * 10 ** places;
  const unit = Math.round(y * 10 ** places);
  const blur = Math.abs(scaled) * 2 ** -50;
  return of(scaled - blur) === unit || of(scaled + blur) === unit || of(scaled) === unit;
}

function significant(pairs: Pairs, { legacy, modern }: Numbers): Mechanism | null {
  const digits = Math.max(...pairs.differing.map((i) => digitsOf(modern[i]!, pairs.format)));
  if (digits < 3 || digits > 14 || legacy.some((x) => !Number.isFinite(x))) return null;
  if (!legacy.every((x, i) => Number(x.toPrecision(digits)) === modern[i])) return null;
  const shares = distinctDiffering(pairs).map((i) => {
    const place = digits - 1 - Math.floor(Math.log10(Math.abs(legacy[i]!)));
    return Math.abs(legacy[i]! - modern[i]!) * 10 ** place;
  });
  if (!isSpread(shares, 'rounded')) return null;
  return {
    name: 'significant-digits',
    test: `${allEqual(legacy.length)} legacy rounded to ${digits} significant digits${andDiffer(pairs)}`,
    meaning: 'Numbers pass through text with so many digits, such as %g of C.',
  };
}
