import { arch, cpus, endianness, release, type } from 'node:os';
import { encodeText } from '../../value/encode.ts';
import { fromNative } from '../../value/native.ts';
import { argumentsValue } from './mutation.ts';
import { type Made, SubjectNotFound } from './subjects.ts';

const maxMessage = 10_000;

/** The line of an answer to a call, and its attachments. */
export function answerText(id: number, made: Made): { text: string; parts: readonly Uint8Array[] } {
  const parts: Uint8Array[] = [];
  let content: string;
  try {
    content = hasThrown(made) ? errorMember(made.error) : `"value":${encodeText(fromNative(made.value), { parts })}`;
  } catch (error) {
    parts.length = 0;
    const message = error instanceof Error ? error.message : String(error);
    content = `"error":${JSON.stringify({ class: 'vernier.UnencodableResult', bases: ['Error'], message })}`;
  }
  // `{"args":[…],"kwargs":{…}}` without its braces. Buffers of the value come first, and those of arguments after them.
  const changed = made.changed === null ? '' : `${encodeText(argumentsValue(made.changed), { parts }).slice(1, -1)},`;
  const sizes = parts.length === 0 ? '' : `"att":[${parts.map((part) => part.byteLength).join(',')}],`;
  return { text: `{"id":${id},${changed}${sizes}${content},"elapsed_ns":${made.elapsedNs}}\n`, parts };
}

/** By its own members: a subject may have given one of any name to every object. */
function hasThrown(made: Made): made is Extract<Made, { readonly error: unknown }> {
  return Object.hasOwn(made, 'error');
}

function errorMember(thrown: unknown): string {
  return `"error":${JSON.stringify(errorText(thrown))}`;
}

/** A thrown value as protocol 1 writes it: the constructor's name, and those of the classes it extends. */
export function errorText(thrown: unknown): { class: string; bases: string[]; message: string; setup?: true } {
  if (typeof thrown !== 'object' || thrown === null) {
    return { class: typeof thrown, bases: [], message: String(thrown).slice(0, maxMessage) };
  }
  const [name = 'Object', ...bases] = classNames(thrown);
  const { message, code } = thrown as { message?: unknown; code?: unknown };
  const text = typeof message === 'string' ? message : Object.prototype.toString.call(thrown);
  const isSetup = thrown instanceof SubjectNotFound || code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  const own = thrown instanceof SubjectNotFound ? `vernier.${name}` : name;
  return {
    class: own,
    bases,
    message: text.slice(0, maxMessage).toWellFormed(),
    ...(isSetup ? { setup: true as const } : {}),
  };
}

function classNames(thrown: object): string[] {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(thrown); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const name: unknown = at.constructor?.name;
    if (typeof name === 'string' && name !== '') names.push(name);
  }
  return names;
}

export function helloText(id: number, subjects: readonly string[]): string {
  const platform = {
    os: type(),
    release: release(),
    machine: arch(),
    cpu: cpus()[0]?.model ?? '',
    byteOrder: endianness(),
  };
  const hello = {
    protocol: 1,
    language: 'javascript',
    version: process.versions.node,
    packages: { node: process.versions.node, v8: process.versions.v8 },
    platform,
    capabilities: ['attachments', 'mutation'],
    subjects,
  };
  return `${JSON.stringify({ id, hello })}\n`;
}
