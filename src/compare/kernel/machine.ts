import { kernelBytes } from './bytes.ts';

/** How the kernel reads elements. */
export type Format = 'f8' | 'f4';
export type Kind = 'near' | 'relative' | 'general' | 'drifting' | 'whole';
/** Gives how many groups it has scanned before it gave up. */
type Scan = (legacy: number, modern: number, groups: number) => number;
type Widen = (legacy: number, modern: number, toLegacy: number, toModern: number, count: number) => void;

/** Integers the kernel widens to float64, by the end of their dtype. */
type WidenedType = 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'u4' | 'i8' | 'u8';
type Exports = Readonly<Record<`${Format}_${Kind}`, Scan> & Record<`widen_${WidenedType}`, Widen>>;
type Scans = Readonly<Record<Kind, Scan>>;

/** What is used of WebAssembly, which the types of Node do not declare. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

export const pageSize = 65_536;

/** The kernel in a memory of its own, which never grows. */
export class Machine {
  readonly exports: Exports;
  /** Those of the exports that scan. A name made of two parts at each call would be looked up as text. */
  readonly scans: Readonly<Record<Format, Scans>>;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly floats: Float64Array;
  readonly longs: BigInt64Array;

  constructor(host: WebAssemblyHost, module: object, pages: number) {
    const memory = new host.Memory({ initial: pages, maximum: pages });
    this.exports = new host.Instance(module, { kernel: { memory } }).exports as Exports;
    this.scans = { f8: scansOf(this.exports, 'f8'), f4: scansOf(this.exports, 'f4') };
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Int32Array(memory.buffer);
    this.floats = new Float64Array(memory.buffer);
    this.longs = new BigInt64Array(memory.buffer);
  }

  /** Writes an int32 or a float64 at an offset of the layout. */
  setWord(at: number, value: number): void {
    this.words[at / 4] = value;
  }

  setFloat(at: number, value: number): void {
    this.floats[at / 8] = value;
  }

  /** An int64 from a whole number below 2^53, without a BigInt. */
  setCount(at: number, value: number): void {
    this.words[at / 4] = value;
    this.words[at / 4 + 1] = value / 2 ** 32;
  }

  word(at: number): number {
    return this.words[at / 4]!;
  }

  /** The larger of two lanes. */
  larger(at: number): number {
    return Math.max(this.floats[at / 8]!, this.floats[at / 8 + 1]!);
  }

  /** The larger of two counts whose top bit is turned. */
  largerSteps(at: number): bigint {
    const words = this.words;
    const [upper, otherUpper] = [words[at / 4 + 1]! + 2 ** 31, words[at / 4 + 3]! + 2 ** 31];
    const [lower, otherLower] = [words[at / 4]! >>> 0, words[at / 4 + 2]! >>> 0];
    // A BigInt made of a number takes a third of the time one made of 64 bits does.
    if (upper < 2 ** 21 && otherUpper < 2 ** 21) {
      return BigInt(Math.max(upper * 2 ** 32 + lower, otherUpper * 2 ** 32 + otherLower));
    }
    const [a, b] = [this.longs[at / 8]!, this.longs[at / 8 + 1]!];
    return BigInt.asUintN(64, (a > b ? a : b) + 2n ** 63n);
  }

  /** The sum of two lanes that count. */
  sum(at: number): number {
    const [words, i] = [this.words, at / 4];
    return (words[i + 1]! + words[i + 3]!) * 2 ** 32 + (words[i]! >>> 0) + (words[i + 2]! >>> 0);
  }
}

function scansOf(exports: Exports, format: Format): Scans {
  return {
    near: exports[`${format}_near`],
    relative: exports[`${format}_relative`],
    general: exports[`${format}_general`],
    drifting: exports[`${format}_drifting`],
    whole: exports[`${format}_whole`],
  };
}

let compiled: { readonly host: WebAssemblyHost; readonly module: object } | null | undefined;

/** The kernel with `pages` of 64 kB memory, or null where there is no WebAssembly or it has no SIMD. */
export function openMachine(pages: number): Machine | null {
  compiled ??= compile((globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly);
  return compiled === null ? null : new Machine(compiled.host, compiled.module, pages);
}

/** The kernel's code, or null when this host cannot run it. */
export function compile(host: WebAssemblyHost | undefined): { host: WebAssemblyHost; module: object } | null {
  if (host === undefined) return null;
  const bytes = Buffer.from(kernelBytes, 'base64');
  return host.validate(bytes) ? { host, module: new host.Module(bytes) } : null;
}
