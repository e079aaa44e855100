import { evaluate } from './evaluate.ts';
import type { RealBindings, RealExpression } from './expression.ts';
import { type Errors, floatFormats, measure, overlap } from './measure.ts';
import type { Real } from './real.ts';
import { truthText } from './truth-text.ts';
import { TooWide, Undetermined } from './undetermined.ts';

/** The truth that is asked for: a real function and the exact numbers that both sides were given. */
export interface RefereeQuestion {
  readonly expression: RealExpression;
  readonly bindings: RealBindings;
}

/** Which side is nearer the truth. */
export interface Ruling {
  readonly nearer: 'legacy' | 'modern' | 'neither' | 'undetermined';
  /** How it was decided, or why it was not. */
  readonly why: string;
  /** The truth in decimal; null when undetermined. */
  readonly truth: string | null;
  /** Errors in units in the last place that the truth has in the format; null when undetermined. */
  readonly legacyUlp: number | null;
  readonly modernUlp: number | null;
}

export interface RefereeOptions {
  /** The format of the answers (default `f8`). */
  readonly format?: keyof typeof floatFormats;
  /** Bits of the finest attempt (default 4096): enough to add e and 10^-600. */
  readonly maxBits?: number;
}

/** Twice a binary64's significand and some: enough for most questions. */
const firstBits = 128;

/** Digits that tell any two numbers of the format apart (17, 9, 5), and four more. */
const shownDigits = { f8: 21, f4: 13, f2: 9 } as const;

/**
 * Rules which of two answers is nearer the truth, where the truth is the value of the real function on the exact
 * numbers given. Intermediate results are fractions while they are exact and short, else balls that are certain to hold
 * the true value; from 128 bits on the precision doubles until the truth is known to 1/4096 unit in the last place. The
 * answer is accepted when the same at twice that precision agrees with it.
 *
 * A side is nearer when its error is smaller by more than half a unit in the last place; else `neither` is.
 * `undetermined`: no real value (division by zero, a root or logarithm out of its domain, a complex power), an
 * intermediate result beyond the range of binary64, a computed argument exactly at a jump, or where more than `maxBits`
 * would be needed (results that cancel to nothing look like that).
 */
export function rule(question: RefereeQuestion, legacy: number, modern: number, options: RefereeOptions = {}): Ruling {
  if (!Number.isFinite(legacy) || !Number.isFinite(modern)) return undetermined('an answer is not a finite number');
  const format = options.format ?? 'f8';
  const maxBits = options.maxBits ?? 4096;
  let why = 'no precision was allowed';
  for (let bits = firstBits; bits <= maxBits; bits *= 2) {
    try {
      const attempt = at(question, legacy, modern, format, bits);
      if (attempt.truth.kind === 'rational') return ruling(attempt, format, 'exact arithmetic');
      const check = at(question, legacy, modern, format, 2 * bits);
      if (agree(attempt, check, bits)) return ruling(check, format, `${bits} and ${2 * bits} bits agree`);
      why = `${bits} and ${2 * bits} bits do not agree`;
    } catch (error) {
      if (error instanceof Undetermined) return undetermined(error.message);
      if (!(error instanceof TooWide)) throw error;
      why = `${error.message}, also with ${bits} bits`;
    }
  }
  return undetermined(why);
}

interface Attempt {
  readonly truth: Real;
  readonly errors: Errors;
}

function at(
  { expression, bindings }: RefereeQuestion,
  legacy: number,
  modern: number,
  format: keyof typeof floatFormats,
  bits: number,
): Attempt {
  const truth = evaluate(expression, bindings, bits);
  return { truth, errors: measure(truth, legacy, modern, floatFormats[format]) };
}

function agree(a: Attempt, b: Attempt, bits: number): boolean {
  return overlap(a.truth, b.truth, 2 * bits) && a.errors.nearer === b.errors.nearer;
}

function ruling({ truth, errors }: Attempt, format: keyof typeof floatFormats, why: string): Ruling {
  const text = truthText(truth, shownDigits[format]);
  return { nearer: errors.nearer, why, truth: text, legacyUlp: errors.legacy, modernUlp: errors.modern };
}

function undetermined(why: string): Ruling {
  return { nearer: 'undetermined', why, truth: null, legacyUlp: null, modernUlp: null };
}
