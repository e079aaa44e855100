import { describeDType } from '../dtype.ts';
import { renderValue } from '../render.ts';
import type { Value } from '../value.ts';

/** One line of an outline: how deep it lies, what leads to it and what it is. */
export interface OutlineLine {
  readonly depth: number;
  readonly label: string;
  readonly text: string;
}

const maxLines = 60;
const maxDepth = 4;
const maxItems = 12;
const maxText = 80;

/** What a value holds, in few lines whatever its size: containers with their number of items, the first of them below. */
export function outlineOf(value: Value): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const seen = new Set<object>();
  const visit = (part: Value, label: string, depth: number): void => {
    if (lines.length >= maxLines) return;
    const inner = partsOf(part);
    const again = inner !== undefined && seen.has(part as object);
    lines.push({ depth, label, text: again ? `${titleOf(part)}, seen above` : titleOf(part) });
    if (inner === undefined || again || depth >= maxDepth) return;
    seen.add(part as object);
    for (const [name, one] of inner.slice(0, maxItems)) visit(one, name, depth + 1);
    if (inner.length > maxItems && lines.length < maxLines)
      lines.push({ depth: depth + 1, label: '', text: `… ${sizeOf(part) - maxItems} more` });
  };
  visit(value, '', 0);
  if (lines.length >= maxLines) lines.push({ depth: 0, label: '', text: '…' });
  return lines;
}

/** The parts of a container and what leads to them, no more than are shown and one; undefined for a leaf. */
function partsOf(value: Value): [string, Value][] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const take = maxItems + 1;
  const byIndex = (items: readonly Value[]) => items.slice(0, take).map((item, i): [string, Value] => [`[${i}]`, item]);
  const byKey = (pairs: readonly (readonly [Value, Value])[]) =>
    pairs.slice(0, take).map(([key, one]): [string, Value] => [renderValue(key, { maxLength: 40 }), one]);
  if (Array.isArray(value)) return byIndex(value);
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return byIndex(value.items);
    case 'map':
      return byKey(value.entries);
    case 'record':
      return byKey(value.fields);
    case 'ndarray':
      return value.objects === undefined ? undefined : byIndex(value.objects);
    default:
      return undefined;
  }
}

function sizeOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return value.items.length;
    case 'map':
      return value.entries.length;
    case 'record':
      return value.fields.length;
    case 'ndarray':
      return value.objects?.length ?? 0;
    default:
      return 0;
  }
}

const mapNames = { dict: 'dict', ordered: 'OrderedDict', counter: 'Counter', default: 'defaultdict' };

function titleOf(value: Value): string {
  const count = sizeOf(value);
  const items = `of ${count} ${count === 1 ? 'item' : 'items'}`;
  if (Array.isArray(value)) return `list ${items}`;
  if (typeof value !== 'object' || value === null) return renderValue(value, { maxLength: maxText });
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return `${value.kind} ${items}`;
    case 'map':
      return `${mapNames[value.type]} ${items}`;
    case 'record':
      return `${value.type} of ${count} fields`;
    case 'bytes':
    case 'bytearray':
      return `${value.kind} of ${value.data.length}`;
    case 'ndarray':
      return `array ${describeDType(value.dtype)}[${value.shape.join(', ')}]${value.order === 'F' ? ' in Fortran order' : ''}`;
    default:
      return renderValue(value, { maxLength: maxText });
  }
}
