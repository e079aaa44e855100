import { type DType, describeDType, parseDType } from '../value/dtype.ts';
import type { NdArrayValue } from '../value/value.ts';
import type { Container } from './container.ts';
import type { Leaf } from './leaf.ts';
import { leafName, levelWord, type TypeDrift } from './leaf-types.ts';
import type { TypeLevel } from './policy.ts';

/** Why two values, one of them at least a container, may not be compared at this level; null when they may. */
export function containerTypeDrift(
  legacy: Container | Leaf,
  modern: Container | Leaf,
  level: TypeLevel,
): TypeDrift | null {
  if (mayMeet(legacy, modern, level) || mayMeet(modern, legacy, level)) return null;
  return {
    class: 'type',
    rule: `types must be ${levelWord(level)}: legacy is ${nameOf(legacy)}, modern is ${nameOf(modern)}`,
  };
}

/** One direction of the rule; a leaf meets no container but a 0-d array. */
function mayMeet(a: Container | Leaf, b: Container | Leaf, level: TypeLevel): boolean {
  if (!('form' in a)) return false;
  if (!('form' in b)) return level === 'loose' && a.form === 'array' && a.source.shape.length === 0;
  if (a.form === 'sequence' && b.form === 'array') return sequenceMeetsArray(a, b.source, level);
  if (a.form !== b.form) return false;
  if (a.form === 'array' || a.form === 'struct' || level === 'loose') return true;
  const [left, right] = [nameOf(a), nameOf(b)];
  if (left === right) return true;
  if (level === 'strict') return false;
  if (a.form === 'sequence') return isPlainSequence(left) && isPlainSequence(right);
  // Maps of all types meet; records when their classes have the same own name, whatever module each lives in.
  if (a.form === 'map')
    return (
      b.form === 'map' &&
      a.source.kind === b.source.kind &&
      (a.source.kind === 'map' || ownName(left) === ownName(right))
    );
  return true;
}

/** A list or tuple meets a 1-D array, its rows the items; `loose` lets any nesting meet any number of dimensions. */
function sequenceMeetsArray(sequence: Container, array: NdArrayValue, level: TypeLevel): boolean {
  if (level === 'loose') return array.shape.length > 0;
  return level === 'compatible' && array.shape.length === 1 && isPlainSequence(nameOf(sequence));
}

function isPlainSequence(name: string): boolean {
  return name === 'list' || name === 'tuple';
}

function ownName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

const mapNames = { dict: 'dict', ordered: 'ordered dict', counter: 'counter', default: 'default dict' };

function nameOf(value: Container | Leaf): string {
  if (!('form' in value)) return leafName(value);
  const { source } = value;
  if (Array.isArray(source)) return 'list';
  switch (source.kind) {
    case 'ndarray':
      return `${describeDType(source.dtype)}[${source.shape.join(', ')}]`;
    case 'map':
      return mapNames[source.type];
    case 'record':
      return source.type;
    case 'scalar':
      return `${describeDType(source.dtype)} scalar`;
    default:
      return source.kind;
  }
}

/** Why the elements of two arrays, or two structured scalars, may not be compared; null when they may. */
export function dtypeDrift(
  legacy: Pick<NdArrayValue, 'dtype'>,
  modern: Pick<NdArrayValue, 'dtype'>,
  level: TypeLevel,
  bitwise: boolean,
): TypeDrift | null {
  const [l, m] = [parseDType(legacy.dtype), parseDType(modern.dtype)];
  const meets = level === 'loose' ? elementsMeet(l, m) : sameElements(l, m) && (!bitwise || sameByteOrder(l, m));
  if (meets) return null;
  return {
    class: 'dtype',
    rule: `dtypes must be ${level === 'loose' ? 'comparable' : 'equal'}: legacy is ${describeDType(legacy.dtype)}, modern is ${describeDType(modern.dtype)}`,
  };
}

/** Equal dtypes but for byte order. */
export function sameElements(a: DType, b: DType): boolean {
  if (a.kind !== b.kind || a.itemSize !== b.itemSize || a.unit !== b.unit) return false;
  return a.kind !== 'struct' || fieldsMatch(a, b, sameElements);
}

export function sameByteOrder(a: DType, b: DType): boolean {
  if (a.kind === 'struct' && b.kind === 'struct') return fieldsMatch(a, b, sameByteOrder);
  return a.littleEndian === b.littleEndian || a.itemSize === 1 || a.kind === 'bytes' || a.kind === 'void';
}

function fieldsMatch(a: DType, b: DType, match: (a: DType, b: DType) => boolean): boolean {
  const [left, right] = [a.fields!, b.fields!];
  return (
    left.length === right.length &&
    left.every((field, i) => {
      const other = right[i]!;
      return field.name === other.name && String(field.shape) === String(other.shape) && match(field.type, other.type);
    })
  );
}

const numberKinds: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'float', 'bfloat16', 'complex']);

/** What `loose` lets meet: numbers of any kind, strings or bytes of any length, dates of any unit, objects with anything. */
function elementsMeet(a: DType, b: DType): boolean {
  if (a.kind === 'object' || b.kind === 'object') return true;
  if (numberKinds.has(a.kind) && numberKinds.has(b.kind)) return true;
  if (a.kind !== b.kind) return false;
  return a.kind !== 'struct' || fieldsMatch(a, b, elementsMeet);
}
