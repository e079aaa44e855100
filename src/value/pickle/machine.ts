import type { Value } from '../value.ts';
import { Internal, type Item, Refused } from './item.ts';
import { KeyBook } from './key-book.ts';
import type { Meter } from './meter.ts';
import { opcodeName } from './opcode-names.ts';
import { PickleError } from './pickle-error.ts';
import { defaultPickleLimits, type PickleLimits } from './pickle-limits.ts';
import type { SubArray } from './sub-array.ts';

const freeBytes = 40 * 2 ** 20;
const freeCopies = 2 ** 20;
const maxProblems = 1000;

/** A global that a pickle named, and where it did so first. */
export interface NamedGlobal {
  readonly module: string;
  readonly name: string;
  readonly offset: number;
  readonly allowed: boolean;
}

/**
 * The state of one reading: where it is in the bytes, the stack, the memo, and what it may still take on. It holds no
 * way to run anything: a name that the pickle gives is looked up in a list of our own functions, or refused.
 */
export class Machine implements Meter {
  readonly bytes: Uint8Array;
  readonly buffer: Buffer;
  readonly view: DataView;
  readonly limits: Required<PickleLimits>;
  /** True while a hostile pickle is looked through: what is refused is noted and stands as `Refused`. */
  readonly tolerant: boolean;
  at = 0;
  /** Where the bytes end that may be read now: those of the frame, or of the file. */
  limit: number;
  frameEnd = -1;
  opcode = -1;
  opcodeAt = 0;
  opcodes = 0;
  protocol: number | null = null;
  readonly stack: Item[] = [];
  readonly marks: number[] = [];
  /** The stack's length at the innermost mark: nothing below may be taken. */
  fence = 0;
  readonly memo: (Item | undefined)[] = [];
  readonly sparseMemo = new Map<number, Item>();
  /** Set once something internal came onto the stack: from then on containers look at what they take. */
  hasInternals = false;
  /** Objects that must still get their state. */
  readonly unfinished = new Set<object>();
  /** Seconds from UTC of the time zones made so far. */
  readonly offsets = new WeakMap<object, number>();
  /** Element types made so far, and what those that are sub-arrays hold. */
  readonly dtypes = new WeakSet<object>();
  readonly subArrays = new WeakMap<object, SubArray>();
  readonly globals = new Map<string, NamedGlobal>();
  readonly problems: PickleError[] = [];
  readonly keys = new KeyBook(this);
  /** The keys of the last small dict that was filled at once: records of one kind follow each other. */
  lastKeys: readonly Value[] = [];
  nextBuffer = 0;
  #isExhausted = false;
  #heap = 0;
  #copied = 0;
  readonly #maxHeap: number;
  readonly #maxCopied: number;

  constructor(bytes: Uint8Array, limits: PickleLimits, tolerant: boolean) {
    this.bytes = bytes;
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.limits = { ...defaultPickleLimits, ...limits };
    this.limit = bytes.length;
    this.tolerant = tolerant;
    this.#maxHeap = Math.max(freeBytes, this.limits.maxExpansion * bytes.length);
    this.#maxCopied = freeCopies + 4 * bytes.length;
  }

  refuse(reason: string): never {
    throw this.#error(reason, false);
  }

  /** Refuses what could run code; while looking through, notes it and goes on with a stand-in. */
  refuseUnsafe(reason: string): Refused {
    const error = this.#error(reason, true);
    if (!this.tolerant) throw error;
    this.note(error);
    this.hasInternals = true;
    return new Refused();
  }

  /** Keeps what was refused while looking through. @throws the error when there are too many, or nothing is left to spend */
  note(error: PickleError): void {
    if (this.#isExhausted || this.problems.length >= maxProblems) throw error;
    this.problems.push(error);
  }

  #exhaust(reason: string): never {
    this.#isExhausted = true;
    return this.refuse(reason);
  }

  #error(reason: string, unsafe: boolean): PickleError {
    const opcode = this.opcode < 0 ? null : opcodeName(this.opcode);
    return new PickleError(reason, Math.min(this.opcodeAt, this.bytes.length), opcode, unsafe);
  }

  /** Counts memory that a few bytes of the file claim. */
  charge(bytes: number): void {
    this.#heap += bytes;
    if (this.#heap > this.#maxHeap)
      this.#exhaust(
        `The pickle unfolds to more than 40 MiB and ${this.limits.maxExpansion} times its size: raise "maxExpansion" if you trust it`,
      );
  }

  /** Counts work and memory that grow with something the pickle can name again and again. */
  copy(bytes: number): void {
    this.#copied += bytes;
    if (this.#copied > this.#maxCopied) this.#exhaust('The pickle copies the same content over and over');
  }

  /** Steps over the next bytes and says where they begin. */
  take(size: number): number {
    const from = this.at;
    if (size > this.limit - from) {
      const room = this.frameEnd < 0 ? 'the file has' : 'its frame has';
      this.refuse(`The content has ${size} bytes, of which ${room} ${Math.max(0, this.limit - from)}`);
    }
    this.at = from + size;
    return from;
  }

  takeUint32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  /** A length of 8 bytes. Past 2^53 it is as wrong as it is past the end. */
  takeLength8(): number {
    const from = this.take(8);
    return this.view.getUint32(from, true) + this.view.getUint32(from + 4, true) * 2 ** 32;
  }

  /** The text up to the next newline, which is stepped over, as Latin-1. */
  takeLine(): string {
    const from = this.at;
    const end = this.bytes.indexOf(10, from);
    if (end < 0 || end >= this.limit) this.refuse('The line has no end');
    this.at = end + 1;
    return this.buffer.toString('latin1', from, end);
  }

  push(item: Item): void {
    this.stack.push(item);
  }

  pop(): Item {
    if (this.stack.length <= this.fence) this.#underflow();
    return this.stack.pop() as Item;
  }

  top(): Item {
    if (this.stack.length <= this.fence) this.#underflow();
    return this.stack[this.stack.length - 1] as Item;
  }

  #underflow(): never {
    return this.refuse(this.marks.length > 0 ? 'There is nothing above the mark' : 'The stack is empty');
  }

  /** Removes the innermost mark and says where the items above it begin. */
  popMark(): number {
    const from = this.marks.pop();
    if (from === undefined) this.refuse('There is no mark');
    this.fence = this.marks.length === 0 ? 0 : (this.marks[this.marks.length - 1] as number);
    return from;
  }

  popValue(): Value {
    return this.value(this.pop());
  }

  /** The item, which must be a value. */
  value(item: Item): Value {
    if (this.hasInternals && item instanceof Internal && !this.tolerant) this.#notAValue(item);
    return item as Value;
  }

  #notAValue(item: Internal): never {
    return this.refuse(`The pickle uses ${item.what} as a value, which is refused`);
  }

  /** Checks the items from here up. */
  checkValues(from: number): void {
    if (!this.hasInternals) return;
    for (let i = from; i < this.stack.length; i++) this.value(this.stack[i] as Item);
  }

  /** Notes a global that the pickle named. */
  named(module: string, name: string, allowed: boolean): void {
    if (this.globals.size >= 1000) return;
    const key = JSON.stringify([module, name]);
    if (!this.globals.has(key)) this.globals.set(key, { module, name, offset: this.opcodeAt, allowed });
  }
}
