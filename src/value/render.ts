import { decimalLimit, floatText } from './number-text.ts';
import { renderList, type Space, visibleText } from './render-list.ts';
import { renderArray, renderScalar } from './render-ndarray.ts';
import type { BytesValue, MapValue, TaggedValue, Value } from './value.ts';

/** Past this depth only an ellipsis is printed. */
const maxRenderDepth = 12;

/**
 * A value for people, on one line: integers as plain digits, floats shortest with `.0` when they are whole, strings
 * quoted, arrays as `float64[3] [1.0, 2.0, 3.0]`. What is past about `maxLength` characters (default 200) is cut, with
 * the number of what is missing. Control, direction-changing and invisible characters never come out raw. Not to be read
 * back.
 */
export function renderValue(value: Value, options: { readonly maxLength?: number } = {}): string {
  return render(value, { left: options.maxLength ?? 200, open: [] });
}

function render(value: Value, space: Space): string {
  switch (typeof value) {
    case 'number':
      return spend(space, floatText(value));
    case 'bigint':
      return spend(space, renderInteger(value, space));
    case 'string':
      return spend(space, `"${cut(visibleText(value, true), space, 'characters')}"`);
    case 'object':
      if (value !== null) return renderObject(value, space);
  }
  return spend(space, String(value));
}

/** Digits of very long integers in hexadecimal, which takes only linear time. */
function renderInteger(value: bigint, space: Space): string {
  const long = value >= decimalLimit || value <= -decimalLimit;
  if (!long) return cut(String(value), space, 'digits');
  return cut(`${value < 0n ? '-' : ''}0x${(value < 0n ? -value : value).toString(16)}`, space, 'digits');
}

function renderObject(value: Value[] | TaggedValue, space: Space): string {
  if (space.open.includes(value)) return spend(space, '(itself)');
  if (space.open.length >= maxRenderDepth) return spend(space, '…');
  space.open.push(value);
  const text = Array.isArray(value) ? items('[', value, ']', space) : renderTagged(value, space);
  space.open.pop();
  return text;
}

function items(start: string, values: readonly Value[], end: string, space: Space): string {
  return renderList(start, values.length, end, space, (i) => render(values[i] as Value, space));
}

function renderTagged(value: TaggedValue, space: Space): string {
  switch (value.kind) {
    case 'tuple':
      return items('(', value.items, value.items.length === 1 ? ',)' : ')', space);
    case 'set':
    case 'frozenset':
      return items(`${value.kind}{`, value.items, '}', space);
    case 'deque':
      return items('deque[', value.items, ']', space);
    case 'map':
      return renderMap(value, space);
    case 'record':
      return renderList(`${visibleText(value.type)}(`, value.fields.length, ')', space, (i) => {
        const [name, inner] = value.fields[i]!;
        return `${spend(space, visibleText(name))}=${render(inner, space)}`;
      });
    case 'slice':
      return items('slice(', [value.start, value.stop, value.step], ')', space);
    case 'ndarray':
      return renderArray(value, space, render);
    case 'scalar':
      return renderScalar(value, space, render);
    case 'bytes':
    case 'bytearray':
      return spend(space, renderBytes(value, space));
    default:
      return spend(space, cut(visibleText(renderLeaf(value)), space, 'characters'));
  }
}

const mapNames = { dict: '', ordered: 'ordered ', counter: 'counter ', default: 'default ' };

function renderMap(map: MapValue, space: Space): string {
  return renderList(`${mapNames[map.type]}{`, map.entries.length, '}', space, (i) => {
    const [key, inner] = map.entries[i]!;
    const name =
      typeof key === 'string' && /^[A-Za-z_]\w*$/.test(key) ? spend(space, cut(key, space, 'characters')) : null;
    return `${name ?? render(key, space)}: ${render(inner, space)}`;
  });
}

/** Printable bytes as text, others in hexadecimal. */
function renderBytes(value: BytesValue, space: Space): string {
  const shown = value.data.subarray(0, Math.max(space.left, 8));
  const text = Buffer.from(shown).toString('latin1');
  const printed = /^[ -~]*$/.test(text) ? `"${visibleText(text, true)}"` : `0x${Buffer.from(shown).toString('hex')}`;
  const more = value.data.length - shown.length;
  return `${value.kind}[${value.data.length}] ${printed}${more > 0 ? `… (${more} more bytes)` : ''}`;
}

/** The kinds that hold no other values and are short. */
function renderLeaf(value: TaggedValue): string {
  switch (value.kind) {
    case 'nan':
      return `nan (0x${value.bits.toString(16).padStart(16, '0')})`;
    case 'complex': {
      const im = floatText(value.im);
      return `${floatText(value.re)}${im.startsWith('-') ? '' : '+'}${im}j`;
    }
    case 'fraction':
      return `${value.numerator}/${value.denominator}`;
    case 'datetime':
      return `${value.text}${value.offsetSeconds === null ? '' : ` (UTC offset ${value.offsetSeconds} s)`}${value.fold === 1 ? ' (fold 1)' : ''}`;
    case 'duration':
      return `${value.days} d ${value.seconds} s ${value.microseconds} us`;
    case 'range':
      return `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'singleton':
      return value.name;
    case 'dtype':
      return `dtype ${typeof value.dtype === 'string' ? value.dtype : JSON.stringify(value.dtype)}`;
    case 'opaque':
      return `<${value.type}: ${value.repr}>`;
    case 'date':
      return value.text;
    case 'decimal':
    case 'time':
    case 'timezone':
    case 'uuid':
      return `${value.kind} ${value.text}`;
    default:
      return `(${String(value.kind)})`;
  }
}

function cut(text: string, space: Space, unit: string): string {
  const room = Math.max(space.left, 8);
  if (text.length <= room) return text;
  // Not between the halves of a character, nor inside an escape.
  const head = text.slice(0, room).replace(/[\ud800-\udbff]$|\\(?:u[^\\]{0,3}|u\{[^}]*)?$/, '');
  return `${head}… (${text.length - head.length} more ${unit})`;
}

function spend(space: Space, text: string): string {
  space.left -= text.length;
  return text;
}
