import { readAnswer } from '../compare/optimum/optimum-answer.ts';
import { ruleFit } from '../referee/fit/rule-fit.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { type RefereeOfSubject, refereeTask } from './referee-word.ts';
import type { RefereeWord } from './report.ts';
import type { JudgedResult } from './result.ts';

/** Steps of many digits for findings, and for the many cases of a scoreboard. */
export const fitCosts = { finding: 4e6, scoreboard: 3e5 } as const;

/** The answers that were held against each other. */
export interface FitAnswers {
  readonly legacy: Value;
  readonly modern: Value;
}

/** What both sides of a result returned, the golden outcome for legacy where that was the reference; null where one did not. */
export function answersOf({ reference, modern }: Pick<JudgedResult, 'reference' | 'modern'>): FitAnswers | null {
  if (reference === undefined || modern?.kind !== 'returned') return null;
  return { legacy: reference, modern: modern.value };
}

/**
 * Which answer is nearer the true minimum; null where the subject's truth for this input is no fit, or an answer is none.
 *
 * @throws SetupError when the suite's own function throws
 */
export function fitWord(
  referee: RefereeOfSubject,
  input: CallArguments,
  answers: FitAnswers,
  maxCost: number,
  name: string,
): RefereeWord | null {
  const [legacy, modern] = [readAnswer(answers.legacy), readAnswer(answers.modern)];
  if (typeof legacy === 'string' || typeof modern === 'string') return null;
  const task = refereeTask(referee, input, name);
  if (task === null || !('fit' in task)) return null;
  const { nearer, why, truth, legacyDigits, modernDigits, basin } = ruleFit(
    task.fit,
    legacy.parameters,
    modern.parameters,
    { maxCost },
  );
  const word = { nearer, why, truth, legacyUlp: null, modernUlp: null };
  if (legacyDigits === null || modernDigits === null || basin === null) return word;
  return { ...word, fit: { legacyDigits, modernDigits, basin } };
}
