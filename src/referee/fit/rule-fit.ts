import { truthText } from '../truth-text.ts';
import { TooWide, Undetermined } from '../undetermined.ts';
import { CompiledFit } from './compiled-fit.ts';
import { correctDigits } from './correct-digits.ts';
import { descend } from './descend.ts';
import type { FitQuestion } from './fit-question.ts';
import { places } from './places.ts';
import { floatOf, minus, pointOf, sizeOf } from './points.ts';
import { apart, type Budget, type Minimum, polish } from './polish.ts';

/** Which answer to a least-squares problem is nearer the true minimum. */
export interface FitRuling {
  readonly nearer: 'legacy' | 'modern' | 'neither' | 'undetermined';
  readonly why: string;
  /** The parameters at the minimum, the lower one where there are two; null when undetermined. */
  readonly truth: string | null;
  /** Correct digits of the worst parameter of each side at that minimum; null when undetermined. */
  readonly legacyDigits: number | null;
  readonly modernDigits: number | null;
  /** Whether both answers stand in the basin of one minimum; null when undetermined. */
  readonly basin: 'one' | 'two' | null;
}

export interface FitRulingOptions {
  /** Bits of the first attempt (default 128); each is checked with twice as many. */
  readonly bits?: number;
  /** Bits of the finest attempt (default 512), which is checked with twice as many. */
  readonly maxBits?: number;
  /** What it may cost in steps of many digits, each a few microseconds (default 2e6). */
  readonly maxCost?: number;
}

/** By so many digits one side must be nearer: a factor of two. */
const margin = 0.3;
/** Two minima whose sums of squares differ by less of themselves are as low. */
const asLow = 2 ** -40;

/**
 * Polishes the minimum in whose basin each answer stands, and says which answer has more correct digits (the log relative
 * error of its worst parameter). The minimum is accepted when the same at twice the bits agrees with it to 45 % of them.
 * Where the answers stand in two basins, the lower minimum is the true one; where both are as low, each answer is held
 * against its own.
 *
 * `undetermined`: an answer is not finite, the search does not converge, the data do not determine the parameters, a bound
 * keeps the minimum out of the box, the model has a function without a derivative, or it would cost more than `maxCost`.
 */
export function ruleFit(
  question: FitQuestion,
  legacy: ArrayLike<number>,
  modern: ArrayLike<number>,
  options: FitRulingOptions = {},
): FitRuling {
  const answers = [Float64Array.from(legacy), Float64Array.from(modern)] as const;
  const maxBits = options.maxBits ?? 512;
  const budget: Budget = { left: options.maxCost ?? 2e6 };
  try {
    const fit = new CompiledFit(question);
    if (answers.some((answer) => answer.length !== fit.p || !answer.every(Number.isFinite)))
      return undetermined('an answer is not finite, or has not as many parameters');
    for (let bits = options.bits ?? 128; ; bits *= 2) {
      try {
        return ruleAt(fit, answers, bits, budget);
      } catch (error) {
        if (!(error instanceof TooWide)) throw error;
        if (2 * bits > maxBits) return undetermined(`${error.message}, also with ${bits} bits`);
      }
    }
  } catch (error) {
    if (error instanceof Undetermined) return undetermined(error.message);
    throw error;
  }
}

function ruleAt(
  fit: CompiledFit,
  [legacy, modern]: readonly [Float64Array, Float64Array],
  bits: number,
  budget: Budget,
): FitRuling {
  const first = minimumAt(fit, legacy, bits, budget);
  const other = polish(fit, [...descend(fit, modern)].map(pointOf), bits, budget);
  const order = places(first, other, fit.question.exchangeable ?? [], bits);
  const why = `${bits} and ${2 * bits} bits agree`;
  if (order !== null) {
    const moved = Float64Array.from(order, (k) => modern[k]!);
    return ruling(fit, why, 'one', [correctDigits(legacy, first), correctDigits(moved, first)], first);
  }
  const second = minimumAt(fit, modern, bits, budget);
  const gap = floatOf(minus(second.rss, first.rss, bits)) / floatOf(second.rss);
  if (Math.abs(gap) < asLow)
    return ruling(
      fit,
      `${why}; both minima are as low`,
      'two',
      [correctDigits(legacy, first), correctDigits(modern, second)],
      first,
    );
  const lower = gap > 0 ? first : second;
  return ruling(fit, why, 'two', [correctDigits(legacy, lower), correctDigits(modern, lower)], lower);
}

/** @throws {TooWide} when the same at twice the bits does not agree @throws {Undetermined} outside of the box */
function minimumAt(fit: CompiledFit, answer: Float64Array, bits: number, budget: Budget): Minimum {
  const rough = polish(fit, [...descend(fit, answer)].map(pointOf), bits, budget);
  const fine = polish(fit, rough.parameters, 2 * bits, budget);
  if (apart(rough.parameters, fine.parameters, fine.units, 2 * bits) > -0.45 * bits)
    throw new TooWide(`${bits} and ${2 * bits} bits do not agree on its minimum`);
  const { lower, upper } = fit.question;
  for (const [j, value] of fine.parameters.entries()) {
    const outside = (end: number | undefined, sign: 1 | -1) =>
      end !== undefined && Number.isFinite(end) && sign * Math.sign(floatOf(minus(value, pointOf(end), 2 * bits))) > 0;
    if (outside(lower?.[j], -1) || outside(upper?.[j], 1))
      throw new Undetermined('a bound keeps its minimum out of the box');
  }
  return fine;
}

function ruling(
  { question }: CompiledFit,
  why: string,
  basin: 'one' | 'two',
  [legacyDigits, modernDigits]: readonly [number, number],
  minimum: Minimum,
): FitRuling {
  const ahead = modernDigits - legacyDigits;
  const nearer = ahead > margin ? 'modern' : ahead < -margin ? 'legacy' : 'neither';
  const truth = question.parameters
    .map((name, j) => {
      const value = minimum.parameters[j]!;
      return `${name} = ${sizeOf(value) < minimum.units[j]! ? '0' : truthText(value, shownDigits)}`;
    })
    .join(', ');
  return { nearer, why, truth, legacyDigits, modernDigits, basin };
}

const shownDigits = 17;

function undetermined(why: string): FitRuling {
  return { nearer: 'undetermined', why, truth: null, legacyDigits: null, modernDigits: null, basin: null };
}
