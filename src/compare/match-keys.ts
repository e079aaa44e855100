import type { Value } from '../value/value.ts';
import { containerOf } from './container.ts';
import type { Step } from './difference.ts';
import { keyText } from './key-text.ts';
import { fieldsOf } from './pair-elements.ts';
import { keyStep } from './pair-keys.ts';
import type { ResolvedRules } from './tolerance.ts';

/** An item with the key it holds. */
export interface KeyedItem {
  readonly index: number;
  /** What the item is called in paths: `id=17`. */
  readonly step: Step;
  readonly value: Value;
}

/** The items of one side by their keys. */
export interface KeyedItems {
  /** By the text of the key; several items where it is not unique. */
  readonly byKey: ReadonlyMap<string, readonly KeyedItem[]>;
  /** Items that hold no key, or one that equals nothing. */
  readonly without: readonly number[];
}

/** Sorts items by what they hold at a pointer. */
export function keyedItems(items: readonly Value[], pointer: readonly string[], rules: ResolvedRules): KeyedItems {
  const byKey = new Map<string, KeyedItem[]>();
  const without: number[] = [];
  for (const [index, value] of items.entries()) {
    const key = heldAt(value, pointer);
    const text = key === undefined ? null : keyText(key, rules);
    if (key === undefined || text === null) {
      without.push(index);
      continue;
    }
    const item = { index, value, step: `${pointer.at(-1)}=${keyStep(key)}` };
    const same = byKey.get(text);
    if (same === undefined) byKey.set(text, [item]);
    else same.push(item);
  }
  return { byKey, without };
}

/** What a value holds at a pointer: entries of maps, fields of records, items of sequences. */
function heldAt(value: Value, pointer: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const step of pointer) {
    if (at === undefined) return undefined;
    at = partOf(at, step);
  }
  return at;
}

function partOf(value: Value, step: string): Value | undefined {
  const container = containerOf(value);
  switch (container?.form) {
    case 'map':
      return container.entries.find(([key]) => String(keyStep(key)) === step)?.[1];
    case 'sequence':
      return /^\d{1,15}$/.test(step) ? container.items[Number(step)] : undefined;
    case 'struct':
      return fieldsOf(container.source).find(([name]) => name === step)?.[1];
    default:
      return undefined;
  }
}
