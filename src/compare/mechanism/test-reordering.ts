import type { Mechanism } from '../difference.ts';
import { type Atom, digitsOf, isSame } from './atom.ts';
import type { MechanismTest } from './mechanism-test.ts';
import type { Series } from './series.ts';
import type { Strand } from './strand.ts';
import { allAre, count, elements } from './words.ts';

/** Sorting and counting need all elements. */
const maxElements = 2 ** 17;
const digitsWanted = 8;

/** The same elements in another order: sorted, two of them exchanged, two rows exchanged, or any other. */
export const testReordering: MechanismTest = ({ strands }) =>
  exchangedPlaces(strands) ?? sameOf(strands.map(reordered));
/** Elements that are missing, or there twice, in one stretch. */
export const testLengths: MechanismTest = ({ strands }) => sameOf(strands.map(stretch));

/** Two single results, such as two keys of a map, each in the other's place. */
function exchangedPlaces(strands: readonly Strand[]): Mechanism | null {
  const [one, other, ...more] = strands;
  if (one === undefined || other === undefined || more.length > 0) return null;
  if ([one, other].some(({ legacy, modern }) => legacy.length * legacy.width + modern.length * modern.width !== 2))
    return null;
  const [a, b] = [one.legacy.at(0), other.legacy.at(0)];
  if (!isSame(a, other.modern.at(0)) || !isSame(b, one.modern.at(0)) || !isEnough([a, b], one.legacy)) return null;
  return {
    name: 'swapped-results',
    test: "two places hold each other's value, to the last bit",
    meaning: "Two results are given in each other's place.",
  };
}

function sameOf(fits: readonly (Mechanism | null)[]): Mechanism | null {
  const [first] = fits;
  if (first == null || fits.some((fit) => fit?.name !== first.name)) return null;
  return first;
}

function atomsOf(series: Series): Atom[] {
  return Array.from({ length: series.length }, (_, i) => series.at(i));
}

function reordered({ legacy, modern }: Strand): Mechanism | null {
  if (legacy.length !== modern.length || legacy.width + modern.width > 2 || legacy.length > maxElements) return null;
  if (legacy.shape.join() !== modern.shape.join()) return null;
  const [left, right] = [atomsOf(legacy), atomsOf(modern)];
  const moved = left.flatMap((atom, i) => (isSame(atom, right[i]!) ? [] : [i]));
  if (
    !isEnough(
      moved.map((i) => left[i]!),
      legacy,
    ) ||
    !isSameMultiset(
      moved.map((i) => left[i]!),
      moved.map((i) => right[i]!),
    )
  )
    return null;
  return (
    exchangedElements(left, moved) ??
    exchangedRows(legacy, left, right, moved) ??
    sorted(left, right) ??
    inAnyOrder(left, moved)
  );
}

function isEnough(atoms: readonly Atom[], { format }: Series): boolean {
  const distinct = new Set(atoms);
  let digits = 0;
  for (const atom of distinct) digits += digitsOf(atom, format);
  return distinct.size >= 2 && digits >= digitsWanted;
}

const keyOf = (atom: Atom) =>
  `${typeof atom === 'bigint' ? 'number' : typeof atom} ${Object.is(atom, -0) ? '-0' : String(atom)}`;

function isSameMultiset(a: readonly Atom[], b: readonly Atom[]): boolean {
  const counts = new Map<string, number>();
  for (const atom of a) counts.set(keyOf(atom), (counts.get(keyOf(atom)) ?? 0) + 1);
  for (const atom of b) {
    const left = counts.get(keyOf(atom)) ?? 0;
    if (left === 0) return false;
    counts.set(keyOf(atom), left - 1);
  }
  return true;
}

function exchangedElements(left: readonly Atom[], moved: readonly number[]): Mechanism | null {
  if (moved.length !== 2) return null;
  // Of three elements, two exchanged ones may be a reversal as well.
  if (left.length < 4) return null;
  return {
    name: 'swapped-elements',
    test: `elements ${moved[0]} and ${moved[1]} are exchanged, the other ${elements(left.length - 2)} agree`,
    meaning: "Two results are given in each other's place.",
  };
}

