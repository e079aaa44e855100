/** Small pieces of WebAssembly text. */
import { layout } from '../../src/compare/kernel/layout.ts';

/** How the kernel reads two elements of a dtype. */
export interface Format {
  readonly name: 'f8' | 'f4';
  readonly bytes: number;
  /** Two values, widened to binary64. */
  readonly values: (at: string) => string;
  /** Their bits, sign-extended to 64. */
  readonly bits: (at: string) => string;
  /** All bits but the sign. */
  readonly magnitude: string;
  /** The filter counts steps of bits as they are; past this many a pair of different signs may look like a near one. */
  readonly maxSteps: string;
}

export const formats: readonly Format[] = [
  {
    name: 'f8',
    bytes: 8,
    values: (at) => `(v128.load ${at})`,
    bits: (at) => `(v128.load ${at})`,
    magnitude: '0x7fffffffffffffff',
    maxSteps: '0x0008000000000000',
  },
  {
    name: 'f4',
    bytes: 4,
    values: (at) => `(f64x2.promote_low_f32x4 (v128.load64_zero ${at}))`,
    bits: (at) => `(v128.load32x2_s ${at})`,
    magnitude: '0x7fffffff',
    maxSteps: '0x400000',
  },
];

type Slot = keyof typeof layout;

export const address = (slot: Slot): string => `(i32.const ${layout[slot]})`;
export const loadI32 = (slot: Slot): string => `(i32.load ${address(slot)})`;
export const loadI64 = (slot: Slot): string => `(i64.load ${address(slot)})`;
export const loadF64 = (slot: Slot): string => `(f64.load ${address(slot)})`;
export const loadPair = (slot: Slot): string => `(v128.load ${address(slot)})`;
export const store = (type: 'i32' | 'i64' | 'f64' | 'v128', slot: Slot, value: string): string =>
  `(${type}.store ${address(slot)} ${value})`;
export const topBit = '(i64.const 0x8000000000000000)';
export const topBits = '(v128.const i64x2 0x8000000000000000 0x8000000000000000)';

/** `$sum` counts the lanes where a mask is set. */
export const count = (sum: string, mask: string): string => `(local.set ${sum} (i64x2.sub (local.get ${sum}) ${mask}))`;
/** `$record` keeps the larger of itself and a value that is no NaN. */
export const raise = (record: string, value: string): string =>
  `(local.set ${record} (f64x2.pmax (local.get ${record}) ${value}))`;
/** The same for counts whose top bit is turned. */
export const raiseSteps = (record: string, value: string): string =>
  `(local.set ${record} (v128.bitselect ${value} (local.get ${record}) (i64x2.gt_s ${value} (local.get ${record}))))`;
export const locals = (type: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `(local ${name} ${type})`)
    .join(' ');
