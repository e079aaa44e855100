import { float64Array, ndarray } from '../ndarray.ts';
import type { TaggedValue, Value } from '../value.ts';

/** What may stand for a value that the format does not have, when losses are allowed; null when nothing can. */
export function substituteFor(value: TaggedValue): { readonly by: Value; readonly words: string } | null {
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return { by: [...value.items], words: 'a list' };
    case 'bytes':
    case 'bytearray':
      return { by: ndarray('|u1', [value.data.length], value.data), words: 'an array of uint8' };
    case 'complex': {
      const parts = float64Array([value.re, value.im]);
      return { by: { ...parts, dtype: '<c16', shape: [] }, words: 'an array of complex128 without dimensions' };
    }
    case 'scalar':
      return value.data.length === 0 ? null : { by: ndarray(value.dtype, [], value.data), words: 'a 0-d array' };
    case 'record':
      return { by: { kind: 'map', type: 'dict', entries: value.fields }, words: 'a dict of its fields' };
    case 'decimal':
    case 'datetime':
    case 'date':
    case 'time':
    case 'timezone':
    case 'uuid':
      return { by: textOf(value), words: 'a string' };
    case 'fraction':
      return { by: `${value.numerator}/${value.denominator}`, words: 'a string' };
    default:
      return null;
  }
}

function textOf(value: Extract<TaggedValue, { readonly text: string }>): string {
  if (value.kind !== 'datetime' || value.offsetSeconds === null) return value.text;
  const size = Math.abs(value.offsetSeconds);
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, Math.floor(size % 60)];
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = seconds === 0 ? '' : `:${two(seconds)}`;
  return `${value.text}${value.offsetSeconds < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}${rest}`;
}

/** The kind of a value, as people of Python call it. */
export function kindName(value: TaggedValue): string {
  switch (value.kind) {
    case 'scalar':
      return 'a NumPy scalar';
    case 'record':
      return 'an object of a class';
    case 'opaque':
      return 'an object known only by what it printed';
    case 'singleton':
      return value.name;
    case 'uuid':
      return 'a UUID';
    case 'duration':
      return 'a timedelta';
    default:
      return `a ${value.kind}`;
  }
}
