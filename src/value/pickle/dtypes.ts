import { parseDType } from '../dtype.ts';
import type { DTypeField, DTypeSpec, DTypeValue, Value } from '../value.ts';
import { badArguments, flag, itemsOf, rawBytes, tagged, wholeNumber } from './arguments.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import type { SubArray } from './sub-array.ts';

const nameForm = /^([biufcSUVOMm])(\d{0,10})$/;
const dateUnit = /^(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as|generic)$/;

/** `numpy.dtype('f8', False, True)`: the letter and size. Byte order, fields and the rest come by BUILD. */
export function newDType(args: readonly Item[], machine: Machine): Value {
  const [name] = args;
  const match = typeof name === 'string' ? nameForm.exec(name) : null;
  const isPlain = args.length === 1 || (args.length === 3 && args.slice(1).every((one) => flag(one) !== undefined));
  if (match === null || !isPlain) badArguments(machine, 'numpy.dtype', 'a type such as "f8" and two flags');
  const dtype: DTypeSpec = checked(machine, withOrder(match[1] as string, match[2] as string, '<'));
  machine.charge(120);
  const made: DTypeValue = { kind: 'dtype', dtype };
  machine.dtypes.add(made);
  machine.unfinished.add(made);
  return made;
}

function withOrder(letter: string, size: string, order: string): string {
  if (letter === 'O') return '|O';
  const hasNoOrder = 'bSV'.includes(letter) || (size === '1' && 'iu'.includes(letter));
  return `${hasNoOrder ? '|' : order}${letter}${size}`;
}

function checked<T extends DTypeSpec>(machine: Machine, spec: T): T {
  try {
    parseDType(spec);
  } catch (error) {
    machine.refuse((error as Error).message);
  }
  return spec;
}

/** `(version, byte order, sub-array, names, fields, size, alignment, flags[, metadata])`. */
export function buildDType(machine: Machine, made: { dtype: DTypeSpec }, state: Value): void {
  const parts = itemsOf(state) ?? [];
  const version = wholeNumber(parts[0], 3, 4);
  const order = textOf(machine, parts[1]);
  if (version === undefined || parts.length !== version + 5 || typeof made.dtype !== 'string')
    badState(machine, 'a state of version 3 or 4');
  if (order === undefined || !/^[<>|=]$/.test(order)) badState(machine, 'a byte order');
  const [, , sub, names, fields, size, alignment, flags] = parts as Value[];
  if (wholeNumber(size, -1, 2 ** 30) === undefined || wholeNumber(alignment, -1, 64) === undefined)
    badState(machine, 'a size and an alignment');
  if (wholeNumber(flags, -128, 2 ** 32) === undefined) badState(machine, 'flags');
  if (sub !== null) machine.subArrays.set(made, subArrayOf(machine, sub as Value, made.dtype, size));
  else if (names !== null) made.dtype = structured(machine, names as Value, fields as Value, Number(size), made.dtype);
  else {
    if (fields !== null) badState(machine, 'names for its fields');
    made.dtype = simple(machine, made.dtype, order, Number(size), version === 4 ? (parts[8] as Value) : null);
  }
  machine.unfinished.delete(made);
}

function badState(machine: Machine, wanted: string): never {
  return machine.refuse(`The state of "numpy.dtype" wants ${wanted}`);
}

/** A name in the state: text, or bytes when the writer was Python 2. */
function textOf(machine: Machine, item: Value | undefined): string | undefined {
  if (typeof item === 'string') return item;
  const data = rawBytes(machine, item);
  return data === undefined ? undefined : Buffer.from(data).toString('latin1');
}

function simple(machine: Machine, known: string, order: string, size: number, metadata: Value): DTypeSpec {
  const letter = known.charAt(1);
  const { itemSize } = parseDType(known);
  if (size !== -1 && size !== itemSize && letter !== 'O') badState(machine, `the size ${itemSize}`);
  const unit = letter === 'M' || letter === 'm' ? unitOf(machine, metadata) : '';
  if (unit === '' && metadata !== null && itemsOf(metadata) === undefined)
    badState(machine, 'no metadata: it would be lost');
  return checked(machine, `${withOrder(letter, known.slice(2), order === '>' ? '>' : '<')}${unit}`);
}

