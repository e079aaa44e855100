import { SetupError } from '../base/errors.ts';
import { encodeText } from '../value/encode.ts';
import type { Value } from '../value/value.ts';
import type { Call } from './implementation.ts';

/** What one call of a program is made from. */
export interface Invocation {
  readonly args: readonly string[];
  readonly stdin: Uint8Array;
  /** Files to write into the scratch folder beforehand, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A call does not fit the template: nothing is wrong with the program. */
export class TemplateMismatch extends Error {
  override readonly name = 'TemplateMismatch';
}

/** `0`, `name`, `$subject`, `$seed`, and `0@input.csv`. Other braces, such as those of awk, stand for themselves. */
const placeholder = String.raw`(\d+|[\p{L}_][\p{L}\p{N}_]*|\$subject|\$seed)(?:@([\p{L}\p{N}_][\p{L}\p{N}._-]*))?`;
const inWord = new RegExp(String.raw`\{\{(${placeholder})\}\}|\{${placeholder}\}`, 'gu');
const standardInput = new RegExp(String.raw`^<\{(${placeholder})\}$`, 'u');

/**
 * The words of an `exec:` address as a template.
 *
 * | in a word | becomes |
 * |---|---|
 * | `{0}`, `{name}` | the text of that argument |
 * | `{0@input.csv}` | `input.csv`, a file in the scratch folder with that text in it |
 * | `{$subject}`, `{$seed}` | the subject's name, the seed of the call |
 * | `{{0}}` | `{0}` itself |
 * | the whole word `<{0}` | nothing: standard input of the program is the text of that argument |
 *
 * The text of a string is the string in UTF-8, of bytes the bytes, and of anything else its text form: `3`, `0.1`,
 * `[1,2]`, `{"$f":"nan"}`. Every argument must be used: one that the program never sees would be compared in vain.
 */
export class ExecTemplate {
  readonly program: string;
  private readonly address: string;
  private readonly words: readonly string[];
  private readonly stdin: string | null;

  /** @throws SetupError when the words are no template */
  constructor(address: string, words: readonly [string, ...string[]]) {
    const [program, ...others] = words;
    const inputs = others.filter((word) => standardInput.test(word));
    const refuse = (why: string) => new SetupError(`Invalid address ${JSON.stringify(address)}: ${why}`);
    if (program.search(inWord) >= 0) throw refuse('the program itself cannot be an argument of the call');
    if (inputs.length > 1) throw refuse(`${inputs.join(' and ')} are both standard input. Wanted one of them.`);
    this.address = address;
    this.program = program;
    this.words = others.filter((word) => !standardInput.test(word));
    this.stdin = standardInput.exec(inputs[0] ?? '')?.[1] ?? null;
  }

  /** @throws TemplateMismatch when an argument is missing, unused or has no text */
  fill(call: Call): Invocation {
    const filling = new Filling(call);
    const args = this.words.map((word) => filling.word(word));
    const stdin = this.stdin === null ? new Uint8Array() : filling.bytes(this.stdin);
    const unused = filling.unused();
    if (unused !== undefined) {
      throw new TemplateMismatch(
        `No word of ${JSON.stringify(this.address)} uses the argument ${unused}: write {${unused}}, or <{${unused}} for standard input`,
      );
    }
    return { args, stdin, files: filling.files };
  }
}

/** The arguments of one call on their way into words. */
class Filling {
  readonly files = new Map<string, Uint8Array>();
  private readonly call: Call;
  private readonly used = new Set<string>();

  constructor(call: Call) {
    this.call = call;
  }

  word(word: string): string {
    return word.replace(inWord, (_all, literal, _literalName, _literalFile, name, file) => {
      if (literal !== undefined) return `{${literal}}`;
      if (file !== undefined) {
        this.files.set(file, this.bytes(name));
        return file;
      }
      return this.text(name);
    });
  }

  bytes(name: string): Uint8Array {
    if (name === '$subject') return Buffer.from(this.call.subject);
    if (name === '$seed') return Buffer.from(String(this.call.seed >>> 0));
    return bytesOf(this.argument(name), name);
  }

  /** The first argument that was not used. */
  unused(): string | undefined {
    const { args, kwargs } = this.call.input;
    return [...args.keys(), ...Object.keys(kwargs)].map(String).find((name) => !this.used.has(name));
  }

  private argument(name: string): Value {
    const { args, kwargs } = this.call.input;
    const value = /^\d/.test(name) ? args[Number(name)] : Object.hasOwn(kwargs, name) ? kwargs[name] : undefined;
    if (value === undefined) throw new TemplateMismatch(`The call has no argument ${name}`);
    this.used.add(String(/^\d/.test(name) ? Number(name) : name));
    return value;
  }

  private text(name: string): string {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes(name));
    } catch (error) {
      if (error instanceof TemplateMismatch) throw error;
      throw new TemplateMismatch(
        `Argument ${name} is not UTF-8: a program can be handed it by standard input or a file`,
      );
    }
    if (!text.includes('\0')) return text;
    throw new TemplateMismatch(`Argument ${name} holds a NUL: a program can be handed it by standard input or a file`);
  }
}

function bytesOf(value: Value, name: string): Uint8Array {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (value.kind === 'bytes' || value.kind === 'bytearray') return value.data;
  }
  if (typeof value !== 'string') return Buffer.from(encodeText(value));
  if (value.isWellFormed()) return Buffer.from(value);
  throw new TemplateMismatch(`Argument ${name} is a string that is not valid Unicode: it has no UTF-8`);
}
