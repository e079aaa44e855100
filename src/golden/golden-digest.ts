import { canonicalJson, sha256 } from '../base/digest.ts';
import { argumentsValue } from '../value/arguments.ts';
import { type ArrayReferences, encodeText } from '../value/encode.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';

/**
 * SHA-256 of the canonical JSON of notes and vectors, in which every input and every returned value stands as the
 * string of its text form. So white space, key order and the spelling of a number do not count, and everything a
 * comparison sees does, also what is in the .npz beside the file. Provenance is left out: recording the same outcomes again gives the same digest.
 */
export function goldenDigest({ notes, vectors }: Pick<GoldenFile, 'notes' | 'vectors'>): string {
  return sha256(canonicalJson({ notes, vectors: vectors.map(digestible) }));
}

function digestible({ id, comment, flags, origin, input, outcome, accepted }: GoldenVector): unknown {
  const review = accepted === undefined ? {} : { accepted };
  return { id, comment, flags, origin, input: inputText(input), outcome: outcomeText(outcome), ...review };
}

/** Inputs with the same text are the same input. */
export function inputText(input: GoldenVector['input'], arrays?: ArrayReferences): string {
  return encodeText(argumentsValue(input), arrays);
}

/** Outcomes with the same text are the same outcome; an error's message counts. */
export function outcomeText(outcome: GoldenVector['outcome'], arrays?: ArrayReferences): string {
  if ('returned' in outcome) return `{"returned":${encodeText(outcome.returned, arrays)}}`;
  const { class: name, message } = outcome.raised;
  return `{"raised":${JSON.stringify({ class: name, message })}}`;
}