/** `(metadata, (unit, count, 1, 1))` of a date or time span. */
function unitOf(machine: Machine, metadata: Value): string {
  const [dict, unit] = itemsOf(metadata) ?? [null, null];
  const [name, count, divisor] = itemsOf(unit) ?? [];
  const text = textOf(machine, name);
  const steps = wholeNumber(count, 1, 2 ** 31 - 1);
  const isPlain = dict === null || tagged(dict, 'map')?.entries.length === 0;
  if (!isPlain || text === undefined || !dateUnit.test(text) || steps === undefined || divisor !== 1n)
    badState(machine, 'a unit of time');
  return text === 'generic' ? '' : `[${steps === 1 ? '' : steps}${text}]`;
}

function subArrayOf(machine: Machine, sub: Value, known: string, size: Value | undefined): SubArray {
  const [base, dimensions] = itemsOf(sub) ?? [];
  const type = tagged(base, 'dtype');
  const shape = shapeOf(dimensions) ?? shapeOf({ kind: 'tuple', items: [dimensions ?? null] });
  if (type === undefined || shape === undefined || !machine.dtypes.has(type) || machine.subArrays.has(type))
    badState(machine, 'an element type and a shape for its sub-array');
  const count = shape.reduce((product, one) => product * one, 1);
  const bytes = parseDType(type.dtype).itemSize * count;
  if (!Number.isSafeInteger(count) || wholeNumber(size, bytes, bytes) === undefined || known !== `|V${bytes}`)
    badState(machine, 'the size of its sub-array');
  return { type: type.dtype, shape };
}

/** A shape, or undefined when it is none that NumPy could hold. */
export function shapeOf(item: Item | undefined): number[] | undefined {
  const sizes = itemsOf(item);
  if (sizes === undefined || sizes.length > 64) return undefined;
  const shape = sizes.map((size) => wholeNumber(size, 0, Number.MAX_SAFE_INTEGER));
  return shape.includes(undefined) ? undefined : (shape as number[]);
}

/** Fields in the order of their names, gaps between them as fields without a name. */
function structured(machine: Machine, names: Value, fields: Value, size: number, known: string): DTypeSpec {
  const order = itemsOf(names);
  const entries = new Map(tagged(fields, 'map')?.entries ?? []);
  if (order === undefined || tagged(fields, 'map') === undefined) badState(machine, 'fields for its names');
  if (known !== `|V${size}`) badState(machine, `the size of "${known}"`);
  machine.copy(8 * order.length);
  const spec: DTypeField[] = [];
  let end = 0;
  let titles = 0;
  for (const name of order) {
    const [type, from, title] = itemsOf(entries.get(name)) ?? [];
    const field = fieldOf(machine, name, type);
    const offset = wholeNumber(from, 0, size);
    if (field === undefined || offset === undefined) badState(machine, 'a type and an offset for each of its names');
    if (title !== undefined && title !== name && entries.has(title)) titles++;
    if (offset < end) badState(machine, 'fields that neither overlap nor change places');
    if (offset > end) spec.push(['', `|V${offset - end}`]);
    spec.push(field);
    end = offset + parseDType([field]).itemSize;
  }
  if (entries.size !== order.length + titles) badState(machine, 'a name for each of its fields');
  if (end > size) badState(machine, 'fields within its size');
  if (end < size) spec.push(['', `|V${size - end}`]);
  return checked(machine, spec);
}

function fieldOf(machine: Machine, name: Value, item: Value | undefined): DTypeField | undefined {
  const type = tagged(item, 'dtype');
  const text = textOf(machine, name);
  if (type === undefined || text === undefined || machine.unfinished.has(type)) return undefined;
  const sub = machine.subArrays.get(type);
  const field: DTypeField = sub === undefined ? [text, type.dtype] : [text, sub.type, sub.shape];
  checked(machine, [field]);
  return field;
}
