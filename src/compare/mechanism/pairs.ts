import { type Atom, integerOf, isSame, numberOf, spacing } from './atom.ts';
import type { Pairs } from './mechanism-test.ts';
import type { Series } from './series.ts';
import type { Strand } from './strand.ts';

/** A test of more elements than this proves nothing more. Of a longer series so many differing and so many equal ones are taken. */
const maxPairs = 20_000;
const maxScanned = 2 ** 22;

/** The elements of these strands, pooled; null when those of some strand do not pair. */
export function pairsOf(strands: readonly Strand[]): Pairs | null {
  if (strands.some(({ legacy, modern }) => !pairs(legacy, modern))) return null;
  const legacy: Atom[] = [];
  const modern: Atom[] = [];
  for (const strand of strands) {
    for (const index of picked(strand, Math.max(1, Math.floor(maxPairs / strands.length)))) {
      legacy.push(strand.legacy.at(index));
      modern.push(strand.modern.at(index));
    }
  }
  const differing = legacy.flatMap((atom, i) => (isSame(atom, modern[i]!) ? [] : [i]));
  const formats = {
    legacy: coarsest(strands.map((strand) => strand.legacy)),
    modern: coarsest(strands.map((strand) => strand.modern)),
  };
  const first = strands[0]!;
  const total = strands.reduce((sum, strand) => sum + strand.legacy.length, 0);
  return {
    legacy,
    modern,
    differing,
    numbers: numbersOf(legacy, modern),
    integers: integersOf(legacy, modern),
    format: spacing[formats.legacy] > spacing[formats.modern] ? formats.legacy : formats.modern,
    formats,
    types: { legacy: first.legacy.type, modern: first.modern.type },
    instants: strands.every((strand) => strand.legacy.instants && strand.modern.instants),
    // Parts of a sample no longer alternate.
    complex: strands.every((strand) => strand.legacy.width === 2) && legacy.length === 2 * total,
    total,
  };
}

function pairs(legacy: Series, modern: Series): boolean {
  return legacy.length === modern.length && legacy.width === modern.width && sameShape(legacy, modern);
}

function sameShape(legacy: Series, modern: Series): boolean {
  return legacy.shape.join() === modern.shape.join();
}

function coarsest(series: readonly Series[]) {
  return series.map(({ format }) => format).reduce((a, b) => (spacing[b] > spacing[a] ? b : a));
}

/** Indices of atoms: all, or as many differing and as many equal ones, spread evenly. */
function picked({ legacy, modern }: Strand, most: number): number[] {
  const atoms = legacy.length * legacy.width;
  if (atoms <= most) return Array.from({ length: atoms }, (_, i) => i);
  const different: number[] = [];
  const equal: number[] = [];
  const scanned = Math.min(atoms, maxScanned);
  for (let i = 0; i < scanned; i++) (isSame(legacy.at(i), modern.at(i)) ? equal : different).push(i);
  const half = Math.ceil(most / 2);
  return [...spread(different, half), ...spread(equal, half)].sort((a, b) => a - b);
}

function spread(indices: readonly number[], most: number): number[] {
  if (indices.length <= most) return [...indices];
  return Array.from({ length: most }, (_, i) => indices[Math.floor((i * indices.length) / most)]!);
}

function numbersOf(legacy: readonly Atom[], modern: readonly Atom[]): Pairs['numbers'] {
  const [left, right] = [legacy.map(numberOf), modern.map(numberOf)];
  if (!left.every((x) => x !== null) || !right.every((x) => x !== null)) return null;
  return { legacy: Float64Array.from(left), modern: Float64Array.from(right) };
}

function integersOf(legacy: readonly Atom[], modern: readonly Atom[]): Pairs['integers'] {
  const [left, right] = [legacy.map(integerOf), modern.map(integerOf)];
  if (!left.every((x) => x !== null) || !right.every((x) => x !== null)) return null;
  return { legacy: left, modern: right };
}
