import type { DType, StructField } from './dtype.ts';
import { excerpt } from './excerpt.ts';
import { bfloat16Bits, float16Bits } from './float-bits.ts';
import type { JsonTree } from './json.ts';
import { parseFloatText, parseIntegerText } from './number-text.ts';
import { parseBase64, parseUtf16Hex } from './string-text.ts';

/**
 * Writes one element from its JSON: integer text, float text, `[re, im]`, a boolean, a string, base64 for S and V,
 * hexadecimal bytes for long doubles, `NaT` or integer text for dates, a list per record with a flat list per sub-array.
 * Bare number tokens do for numbers. Floats are rounded to the width of the dtype, half to even.
 *
 * @throws {RangeError} when the JSON is not such an element or does not fit into the dtype
 */
export function writeElement(type: DType, tree: JsonTree, view: DataView, at: number): void {
  switch (type.kind) {
    case 'float':
    case 'bfloat16':
      writeFloat(type, tree, view, at);
      break;
    case 'int':
    case 'uint':
      writeInteger(type, integerOf(type, tree), view, at);
      break;
    case 'bool':
      if (typeof tree !== 'boolean') throw misfit(type, tree, 'true or false');
      view.setUint8(at, tree ? 1 : 0);
      break;
    case 'complex': {
      const [re, im] = listOf(type, tree, 2);
      writeFloat(type, re!, view, at);
      writeFloat(type, im!, view, at + type.itemSize / 2);
      break;
    }
    case 'text':
      writeText(type, tree, view, at);
      break;
    case 'bytes':
    case 'void':
      writeBytes(type, tree, view, at, typeof tree === 'string' ? parseBase64(tree) : null);
      break;
    case 'extended':
      writeBytes(type, tree, view, at, hexBytes(tree));
      break;
    case 'datetime':
    case 'timedelta':
      writeInteger(type, tree === 'NaT' ? -(2n ** 63n) : integerOf(type, tree), view, at);
      break;
    case 'struct': {
      const items = listOf(type, tree, type.fields!.length);
      for (const [i, field] of type.fields!.entries()) writeField(field, items[i]!, view, at + field.offset);
      break;
    }
    case 'object':
      throw misfit(type, tree, 'no bytes');
  }
}

function writeField(field: StructField, tree: JsonTree, view: DataView, at: number): void {
  if (field.shape.length === 0) {
    writeElement(field.type, tree, view, at);
    return;
  }
  const items = listOf(field.type, tree, field.count);
  for (let i = 0; i < field.count; i++) writeElement(field.type, items[i]!, view, at + i * field.type.itemSize);
}

function writeFloat(type: DType, tree: JsonTree, view: DataView, at: number): void {
  const value = typeof tree === 'string' ? parseFloatText(tree) : typeof tree === 'bigint' ? Number(tree) : tree;
  if (typeof value !== 'number' || (typeof tree === 'bigint' && BigInt(value) !== tree)) {
    throw misfit(type, tree, 'a float such as "0.5", "nan", "-inf"');
  }
  const size = type.kind === 'complex' ? type.itemSize / 2 : type.itemSize;
  const { littleEndian } = type;
  if (type.kind === 'bfloat16') {
    const bits = bfloat16Bits(value);
    if ((bits & 0x7fff) === 0x7f80) refuseOverflow(type, tree, value);
    view.setUint16(at, bits, littleEndian);
  } else if (size === 8) view.setFloat64(at, value, littleEndian);
  else if (size === 4) {
    if (!Number.isFinite(Math.fround(value))) refuseOverflow(type, tree, value);
    view.setFloat32(at, value, littleEndian);
  } else {
    const bits = float16Bits(value);
    if ((bits & 0x7fff) === 0x7c00) refuseOverflow(type, tree, value);
    view.setUint16(at, bits, littleEndian);
  }
}

function refuseOverflow(type: DType, tree: JsonTree, value: number): void {
  if (Number.isFinite(value)) throw misfit(type, tree, 'a number in its range');
}

function integerOf(type: DType, tree: JsonTree): bigint {
  const value = typeof tree === 'string' ? parseIntegerText(tree) : tree;
  if (typeof value !== 'bigint') throw misfit(type, tree, 'an integer such as "42"');
  const bits = type.itemSize * 8;
  if ((type.kind === 'uint' ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value)) !== value) {
    throw misfit(type, tree, 'an integer in its range');
  }
  return value;
}

function writeInteger(type: DType, value: bigint, view: DataView, at: number): void {
  switch (type.itemSize) {
    case 1:
      view.setUint8(at, Number(value & 0xffn));
      break;
    case 2:
      view.setUint16(at, Number(value & 0xffffn), type.littleEndian);
      break;
    case 4:
      view.setUint32(at, Number(value & 0xffffffffn), type.littleEndian);
      break;
    default:
      view.setBigUint64(at, value, type.littleEndian);
      break;
  }
}

function writeText(type: DType, tree: JsonTree, view: DataView, at: number): void {
  const hex = tree instanceof Map && tree.size === 1 ? tree.get('$u16') : undefined;
  const text = typeof hex === 'string' ? parseUtf16Hex(hex) : tree;
  if (typeof text !== 'string') throw misfit(type, tree, 'a string');
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  if (points.length * 4 > type.itemSize) throw misfit(type, tree, `at most ${type.itemSize / 4} characters`);
  for (const [i, point] of points.entries()) view.setUint32(at + 4 * i, point, type.littleEndian);
}

function writeBytes(type: DType, tree: JsonTree, view: DataView, at: number, bytes: Uint8Array | null): void {
  const fits =
    bytes !== null && (type.kind === 'bytes' ? bytes.length <= type.itemSize : bytes.length === type.itemSize);
  if (!fits) {
    const size = `${type.kind === 'bytes' ? 'at most ' : ''}${type.itemSize} bytes`;
    throw misfit(type, tree, `${size} in ${type.kind === 'extended' ? 'hexadecimal' : 'base64'}`);
  }
  new Uint8Array(view.buffer, view.byteOffset + at, type.itemSize).set(bytes);
}

function hexBytes(tree: JsonTree): Uint8Array | null {
  return typeof tree === 'string' && tree.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(tree)
    ? Buffer.from(tree, 'hex')
    : null;
}

function listOf(type: DType, tree: JsonTree, length: number): JsonTree[] {
  if (!Array.isArray(tree) || tree.length !== length) throw misfit(type, tree, `a list of ${length}`);
  return tree;
}

function misfit(type: DType, tree: JsonTree, wanted: string): RangeError {
  const found =
    typeof tree === 'string'
      ? excerpt(tree)
      : Array.isArray(tree)
        ? `a list of ${tree.length}`
        : `${tree instanceof Map ? 'an object' : tree}`;
  const name = typeof type.spec === 'string' ? `"${type.spec}"` : 'a structured type';
  return new RangeError(`Invalid element of ${name}: wanted ${wanted}, found ${found.slice(0, 80)}`);
}
