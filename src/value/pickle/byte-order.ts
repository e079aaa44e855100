import type { DType } from '../dtype.ts';

/** A copy of the elements with the bytes of each number the other way round. */
export function nativeOrder(type: DType, data: Uint8Array): Uint8Array {
  const size = type.kind === 'text' ? 4 : isComplex(type) ? type.itemSize / 2 : type.itemSize;
  const out = new Uint8Array(data.length);
  for (let from = 0; from + size <= data.length; from += size)
    for (let i = 0; i < size; i++) out[from + i] = data[from + size - 1 - i] as number;
  return out;
}

/** Long double complex numbers are of the kind `extended` and two numbers all the same. */
function isComplex(type: DType): boolean {
  return type.kind === 'complex' || (type.kind === 'extended' && String(type.spec).includes('c'));
}
