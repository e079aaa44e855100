import { type DType, elementCount, parseDType } from './dtype.ts';
import { elementText, hasExactText } from './element-text.ts';
import { arrayBytes, isConsistent, memoryIndex } from './ndarray.ts';
import { base64Text } from './string-text.ts';
import type { NdArrayValue, ScalarValue, Value } from './value.ts';

/**
 * `{"$nd":{"dtype":…,"shape":[…],"order":"C",…}}` and the elements: `"att"`, the index of the part of the sink that holds
 * the buffer (memory order); without a sink `"data"`, a list in C (logical) order, or `"b64"`, the buffer in memory
 * order, when the text of an element would lose bits, such as the payload of a NaN.
 */
export function encodeNdArray(
  array: NdArrayValue,
  sink: { readonly parts: Uint8Array[] } | undefined,
  writeObject: (value: Value) => string,
): string {
  const type = parseDType(array.dtype);
  if (!isConsistent(array, type)) {
    throw new RangeError(`Cannot write an array of shape [${array.shape.join(', ')}]: its buffer has another size`);
  }
  const head = `{"$nd":{"dtype":${JSON.stringify(array.dtype)},"shape":[${array.shape.join(',')}],"order":"${array.order}"`;
  return `${head},${elements(array, type, sink, writeObject)}}}`;
}

function elements(
  array: NdArrayValue,
  type: DType,
  sink: { readonly parts: Uint8Array[] } | undefined,
  writeObject: (value: Value) => string,
): string {
  if (type.kind === 'object') return dataText(array, (index) => writeObject(array.objects![index]!));
  if (sink !== undefined) return `"att":${sink.parts.push(array.data) - 1}`;
  const view = arrayBytes(array);
  if (!hasExactText(type, view)) return `"b64":"${base64Text(array.data)}"`;
  return dataText(array, (index) => elementText(type, view, index * type.itemSize));
}

function dataText(array: NdArrayValue, textOf: (memoryIndex: number) => string): string {
  const count = elementCount(array.shape);
  let text = '"data":[';
  for (let i = 0; i < count; i++) {
    if (i > 0) text += ',';
    text += textOf(memoryIndex(array, i));
  }
  return `${text}]`;
}

/** `{"$np":{"dtype":"<f4","v":"0.5"}}`, or `"b64"` with the bytes in place of `v` when the text would lose bits. */
export function encodeScalar(scalar: ScalarValue): string {
  const type = parseDType(scalar.dtype);
  if (type.kind === 'object' || scalar.data.byteLength !== type.itemSize) {
    throw new RangeError(`Cannot write a scalar of ${scalar.data.byteLength} bytes: its dtype has ${type.itemSize}`);
  }
  const view = new DataView(scalar.data.buffer, scalar.data.byteOffset, scalar.data.byteLength);
  const exact = hasExactText(type, view);
  const element = exact ? `"v":${elementText(type, view, 0)}` : `"b64":"${base64Text(scalar.data)}"`;
  return `{"$np":{"dtype":${JSON.stringify(scalar.dtype)},${element}}}`;
}