/** Rows or columns of a table. */
function exchangedRows(
  { shape }: Series,
  left: readonly Atom[],
  right: readonly Atom[],
  moved: readonly number[],
): Mechanism | null {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) return null;
  for (const [what, lines, of, at] of [
    ['rows', rows, (i: number) => Math.floor(i / columns), (line: number, i: number) => line * columns + (i % columns)],
    [
      'columns',
      columns,
      (i: number) => i % columns,
      (line: number, i: number) => Math.floor(i / columns) * columns + line,
    ],
  ] as const) {
    const [one, other, ...more] = [...new Set(moved.map(of))];
    if (one === undefined || other === undefined || more.length > 0 || lines < 3) continue;
    if (!moved.every((i) => isSame(right[i]!, left[at(of(i) === one ? other : one, i)]!))) continue;
    return {
      name: `swapped-${what}`,
      test: `${what} ${one} and ${other} are exchanged, the other ${count(lines - 2)} agree`,
      meaning: "Two results are given in each other's place.",
    };
  }
  return null;
}

function isAscending(atoms: readonly Atom[]): boolean {
  return atoms.every(
    (atom, i) => i === 0 || (typeof atom === typeof atoms[i - 1] && atom !== null && atoms[i - 1]! <= atom),
  );
}

function sorted(left: readonly Atom[], right: readonly Atom[]): Mechanism | null {
  const meaning = 'One side sorts its results, or walks a set or map in the order of its keys.';
  for (const [atoms, other, side] of [
    [right, left, 'modern'],
    [left, right, 'legacy'],
  ] as const) {
    for (const direction of ['ascending', 'descending'] as const) {
      const inOrder = (list: readonly Atom[]) => isAscending(direction === 'ascending' ? list : [...list].reverse());
      if (atoms.length < 4 || !inOrder(atoms) || isAscending(other) || isAscending([...other].reverse())) continue;
      return {
        name: 'sorted',
        test: `${side} holds the same ${elements(left.length)} in ${direction} order, the other side does not`,
        meaning,
      };
    }
  }
  return null;
}

function inAnyOrder(left: readonly Atom[], moved: readonly number[]): Mechanism | null {
  if (moved.length < 4) return null;
  return {
    name: 'reordered',
    test: `${allAre(left.length)} the same in another order, ${count(moved.length)} of them moved`,
    meaning: 'The order of results is another: a set or map walked in its own order, or work done in parallel.',
  };
}

/** One side is the other without some elements that follow each other. */
function stretch({ legacy, modern }: Strand): Mechanism | null {
  if (legacy.length === modern.length || legacy.width + modern.width > 2) return null;
  if (Math.max(legacy.length, modern.length) > maxElements || legacy.shape.length !== modern.shape.length) return null;
  // A table may lose rows; a column lost from it changes the place of everything.
  if (legacy.shape.slice(1).join() !== modern.shape.slice(1).join()) return null;
  const dropped = modern.length < legacy.length;
  const [long, short] = dropped ? [atomsOf(legacy), atomsOf(modern)] : [atomsOf(modern), atomsOf(legacy)];
  const lost = long.length - short.length;
  if (lost > long.length / 2 || !isEnough(short, legacy)) return null;
  let start = 0;
  while (start < short.length && isSame(long[start]!, short[start]!)) start++;
  let end = 0;
  while (end < short.length && isSame(long.at(-1 - end)!, short.at(-1 - end)!)) end++;
  if (start + end < short.length) return null;
  return lengthWords(dropped, lost, Math.min(start, short.length), long);
}

function lengthWords(dropped: boolean, lost: number, start: number, long: readonly Atom[]): Mechanism {
  const kept = long.length - lost;
  const place = start === kept ? 'at the end' : start === 0 ? 'at the start' : `at index ${start}`;
  const twice = !dropped && start > 0 && lost === 1 && isSame(long[start]!, long[start - 1]!);
  const name = dropped ? 'dropped-elements' : twice ? 'duplicated-element' : 'extra-elements';
  return {
    name,
    test: `modern ${dropped ? 'lacks' : 'has'} ${elements(lost)} ${dropped ? '' : 'more '}${place}, the other ${count(kept)} agree in their order`.replace(
      / +/g,
      ' ',
    ),
    meaning: dropped
      ? 'A loop or slice ends or starts early, an end is exclusive on one side, or a row is filtered out.'
      : 'An end is inclusive on one side only, or an element is taken twice.',
  };
}
