import type { DType } from './dtype.ts';
import { bytesAt, readElement, readFloat, readInteger, usedBytes } from './element.ts';
import { writeElement } from './element-parse.ts';
import { canonicalNanBits } from './float-bits.ts';
import { parseJson } from './json.ts';
import { floatText } from './number-text.ts';
import { base64Text, stringText } from './string-text.ts';

const notATime = -(2n ** 63n);

/** One element as JSON text: what `writeElement` reads. */
export function elementText(type: DType, view: DataView, at: number): string {
  switch (type.kind) {
    case 'float':
    case 'bfloat16':
      return `"${floatText(readFloat(type, view, at))}"`;
    case 'int':
    case 'uint':
      return `"${readInteger(type, view, at)}"`;
    case 'bool':
      return view.getUint8(at) === 0 ? 'false' : 'true';
    case 'complex':
      return `["${floatText(readFloat(type, view, at))}","${floatText(readFloat(type, view, at + type.itemSize / 2))}"]`;
    case 'text':
      return stringText(readElement(type, view, at) as string);
    case 'bytes':
      return `"${base64Text(bytesAt(view, at, usedBytes(view, at, type.itemSize)))}"`;
    case 'void':
      return `"${base64Text(bytesAt(view, at, type.itemSize))}"`;
    case 'extended':
      return `"${Buffer.from(bytesAt(view, at, type.itemSize)).toString('hex')}"`;
    case 'datetime':
    case 'timedelta': {
      const count = readInteger(type, view, at);
      return count === notATime ? '"NaT"' : `"${count}"`;
    }
    case 'struct':
      return `[${type.fields!.map((field) => fieldText(field, view, at + field.offset)).join(',')}]`;
    case 'object':
      throw new RangeError('An element of "|O" has no bytes');
  }
}

function fieldText(field: NonNullable<DType['fields']>[number], view: DataView, at: number): string {
  if (field.shape.length === 0) return elementText(field.type, view, at);
  const items: string[] = [];
  for (let i = 0; i < field.count; i++) items.push(elementText(field.type, view, at + i * field.type.itemSize));
  return `[${items.join(',')}]`;
}

/**
 * True when the text of every element carries all its bits. It does not for a NaN with a sign or payload, a boolean that
 * is neither 0 nor 1, and strings of code points that JSON would join or drop.
 */
export function hasExactText(type: DType, view: DataView): boolean {
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'void':
    case 'bytes':
    case 'extended':
    case 'datetime':
    case 'timedelta':
      return true;
    case 'float':
    case 'bfloat16':
    case 'complex':
      return hasPlainNans(type, view);
    case 'bool':
      return bytesAt(view, 0, view.byteLength).every((byte) => byte <= 1);
    default:
      return elementsSurvive(type, view);
  }
}

function hasPlainNans(type: DType, view: DataView): boolean {
  const size = type.kind === 'complex' ? type.itemSize / 2 : type.itemSize;
  for (let at = 0; at < view.byteLength; at += size) {
    if (Number.isNaN(readFloat(type, view, at)) && !isCanonicalNan(type, size, view, at)) return false;
  }
  return true;
}

function isCanonicalNan(type: DType, size: number, view: DataView, at: number): boolean {
  if (size === 8) return view.getBigUint64(at, type.littleEndian) === canonicalNanBits;
  if (size === 4) return view.getUint32(at, type.littleEndian) === 0x7fc00000;
  return view.getUint16(at, type.littleEndian) === (type.kind === 'bfloat16' ? 0x7fc0 : 0x7e00);
}

function elementsSurvive(type: DType, view: DataView): boolean {
  const scratch = new DataView(new ArrayBuffer(type.itemSize));
  const written = new Uint8Array(scratch.buffer);
  for (let at = 0; at < view.byteLength; at += type.itemSize) {
    written.fill(0);
    try {
      writeElement(type, parseJson(elementText(type, view, at)), scratch, 0);
    } catch {
      return false;
    }
    for (let i = 0; i < written.length; i++) if (written[i] !== view.getUint8(at + i)) return false;
  }
  return true;
}

/** False when a U element holds a number past U+10FFFF, which no string can. */
export function hasValidText(type: DType, view: DataView): boolean {
  if (!holdsText(type)) return true;
  for (let at = 0; at < view.byteLength; at += type.itemSize) if (!isValidText(type, view, at)) return false;
  return true;
}

function holdsText(type: DType): boolean {
  if (type.itemSize === 0) return false;
  return type.kind === 'text' || (type.kind === 'struct' && type.fields!.some((field) => holdsText(field.type)));
}

function isValidText(type: DType, view: DataView, at: number): boolean {
  if (type.kind === 'text') {
    const end = at + type.itemSize;
    for (let i = at; i < end; i += 4) if (view.getUint32(i, type.littleEndian) > 0x10ffff) return false;
    return true;
  }
  return (type.fields ?? []).every((field) => {
    const from = at + field.offset;
    const part = new DataView(view.buffer, view.byteOffset + from, field.count * field.type.itemSize);
    return hasValidText(field.type, part);
  });
}
