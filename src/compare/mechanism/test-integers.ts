import type { Mechanism } from '../difference.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { distinctDiffering } from './proof.ts';
import { allEqual, andDiffer } from './words.ts';

type Integers = NonNullable<Pairs['integers']>;

/** Integers that went through a type too small for them. */
export const testIntegers: MechanismTest = ({ pairs }) => {
  if (pairs?.integers == null) return null;
  return collapsed(pairs, pairs.integers) ?? narrowed(pairs, pairs.integers);
};

function collapsed(pairs: Pairs, { legacy, modern }: Integers): Mechanism | null {
  if (!modern.every((x, i) => x === BigInt(Number(legacy[i]!)))) return null;
  return {
    name: 'integer-through-double',
    test: `${allEqual(modern.length)} the double nearest to legacy${andDiffer(pairs)}`,
    meaning:
      'Integers pass through a 64-bit float, which skips integers beyond 2^53: JSON in JavaScript, a spreadsheet.',
  };
}

const widths = [8, 16, 32, 64] as const;
const forms = [
  { how: 'wrap', signed: true, into: (bits: number, x: bigint) => BigInt.asIntN(bits, x) },
  { how: 'wrap', signed: false, into: (bits: number, x: bigint) => BigInt.asUintN(bits, x) },
  { how: 'saturate', signed: true, into: (bits: number, x: bigint) => clamp(x, -lead(bits), lead(bits) - 1n) },
  { how: 'saturate', signed: false, into: (bits: number, x: bigint) => clamp(x, 0n, 2n * lead(bits) - 1n) },
] as const;

const lead = (bits: number) => 1n << BigInt(bits - 1);
const clamp = (x: bigint, low: bigint, high: bigint) => (x < low ? low : x > high ? high : x);

/** Every integer of modern is legacy's, wrapped or cut into a type of so many bits. */
function narrowed(pairs: Pairs, { legacy, modern }: Integers): Mechanism | null {
  for (const bits of widths) {
    for (const { how, signed, into } of forms) {
      if (!modern.every((x, i) => x === into(bits, legacy[i]!))) continue;
      if (!isTelling(pairs, modern, bits)) continue;
      const type = `${signed ? '' : 'u'}int${bits}`;
      const verb = how === 'wrap' ? `legacy modulo 2^${bits} as ${type}` : `legacy cut to the range of ${type}`;
      return {
        name: how === 'wrap' ? 'integer-wrap' : 'integer-saturation',
        test: `${allEqual(modern.length)} ${verb}${andDiffer(pairs)}`,
        meaning: `Integers pass through ${type}, which is too small for them${how === 'wrap' ? ' and wraps round' : ''}.`,
      };
    }
  }
  return null;
}

/** A difference of 256 may be many things; one of 2^32 is hardly anything else. Negative 0-like results tell nothing. */
function isTelling(pairs: Pairs, modern: readonly bigint[], bits: number): boolean {
  const distinct = distinctDiffering(pairs).filter((i) => modern[i] !== 0n);
  return distinct.length >= (bits >= 32 ? 1 : 3);
}
