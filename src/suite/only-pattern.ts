import { SetupError } from '../base/errors.ts';
import { matchesGlob } from './glob.ts';

/** A pattern of `--only`; see `parseOnly`. */
export interface OnlyPattern {
  readonly text: string;
  /** Globs. */
  readonly suite: string;
  readonly subject: string;
  /** Which of its cases; null is all of them. */
  readonly cases: OnlyVectors | OnlyGenerated | null;
}

export interface OnlyVectors {
  readonly kind: 'vectors';
  /** Glob of ids. */
  readonly id: string;
}

/** Both ends included. */
export interface OnlyGenerated {
  readonly kind: 'generated';
  readonly from: number;
  readonly to: number;
}

const grammar =
  /^(?:(?<suite>[\w.*?-]+)\/)?(?<subject>[\w.*?-]+)?(?:@(?<id>[\w.+*?-]+)|#(?<from>\d+)(?:-(?<to>\d+))?)?$/;
const lastIndex = 999_999_999;

/**
 * Reads a pattern of `--only`: `[suite/]subject[@vector | #index | #first-last]`, in which suite, subject and vector
 * may hold `*` (any run of characters) and `?` (any one).
 *
 * | pattern | cases |
 * |---|---|
 * | `evaluate` | all cases of every subject called so |
 * | `expression/*` | all cases of a suite |
 * | `expression/evaluate@maxwell-*` | the golden vectors with such ids, and nothing else |
 * | `evaluate#17`, `evaluate#10-19` | those generated cases, also beyond the number a run asks for |
 * | `@maxwell-3`, `#17` | the same, of every subject |
 *
 * @throws SetupError for a text that is none
 */
export function parseOnly(text: string): OnlyPattern {
  const { suite, subject, id, from, to } = grammar.exec(text)?.groups ?? {};
  if ([subject, id, from].every((part) => part === undefined)) throw notPattern(text);
  return { text, suite: suite ?? '*', subject: subject ?? '*', cases: casesOf(text, id, from, to) };
}

function casesOf(text: string, id?: string, from?: string, to: string | undefined = from): OnlyPattern['cases'] {
  if (id !== undefined) return { kind: 'vectors', id };
  if (from === undefined) return null;
  const generated: OnlyGenerated = { kind: 'generated', from: Number(from), to: Number(to) };
  if (generated.from > generated.to || generated.to > lastIndex) {
    throw new SetupError(`--only ${JSON.stringify(text)}: #${from}-${to} is no range of cases from 0 to ${lastIndex}`);
  }
  return generated;
}

function notPattern(text: string): SetupError {
  return new SetupError(
    `--only ${JSON.stringify(text)} is not a pattern; write a subject and, if you like, its suite and a case: evaluate, expression/evaluate, evaluate@maxwell-*, evaluate#17, evaluate#10-19`,
  );
}

export function namesSubject(pattern: OnlyPattern, suite: string, subject: string): boolean {
  return matchesGlob(pattern.suite, suite) && matchesGlob(pattern.subject, subject);
}
