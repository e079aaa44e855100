import type { Mechanism } from '../difference.ts';
import { isSame } from './atom.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { allEqual, andDiffer } from './words.ts';

/** Fraction bits in use, of the 23 that binary32 has after the leading one. */
function bitsUsed(x: number): number {
  const cell = new DataView(new ArrayBuffer(4));
  cell.setFloat32(0, x);
  const fraction = cell.getUint32(0) & 0x7fffff;
  const trailing = 31 - Math.clz32(fraction & -fraction);
  return fraction === 0 ? 0 : 23 - trailing;
}

/** A short number such as 0.5 or 3 is a binary32 anyway: only those that need most of its bits tell something. */
const tellingBits = 14;

/** Of numbers rounded at random the mean is 0.25; noise around numbers that are binary32 by nature is far below. */
const meanShare = { many: 0.17, few: 0.1 } as const;

/** Every element of one side is the other's, rounded to binary32. */
export const testFloat32: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null) return null;
  const { legacy, modern } = pairs.numbers;
  if (pairs.formats.legacy === 'f8' && isRounded(pairs, legacy, modern, pairs.modern))
    return words(pairs, 'legacy', 'modern');
  if (pairs.formats.modern === 'f8' && isRounded(pairs, modern, legacy, pairs.legacy))
    return words(pairs, 'modern', 'legacy');
  return null;
};

function isRounded({ differing }: Pairs, wide: Float64Array, narrow: Float64Array, atoms: Pairs['legacy']): boolean {
  if (!narrow.every((x, i) => Object.is(x, Math.fround(wide[i]!)) && isSame(atoms[i]!, x))) return false;
  const telling = differing.filter((i) => Number.isFinite(narrow[i]!) && bitsUsed(narrow[i]!) >= tellingBits);
  // A number that many elements are rounded to shows one share, not many.
  const distinct = [...new Map(telling.map((i) => [narrow[i]!, i])).values()];
  return distinct.length > 0 && isSpread(distinct, wide, narrow);
}

/** What was rounded away must look like it, as a share of the spacing of binary32. */
function isSpread(indices: readonly number[], wide: Float64Array, narrow: Float64Array): boolean {
  const shares = indices.map((i) => {
    const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(narrow[i]!))));
    return Math.abs(wide[i]! - narrow[i]!) / 2 ** (exponent - 23);
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return mean >= (shares.length < 8 ? meanShare.few : meanShare.many);
}

function words(pairs: Pairs, wide: string, narrow: string): Mechanism {
  return {
    name: 'float32-round-trip',
    test: `${allEqual(pairs.legacy.length)} fround(${wide})${andDiffer(pairs)}`,
    meaning: `Numbers pass through 32-bit floats on the way in ${narrow}: an array, a file or a column of that type.`,
  };
}
