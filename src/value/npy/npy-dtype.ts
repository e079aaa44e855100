import { type DType, parseDType } from '../dtype.ts';
import { FileFormatError } from '../file-format-error.ts';
import type { DTypeField, DTypeSpec } from '../value.ts';
import type { PythonLiteral } from './python-literal.ts';
import { pythonText } from './python-text.ts';

const letters: Partial<Record<DType['kind'], string>> = {
  bool: 'b',
  int: 'i',
  uint: 'u',
  float: 'f',
  complex: 'c',
  bytes: 'S',
  text: 'U',
  void: 'V',
};

/**
 * An element type in the one spelling that NumPy uses: `<f8` for `f8` and `=f8`, `|u1` for `<u1`, no empty sub-array.
 *
 * @throws {RangeError} for a type that is none, or that .npy cannot hold: objects, bfloat16, a record without fields
 */
export function npyDType(spec: DTypeSpec): DTypeSpec {
  if (typeof spec === 'string') return simple(parseDType(spec), spec);
  parseDType(spec);
  if (spec.length === 0) throw new RangeError('A .npy file holds no records without fields');
  return spec.map(([name, inner, shape]): DTypeField => {
    const type = npyDType(inner);
    if (name === '' && !(typeof type === 'string' && type.startsWith('|V')))
      throw new RangeError('Only padding ("|V4") may be a field without a name');
    return shape === undefined || shape.length === 0 ? [name, type] : [name, type, [...shape]];
  });
}

function simple(type: DType, spec: string): string {
  const order = type.littleEndian ? '<' : '>';
  switch (type.kind) {
    case 'object':
      throw new RangeError('Arrays of Python objects are not read or written: their elements are pickles');
    case 'bfloat16':
      throw new RangeError('A .npy file has no bfloat16: write the array as float32, or its bytes as "|V2"');
    case 'datetime':
    case 'timedelta':
      return `${order}${type.kind === 'datetime' ? 'M' : 'm'}8${type.unit === '' ? '' : `[${type.unit}]`}`;
    case 'extended':
      return `${order}${/c/.test(spec) ? 'c' : 'f'}${type.itemSize}`;
    case 'text':
      return `${order}U${type.itemSize / 4}`;
    default: {
      const plain = type.itemSize === 1 || type.kind === 'bytes' || type.kind === 'void';
      return `${plain ? '|' : order}${letters[type.kind]}${type.itemSize}`;
    }
  }
}

/** The `descr` of a type in the spelling of `npyDType`, as Python prints it. */
export function descrText(spec: DTypeSpec): string {
  if (typeof spec === 'string') return pythonText(spec);
  const fields = spec.map(([name, type, shape]) => {
    const sub = shape === undefined ? '' : `, ${tupleText(shape)}`;
    return `(${pythonText(name)}, ${descrText(type)}${sub})`;
  });
  return `[${fields.join(', ')}]`;
}

/** Whole numbers as Python prints a tuple: `()`, `(3,)`, `(2, 3)`. */
export function tupleText(items: readonly number[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** The element type that a `descr` stands for. @throws {FileFormatError} when it stands for none */
export function dtypeOfDescr(descr: PythonLiteral): DTypeSpec {
  try {
    return npyDType(specOf(descr));
  } catch (error) {
    if (error instanceof RangeError) throw new FileFormatError(error.message, descr.at);
    throw error;
  }
}

function specOf(descr: PythonLiteral): DTypeSpec {
  if (descr.kind === 'string') return descr.text;
  if (descr.kind !== 'list')
    throw new FileFormatError('Wanted "descr" to be a type such as \'<f8\' or a list of fields', descr.at);
  return descr.items.map(fieldOf);
}

function fieldOf(field: PythonLiteral): DTypeField {
  const [name, type, shape, ...more] = field.kind === 'tuple' ? field.items : [];
  if (name === undefined || type === undefined || more.length > 0)
    throw new FileFormatError('Wanted a field of "descr" to be (name, type) or (name, type, shape)', field.at);
  const inner = specOf(type);
  return shape === undefined ? [nameOf(name), inner] : [nameOf(name), inner, shapeOf(shape)];
}

/** The name of a field. NumPy pairs it with a title where it has one, `(title, name)`; titles mean nothing to a value. */
function nameOf(literal: PythonLiteral): string {
  const name = literal.kind === 'tuple' && literal.items.length === 2 ? literal.items[1]! : literal;
  if (name.kind !== 'string') throw new FileFormatError('Wanted the name of a field to be a string', literal.at);
  return name.text;
}

/** A tuple of whole numbers. @throws {FileFormatError} when it is none */
export function shapeOf(literal: PythonLiteral): number[] {
  const items = literal.kind === 'tuple' ? literal.items : undefined;
  if (items === undefined) throw new FileFormatError('Wanted a shape to be a tuple such as (2, 3)', literal.at);
  return items.map((item) => {
    if (item.kind !== 'integer') throw new FileFormatError('Wanted a shape of whole numbers', item.at);
    return item.value;
  });
}
