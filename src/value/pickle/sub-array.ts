import type { DTypeSpec } from '../value.ts';

/** A field of several elements: an element type that stands in a structured one and nowhere else. */
export interface SubArray {
  readonly type: DTypeSpec;
  readonly shape: number[];
}
