import { kernelBytes } from './bytes.ts';
import { layout } from './layout.ts';

/** How the kernel reads elements. */
export type Format = 'f8' | 'f4';
export type Kind = 'relative' | 'general' | 'drifting' | 'whole';
type Scan = (legacy: number, modern: number, groups: number) => void;
type Widen = (legacy: number, modern: number, toLegacy: number, toModern: number, count: number) => void;

/** Integers the kernel widens to float64, by the end of their dtype. */
type WidenedType = 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'u4' | 'i8' | 'u8';
type Exports = Readonly<Record<`${Format}_${Kind}`, Scan> & Record<`widen_${WidenedType}`, Widen>>;

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
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly floats: Float64Array;
  readonly longs: BigInt64Array;

  constructor(host: WebAssemblyHost, module: object, pages: number) {
    const memory = new host.Memory({ initial: pages, maximum: pages });
    this.exports = new host.Instance(module, { kernel: { memory } }).exports as Exports;
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Int32Array(memory.buffer);
    this.floats = new Float64Array(memory.buffer);
    this.longs = new BigInt64Array(memory.buffer);
  }

  /** Writes an int32 or a float64 at an offset of the layout. */
  setWord(slot: keyof typeof layout, value: number): void {
    this.words[layout[slot] / 4] = value;
  }

  setFloat(slot: keyof typeof layout, value: number): void {
    this.floats[layout[slot] / 8] = value;
  }

  /** An int64 from a whole number below 2^53, without a BigInt. */
  setCount(slot: keyof typeof layout, value: number): void {
    this.words[layout[slot] / 4] = value;
    this.words[layout[slot] / 4 + 1] = value / 2 ** 32;
  }

  word(slot: keyof typeof layout): number {
    return this.words[layout[slot] / 4]!;
  }

  /** The larger of two lanes. */
  larger(slot: keyof typeof layout): number {
    return Math.max(this.floats[layout[slot] / 8]!, this.floats[layout[slot] / 8 + 1]!);
  }

  /** The larger of two counts whose top bit is turned. */
  largerSteps(slot: keyof typeof layout): bigint {
    const at = layout[slot] / 8;
    const [a, b] = [this.longs[at]!, this.longs[at + 1]!];
    return BigInt.asUintN(64, (a > b ? a : b) + 2n ** 63n);
  }

  /** The sum of two lanes that count. */
  sum(slot: keyof typeof layout): number {
    const at = layout[slot] / 4;
    const [low, high] = [this.words[at]!, this.words[at + 2]!];
    return (this.words[at + 1]! + this.words[at + 3]!) * 2 ** 32 + (low >>> 0) + (high >>> 0);
  }
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
