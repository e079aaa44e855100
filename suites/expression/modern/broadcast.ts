import type { Elements } from './dtype.ts';
import { MemoryError, ValueError } from './errors.ts';
import { sizeOfShape } from './operand.ts';

/** Elements of one result: bound shapes could otherwise multiply to anything. */
const maxElements = 2 ** 27;

/**
 * The common shape of two arrays by NumPy's rule: from the last axis on, equal lengths, or one of them 1.
 *
 * @throws {ValueError} when there is none
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new ValueError(`operands could not be broadcast together with shapes (${a.join(',')}) (${b.join(',')})`);
    }
    shape.push(x === 1 ? y : x);
  }
  if (sizeOfShape(shape) > maxElements)
    throw new MemoryError(`Unable to allocate an array of shape (${shape.join(',')})`);
  return shape;
}

/** The elements of an array laid out for a broadcast shape, and how far to step from one to the next (0 for a single one). */
export function spread(
  data: Elements,
  from: readonly number[],
  to: readonly number[],
  width: 1 | 2,
): { data: Elements; step: 0 | 1 } {
  const count = sizeOfShape(from);
  if (count === 1) return { data, step: 0 };
  if (count === sizeOfShape(to)) return { data, step: 1 };
  const out = new (data.constructor as new (length: number) => Float64Array)(sizeOfShape(to) * width);
  const lengths = [...Array<number>(to.length - from.length).fill(1), ...from];
  for (let at = 0; at < out.length / width; at++) {
    let rest = at;
    let source = 0;
    let stride = 1;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      const length = lengths[axis]!;
      if (length > 1) source += (rest % to[axis]!) * stride;
      rest = Math.floor(rest / to[axis]!);
      stride *= length;
    }
    for (let part = 0; part < width; part++) out[at * width + part] = data[source * width + part] as number;
  }
  return { data: out, step: 1 };
}
