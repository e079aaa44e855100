import type { SetValue, Value } from '../value.ts';
import { badArguments, itemsOf, latin1Bytes, rawBytes, tagged } from './arguments.ts';
import type { GlobalEntry, GlobalRow } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import { addAll } from './unique.ts';

function setEntry(kind: SetValue['kind']): GlobalEntry {
  const name = `builtins.${kind}`;
  return {
    name,
    isFactory: true,
    call: (args, machine) => {
      const items = args.length === 0 ? [] : args.length === 1 ? itemsOf(args[0]) : undefined;
      if (items === undefined) badArguments(machine, name, 'nothing or a list');
      machine.copy(items.length * 8);
      machine.charge(88 + 24 * items.length);
      const set: SetValue = { kind, items: [] };
      addAll(machine, set, items);
      return set;
    },
  };
}

/** `bytes()`: how protocols 0 to 2 write bytes when there are none. */
function noBytes(args: readonly Item[], machine: Machine): Value {
  if (args.length > 0) badArguments(machine, 'builtins.bytes', 'no arguments');
  return { kind: 'bytes', data: new Uint8Array(0) };
}

/** `bytearray(bytes)`, or `bytearray(text, 'latin-1')` as Python itself writes it. */
function byteArray(args: readonly Item[], machine: Machine): Value {
  const [content, encoding] = args;
  const isText = args.length === 2 && typeof content === 'string' && isLatin1(encoding);
  if (args.length > 1 && !isText) badArguments(machine, 'builtins.bytearray', 'bytes, or text and "latin-1"');
  if (content === undefined) return { kind: 'bytearray', data: new Uint8Array(0) };
  const data = isText ? latin1Bytes(machine, content) : tagged(content, 'bytes')?.data;
  if (data === undefined) badArguments(machine, 'builtins.bytearray', 'bytes, or text and "latin-1"');
  return { kind: 'bytearray', data };
}

/** The one encoding that protocols 0 to 2 use to write bytes as text. Another would be a way into code. */
function encode(args: readonly Item[], machine: Machine): Value {
  const [text, encoding] = args;
  const data =
    args.length === 2 && typeof text === 'string' && isLatin1(encoding) ? rawBytes(machine, text) : undefined;
  if (data === undefined) badArguments(machine, '_codecs.encode', 'text of Latin-1 and the encoding "latin1"');
  machine.charge(160);
  return { kind: 'bytes', data };
}

const isLatin1 = (encoding: Item | undefined): boolean => encoding === 'latin1' || encoding === 'latin-1';

function range(args: readonly Item[], machine: Machine): Value {
  const parts = args.filter((part) => typeof part === 'bigint');
  if (parts.length !== args.length || parts.length < 1 || parts.length > 3 || parts[2] === 0n)
    badArguments(machine, 'builtins.range', 'one to three integers and a step that is not 0');
  const [first, second, step] = parts as [bigint, bigint?, bigint?];
  return second === undefined
    ? { kind: 'range', start: 0n, stop: first, step: 1n }
    : { kind: 'range', start: first, stop: second, step: step ?? 1n };
}

function slice(args: readonly Item[], machine: Machine): Value {
  if (args.length !== 3) badArguments(machine, 'builtins.slice', 'start, stop and step');
  const [start, stop, step] = args.map((part) => machine.value(part)) as [Value, Value, Value];
  machine.charge(64);
  return { kind: 'slice', start, stop, step };
}

const entries: Readonly<Record<string, Omit<GlobalEntry, 'name'>>> = {
  bytes: { call: noBytes, isFactory: true },
  bytearray: { call: byteArray, isFactory: true },
  range: { call: range },
  slice: { call: slice },
  Ellipsis: { constant: { kind: 'singleton', name: 'Ellipsis' } },
  NotImplemented: { constant: { kind: 'singleton', name: 'NotImplemented' } },
  list: { isFactory: true },
  dict: { isFactory: true },
  tuple: { isFactory: true },
  int: { isFactory: true },
  float: { isFactory: true },
  bool: { isFactory: true },
  str: { isFactory: true },
  object: { isFactory: true },
};

/** How Python 2, and protocols 0 to 2 of Python 3, name them. */
const legacyNames: Readonly<Record<string, string>> = {
  xrange: 'range',
  unicode: 'str',
  long: 'int',
  basestring: 'str',
};

const table = new Map<string, GlobalEntry>([
  ['set', setEntry('set')],
  ['frozenset', setEntry('frozenset')],
  ...Object.entries(entries).map(([name, entry]): [string, GlobalEntry] => [
    name,
    { name: `builtins.${name}`, ...entry },
  ]),
]);

export const builtinGlobals: readonly GlobalRow[] = [
  ...[...table].flatMap(([name, entry]): GlobalRow[] => [
    ['builtins', name, entry],
    ['__builtin__', name, entry],
  ]),
  ...Object.entries(legacyNames).map(
    ([legacy, name]): GlobalRow => ['__builtin__', legacy, table.get(name) as GlobalEntry],
  ),
  ['_codecs', 'encode', { name: '_codecs.encode', call: encode }],
];
