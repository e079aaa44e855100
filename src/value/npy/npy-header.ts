import { FileFormatError } from '../file-format-error.ts';
import type { DTypeSpec } from '../value.ts';
import { dtypeOfDescr, shapeOf } from './npy-dtype.ts';
import { type PythonLiteral, parsePythonLiteral } from './python-literal.ts';

/** What the header of a .npy file says. */
export interface NpyHeader {
  readonly dtype: DTypeSpec;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Where the elements begin. */
  readonly dataAt: number;
}

/** `\x93NUMPY`, then two bytes of version. */
const magic = Buffer.from('\x93NUMPY', 'latin1');
/** NumPy's own limit on a header that may be unsafe to read, in characters. */
const maxHeaderLength = 10_000;

/** True for bytes that begin as a .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads the header: the format's versions 1.0, 2.0 and 3.0, see
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @throws {FileFormatError} when it is none, or its elements are objects
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  if (!isNpy(bytes)) throw new FileFormatError('Not a .npy file: it does not begin with \\x93NUMPY', 0);
  const [major, minor] = [bytes[6], bytes[7]];
  if (major === undefined || minor === undefined)
    throw new FileFormatError('The file ends in its header', bytes.length);
  if (major < 1 || major > 3 || minor !== 0)
    throw new FileFormatError(`Unknown version ${major}.${minor} of .npy: 1.0, 2.0 and 3.0 are read`, 6);
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw new FileFormatError('The file ends in its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataAt = start + length;
  if (dataAt > bytes.length)
    throw new FileFormatError(`The file ends in its header, which has ${length} bytes`, bytes.length);
  if (length > maxHeaderLength * (major === 3 ? 4 : 1)) throw tooLong(length);
  const text = headerText(bytes.subarray(start, dataAt), major, start);
  if (text.length > maxHeaderLength) throw tooLong(text.length);
  const placeOf = (index: number) => start + (major === 3 ? Buffer.byteLength(text.slice(0, index)) : index);
  return { ...fieldsOf(parsePythonLiteral(text, placeOf), start), dataAt };
}

function tooLong(length: number): FileFormatError {
  return new FileFormatError(`The header has ${length} characters: at most ${maxHeaderLength} are read`, 8);
}

function headerText(bytes: Uint8Array, major: number, start: number): string {
  if (major < 3) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FileFormatError('The header is not UTF-8, as version 3.0 wants it', start);
  }
}

function fieldsOf(literal: PythonLiteral, start: number): Omit<NpyHeader, 'dataAt'> {
  if (literal.kind !== 'dict') throw new FileFormatError('Wanted the header to be a dict', literal.at);
  const fields = new Map(literal.entries);
  const [descr, order, shape] = [fields.get('descr'), fields.get('fortran_order'), fields.get('shape')];
  const exact = literal.entries.length === 3;
  if (!exact || descr === undefined || order === undefined || shape === undefined)
    throw new FileFormatError('Wanted the header to have "descr", "fortran_order" and "shape", once each', start);
  if (order.kind !== 'boolean') throw new FileFormatError('Wanted "fortran_order" to be True or False', order.at);
  return { dtype: dtypeOfDescr(descr), shape: shapeOf(shape), fortranOrder: order.value };
}
