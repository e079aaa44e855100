import { decodeText, decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, parseJson } from '../value/json.ts';
import type { CallArguments, Raised, RaisedError, Returned, Warning } from '../value/outcome.ts';
import type { MapValue, Value } from '../value/value.ts';
import { excerptOf, ProtocolError } from './protocol-error.ts';

/** An answer to a `call`, or to another verb with its members still to be read. */
export type Answer =
  | { readonly id: number; readonly outcome: Returned | Raised }
  | { readonly id: number; readonly outcome: null; readonly members: JsonObject };

const noWarnings: readonly Warning[] = [];
const timeMember = ',"elapsed_ns":';
const otherVerbs = ['hello', 'failed', 'pong', 'stopped', 'ended'];
const callMembers = new Set(['id', 'value', 'error', 'elapsed_ns', 'warnings', 'args', 'kwargs', 'att']);

/**
 * Reads an answer.
 *
 * @param tree the line's JSON where it is known already
 * @throws ProtocolError when it is not one
 */
export function readAnswer(line: string, tree: JsonObject | null, attachments: readonly Uint8Array[]): Answer {
  const plain = tree === null ? readPlainAnswer(line) : null;
  if (plain !== null) return plain;
  try {
    return readMembers(tree ?? objectOf(parseJson(line), 'an object'), attachments);
  } catch (error) {
    throw new ProtocolError(`The answer is not one of protocol 1: ${(error as Error).message}, in ${excerptOf(line)}`);
  }
}

/**
 * The usual `{"id":7,"value":…,"elapsed_ns":8}` without a tree for the envelope. Whatever is not exactly that, down to
 * a value that does not parse by itself, is left to the long way.
 */
function readPlainAnswer(line: string): Answer | null {
  if (!line.startsWith('{"id":')) return null;
  const idEnd = digitsFrom(line, 6);
  if (!isSafeCount(line, 6, idEnd) || !line.startsWith(',"value":', idEnd)) return null;
  const valueEnd = line.lastIndexOf(timeMember);
  const timeStart = valueEnd + timeMember.length;
  const timeEnd = digitsFrom(line, timeStart);
  if (
    valueEnd < idEnd + 9 ||
    timeEnd !== line.length - 1 ||
    line[timeEnd] !== '}' ||
    !isSafeCount(line, timeStart, timeEnd)
  ) {
    return null;
  }
  let value: Value;
  try {
    value = decodeText(line.slice(idEnd + 9, valueEnd));
  } catch {
    return null;
  }
  const elapsedNs = Number(line.slice(timeStart, timeEnd));
  return { id: Number(line.slice(6, idEnd)), outcome: { kind: 'returned', value, elapsedNs, warnings: noWarnings } };
}

function digitsFrom(line: string, from: number): number {
  let at = from;
  while (at < line.length && line.charCodeAt(at) >= 0x30 && line.charCodeAt(at) <= 0x39) at++;
  return at;
}

/** A token of digits that JSON allows and a number holds exactly. */
function isSafeCount(line: string, from: number, to: number): boolean {
  return to > from && to - from <= 15 && (line.charCodeAt(from) !== 0x30 || to === from + 1);
}

function readMembers(members: JsonObject, attachments: readonly Uint8Array[]): Answer {
  const id = countOf(members.get('id'), 'id');
  if (otherVerbs.some((name) => members.has(name))) return { id, outcome: null, members };
  for (const name of members.keys()) if (!callMembers.has(name)) throw new Error(`unknown member "${name}"`);
  const hasValue = members.has('value');
  if (hasValue === members.has('error')) throw new Error('wanted exactly one of "value" and "error"');
  const ran = {
    elapsedNs: countOf(members.get('elapsed_ns'), 'elapsed_ns'),
    warnings: warningsOf(members.get('warnings')),
    ...(members.has('args') ? { mutated: argumentsOf(members, attachments) } : {}),
  };
  if (!hasValue) return { id, outcome: { kind: 'raised', error: errorOf(members.get('error')), ...ran } };
  return { id, outcome: { kind: 'returned', value: decodeTree(members.get('value')!, attachments), ...ran } };
}

function warningsOf(tree: JsonTree | undefined): readonly Warning[] {
  if (tree === undefined) return noWarnings;
  return listOf(tree, 'warnings').map((item) => {
    const [category, message, ...others] = listOf(item, 'warnings');
    if (typeof category !== 'string' || typeof message !== 'string' || others.length > 0) {
      throw new Error('"warnings" is not a list of [category, message]');
    }
    return { category, message };
  });
}

/** One value, so that what two arguments share is shared. */
function argumentsOf(members: JsonObject, attachments: readonly Uint8Array[]): CallArguments {
  const kwargsTree = objectOf(members.get('kwargs') ?? new Map(), '"kwargs"');
  const tree = new Map<string, JsonTree>([
    ['args', listOf(members.get('args'), 'args')],
    ['kwargs', kwargsTree],
  ]);
  const both = decodeTree(tree, attachments) as MapValue;
  const [args, named] = both.entries.map(([, value]) => value) as [Value[], MapValue];
  const kwargs: Record<string, Value> = Object.create(null);
  if (named.kind !== 'map') throw new Error('"kwargs" is not an object');
  for (const [name, value] of named.entries) {
    if (typeof name !== 'string') throw new Error('"kwargs" has a name that is not a string');
    kwargs[name] = value;
  }
  return { args, kwargs };
}

/** @throws Error when it is not `{"class", "bases", "message", "setup"?}` */
export function errorOf(tree: JsonTree | undefined): RaisedError {
  const members = objectOf(tree, '"error"');
  const bases = listOf(members.get('bases') ?? [], 'bases');
  const setup = members.get('setup') ?? false;
  if (!bases.every((name) => typeof name === 'string')) throw new Error('"bases" is not a list of names');
  if (typeof setup !== 'boolean') throw new Error('"setup" is not true');
  return {
    class: textOf(members.get('class'), 'class'),
    bases,
    message: textOf(members.get('message'), 'message'),
    setup,
  };
}

export function objectOf(tree: JsonTree | undefined, what: string): JsonObject {
  if (!(tree instanceof Map)) throw new Error(`wanted ${what === 'an object' ? what : `${what} to be an object`}`);
  return tree;
}

export function listOf(tree: JsonTree | undefined, name: string): JsonTree[] {
  if (!Array.isArray(tree)) throw new Error(`"${name}" is not a list`);
  return tree;
}

export function textOf(tree: JsonTree | undefined, name: string): string {
  if (typeof tree !== 'string') throw new Error(`"${name}" is not a string`);
  return tree;
}

function countOf(tree: JsonTree | undefined, name: string): number {
  if (typeof tree !== 'bigint' || tree < 0n || tree > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new Error(`"${name}" is not a non-negative integer`);
  }
  return Number(tree);
}
