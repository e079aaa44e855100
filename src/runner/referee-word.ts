import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import type { Comparison, Difference } from '../compare/difference.ts';
import { rule } from '../referee/referee.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { CallArguments } from '../value/outcome.ts';
import { numberAt, type PlacedNumber } from './number-at.ts';
import type { RefereeWord } from './report.ts';
import type { JudgedResult } from './result.ts';

export type RefereeOfSubject = NonNullable<SubjectDefinition['referee']>;

/** A difference between two floats of one format inside the returned values. */
export interface FloatDifference {
  readonly difference: Difference;
  readonly legacy: number;
  readonly modern: number;
  readonly format: PlacedNumber['format'];
}

/**
 * Reads a difference as one of two floats; null when it is anything else. Its own legacy side is the reference: on a
 * vector that is the golden outcome.
 */
export function floatDifference(difference: Difference, judged: Pick<JudgedResult, 'modern'>): FloatDifference | null {
  const { path, ulp, legacy } = difference;
  if (difference.class !== 'value' || ulp === null || path[0] !== 'value') return null;
  if (judged.modern?.kind !== 'returned' || legacy === undefined) return null;
  const modern = numberAt(judged.modern.value, path.slice(1));
  const reference = numberAt(legacy, []);
  if (modern === null || reference === null) return null;
  return { difference, legacy: reference.value, modern: modern.value, format: modern.format };
}

/** The largest difference between floats, as the law orders them; null when there is none. */
export function worstFloatDifference(
  comparison: Comparison,
  judged: Pick<JudgedResult, 'modern'>,
): FloatDifference | null {
  for (const difference of comparison.differences) {
    const found = floatDifference(difference, judged);
    if (found !== null) return found;
  }
  return null;
}

/** Bits for findings, and for the many cases of a scoreboard. */
export const refereeBits = { finding: 4096, scoreboard: 1024 } as const;

/**
 * What the referee says of a difference.
 *
 * @throws SetupError when the suite's own function throws: its mistakes must not pass for a hard question
 */
export function refereeWord(
  referee: RefereeOfSubject,
  input: CallArguments,
  { difference, legacy, modern, format }: FloatDifference,
  maxBits: number,
  name: string,
): RefereeWord {
  const asked = guarded(name, () => {
    const task = referee(input);
    return task !== null && 'ask' in task ? task.ask(difference.path.slice(1)) : untold;
  });
  if (typeof asked === 'string') return undetermined(asked);
  return rule(asked, legacy, modern, { format, maxBits });
}

/**
 * What the suite says is the truth of an input; null where it says nothing.
 *
 * @throws SetupError when the suite's function throws
 */
export function refereeTask(referee: RefereeOfSubject, input: CallArguments, name: string) {
  return guarded(name, () => referee(input));
}

const untold = 'the suite tells no truth for this input';

function undetermined(why: string): RefereeWord {
  return { nearer: 'undetermined', why, truth: null, legacyUlp: null, modernUlp: null };
}

function guarded<T>(name: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SetupError(
      `The referee function of ${name} threw ${plainLine(reason)}; it must take any input of its subject and any place of its result`,
      { cause: error },
    );
  }
}
