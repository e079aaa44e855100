import type { Mechanism } from '../difference.ts';
import { type Atom, digitsOf, isSame, spacing } from './atom.ts';
import { type IndexMap, indexMapsOf } from './index-map.ts';
import type { MechanismTest, Specimen } from './mechanism-test.ts';
import type { Strand } from './strand.ts';
import { all, count } from './words.ts';

const maxTried = 20_000;
/** Where an element came from is known from elements that differ from each other: so many, and so many digits in all. */
const movedWanted = 4;
const digitsWanted = 8;
/** Elements may differ in their last digits besides, in relative spacings. */
const ulps = 4;

/** Elements stand at other indices: transposed, reversed, shifted. All differing places must have gone the same way. */
export const testIndexMaps: MechanismTest = ({ strands }: Specimen) => {
  const fits = strands.map(fitsOf);
  const [first] = fits;
  if (first === undefined || first.length !== 1 || fits.some((one) => one.length !== 1)) return null;
  const { name } = first[0]!;
  return fits.every(([fit]) => fit!.name === name) ? first[0]! : null;
};

function fitsOf(strand: Strand): Mechanism[] {
  const { legacy, modern } = strand;
  if (legacy.length !== modern.length || legacy.width !== modern.width || legacy.length < movedWanted) return [];
  return indexMapsOf(legacy.shape, modern.shape).flatMap((map) => fitOf(strand, map) ?? []);
}

function fitOf({ legacy, modern }: Strand, map: IndexMap): Mechanism | null {
  const { length, width } = legacy;
  const step = Math.max(1, Math.ceil(length / maxTried));
  const moved = new Set<Atom>();
  let [tried, digits, blank] = [0, 0, 0];
  for (let i = 0; i < length; i += step) {
    const from = map.from(i);
    if (from === null) {
      blank++;
      continue;
    }
    for (let part = 0; part < width; part++) {
      const [was, is] = [legacy.at(from * width + part), modern.at(i * width + part)];
      if (!isAlike(was, is, spacing[legacy.format])) return null;
      if (isAlike(legacy.at(i * width + part), is, spacing[legacy.format]) || moved.has(was)) continue;
      moved.add(was);
      digits += digitsOf(was, legacy.format);
    }
    tried++;
  }
  if (moved.size < movedWanted || digits < digitsWanted || blank > tried / 2) return null;
  return {
    name: map.name,
    test: `${all(tried)} ${map.words}${blank > 0 ? `; ${count(blank)} at an end came from elsewhere` : ''}`,
    meaning: map.meaning,
  };
}

function isAlike(a: Atom, b: Atom, relative: number): boolean {
  if (isSame(a, b)) return true;
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  return Math.abs(a - b) <= ulps * relative * Math.max(Math.abs(a), Math.abs(b));
}
