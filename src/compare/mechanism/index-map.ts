import { indicesOf } from '../../value/ndarray.ts';

/** Where each element of modern would come from in legacy, were this mechanism at work. */
export interface IndexMap {
  readonly name: string;
  readonly words: string;
  readonly meaning: string;
  /** Flat index in modern to that in legacy, both in C order; null where legacy has none. */
  from(index: number): number | null;
}

const transposed = 'Rows and columns are exchanged, or memory in Fortran order is read in C order.';
const reversed = 'The direction of an axis is turned round.';
const shifted = 'An index starts at 1 on one side and at 0 on the other, or a loop starts or ends one element off.';
const rolled = 'Elements are moved round by some places: another origin, a zero frequency in the middle, a lag.';

/** The index maps that these shapes allow, without those that are the identity or say the same as another. */
export function indexMapsOf(legacy: readonly number[], modern: readonly number[]): IndexMap[] {
  const same = legacy.join() === modern.join();
  const maps: IndexMap[] = [];
  if (legacy.filter((size) => size > 1).length >= 2) maps.push(...transpositions(legacy, modern));
  if (!same) return maps;
  for (const [axis, size] of legacy.entries()) {
    if (size < 2) continue;
    const where = legacy.length === 1 ? '' : ` along axis ${axis}`;
    // Two rows turned round are two rows exchanged and two rows moved by one.
    if (size > 2)
      maps.push(along(legacy, axis, 'reversed', `stand in reverse order${where}`, reversed, (i) => size - 1 - i));
    if (size > 3) maps.push(...shifts(legacy, axis, size, where));
  }
  if (legacy.length > 1) maps.push(flipped(legacy));
  return maps;
}

function transpositions(legacy: readonly number[], modern: readonly number[]): IndexMap[] {
  const turned = [...legacy].reverse();
  const strides = stridesOf(legacy);
  const from = (index: number) => {
    const indices = indicesOf(turned, index).reverse();
    return indices.reduce((flat, i, axis) => flat + i * strides[axis]!, 0);
  };
  const words = 'equal the one of legacy with its indices in reverse order';
  if (modern.join() === turned.join()) return [{ name: 'transposition', words, meaning: transposed, from }];
  // The elements of the transposed array in a shape of the old one.
  if (modern.join() !== legacy.join()) return [];
  return [{ name: 'memory-order', words: `${words}, read in the old shape`, meaning: transposed, from }];
}

function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** A map of the index of one axis. */
function along(
  shape: readonly number[],
  axis: number,
  name: string,
  words: string,
  meaning: string,
  of: (index: number) => number | null,
): IndexMap {
  const stride = stridesOf(shape)[axis]!;
  const size = shape[axis]!;
  const from = (index: number) => {
    const at = Math.floor(index / stride) % size;
    const source = of(at);
    return source === null ? null : index + (source - at) * stride;
  };
  return { name, words, meaning, from };
}

function flipped(shape: readonly number[]): IndexMap {
  const last = shape.reduce((product, size) => product * size, 1) - 1;
  return { name: 'reversed', words: 'stand in reverse order along all axes', meaning: reversed, from: (i) => last - i };
}

function shifts(shape: readonly number[], axis: number, size: number, where: string): IndexMap[] {
  const inside = (i: number) => (i >= 0 && i < size ? i : null);
  return [1, -1]
    .flatMap((k) => {
      const words = (end: string) => `equal legacy's element ${k > 0 ? 'before' : 'after'} them${where}${end}`;
      return [along(shape, axis, 'off-by-one-index', words(''), shifted, (i) => inside(i - k))];
    })
    .concat(
      // The zero frequency in the middle: fftshift and its inverse.
      [Math.floor(size / 2), Math.ceil(size / 2)]
        .filter((k, i, all) => all.indexOf(k) === i && k > 1 && size - k > 1)
        .map((k) =>
          along(
            shape,
            axis,
            'rolled',
            `equal legacy moved round by ${k} of ${size} places${where}`,
            rolled,
            (i) => (i - k + size) % size,
          ),
        ),
    );
}
