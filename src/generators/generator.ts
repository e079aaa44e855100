import type { Arbitrary } from 'fast-check';
import type { CallArguments } from '../value/outcome.ts';

/** Makes and shrinks the inputs of a subject. */
export interface Generator {
  /** Raised by hand when the same seed begins to give other cases: part of every case's seed. */
  readonly version: number;
  readonly arbitrary: Arbitrary<CallArguments>;
  /** Inputs that are tried before any random one. */
  readonly edges?: readonly CallArguments[];
}
