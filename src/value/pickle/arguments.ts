import type { Value } from '../value.ts';
import { type Item, LegacyText } from './item.ts';
import type { Machine } from './machine.ts';

type Tagged = Extract<Value, { kind: string }>;

/** The values that have one of these kinds. */
type OfKind<K extends string, T = Tagged> = T extends { kind: infer Own } ? (K & Own extends never ? never : T) : never;

/** The item when it is a value of one of these kinds. */
export function tagged<K extends Tagged['kind']>(item: Item | undefined, kind: K): OfKind<K> | undefined {
  if (item === null || typeof item !== 'object' || Array.isArray(item) || !('kind' in item)) return undefined;
  return item.kind === kind ? (item as OfKind<K>) : undefined;
}

/** Refuses arguments that `pickle` never writes for this. */
export function badArguments(machine: Machine, name: string, wanted: string): never {
  return machine.refuse(`"${name}" wants ${wanted}`);
}

/** An integer from `least` to `most`. */
export function wholeNumber(item: Item | undefined, least: number, most: number): number | undefined {
  if (typeof item !== 'bigint' || item < BigInt(least) || item > BigInt(most)) return undefined;
  return Number(item);
}

/** A flag, which old writers gave as 0 or 1. */
export function flag(item: Item | undefined): boolean | undefined {
  if (typeof item === 'boolean') return item;
  return item === 0n ? false : item === 1n ? true : undefined;
}

/** Bytes, in whatever form a pickle of Python 2 or 3 holds them; a string when it is Latin-1. */
export function rawBytes(machine: Machine, item: Item | undefined): Uint8Array | undefined {
  if (item instanceof LegacyText) return item.data;
  if (typeof item === 'string') return latin1Bytes(machine, item);
  return tagged(item, 'bytes')?.data;
}

/** The bytes of a text whose characters are all below U+0100. */
export function latin1Bytes(machine: Machine, text: string): Uint8Array | undefined {
  machine.copy(text.length);
  // A new buffer, so that the value does not hold on to the pool that small buffers share.
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) return undefined;
    data[i] = code;
  }
  return data;
}

/** The items of a list or tuple. */
export function itemsOf(item: Item | undefined): readonly Value[] | undefined {
  return Array.isArray(item) ? item : tagged(item, 'tuple')?.items;
}
