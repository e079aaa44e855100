import { inputText } from './golden-digest.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';

/** Something about a readable golden file that makes it worth less than it could be. */
export interface LintProblem {
  /** JSON Pointer: `/vectors/3/comment`. */
  readonly place: string;
  readonly rule: LintRule;
  readonly message: string;
}

export type LintRule =
  | 'comment-one-line'
  | 'comment-unique'
  | 'input-unique'
  | 'note-unused'
  | 'flag-missing'
  | 'setup-error'
  | 'made-by';

const longestComment = 200;

/** Classes that say that something was not installed, not that an input was wrong. */
const setupErrors = new Set(['ImportError', 'ModuleNotFoundError', 'ERR_MODULE_NOT_FOUND']);

/** What a reviewer would object to in a golden file that reads well; empty when nothing. */
export function lintGolden(file: GoldenFile): LintProblem[] {
  return [
    ...file.vectors.flatMap(lintVector),
    ...repeated(file.vectors, 'comment', 'comment-unique', ({ comment }) => comment, 'say what sets them apart'),
    ...repeated(file.vectors, 'input', 'input-unique', ({ input }) => inputText(input), 'one of them adds nothing'),
    ...unusedNotes(file),
    ...lintMadeBy(file),
  ];
}

function lintVector({ comment, flags, outcome }: GoldenVector, index: number): LintProblem[] {
  const problems: LintProblem[] = [];
  const at = (part: string, rule: LintRule, message: string) =>
    problems.push({ place: `/vectors/${index}/${part}`, rule, message });
  if (comment.length > longestComment || /[\u0000-\u001f\u007f\u2028\u2029]/.test(comment)) {
    at('comment', 'comment-one-line', `A comment is one line of at most ${longestComment} characters`);
  }
  if (flags.length === 0) at('flags', 'flag-missing', 'No flag says what class of bug a failure would show');
  if ('raised' in outcome && setupErrors.has(outcome.raised.class)) {
    at('outcome', 'setup-error', `${outcome.raised.class} is a broken set-up, not a behaviour to preserve`);
  }
  return problems;
}

function repeated(
  vectors: readonly GoldenVector[],
  part: string,
  rule: LintRule,
  of: (vector: GoldenVector) => string,
  remedy: string,
): LintProblem[] {
  const first = new Map<string, string>();
  const problems: LintProblem[] = [];
  vectors.forEach((vector, index) => {
    const key = of(vector);
    const twin = first.get(key);
    if (twin === undefined) first.set(key, vector.id);
    else {
      const message = `"${vector.id}" has the same ${part} as "${twin}": ${remedy}`;
      problems.push({ place: `/vectors/${index}/${part}`, rule, message });
    }
  });
  return problems;
}

function unusedNotes({ notes, vectors }: GoldenFile): LintProblem[] {
  const used = new Set(vectors.flatMap(({ flags }) => flags));
  return Object.keys(notes)
    .filter((flag) => !used.has(flag))
    .map((flag) => ({ place: `/notes/${flag}`, rule: 'note-unused', message: `No vector has the flag "${flag}"` }));
}

function lintMadeBy({ provenance: { madeBy } }: GoldenFile): LintProblem[] {
  if (!/^(\/|[A-Za-z]:|~)|(^|[\\/])\.\.([\\/]|$)/.test(madeBy)) return [];
  const message = 'The code that made the cases is named by its path inside the project';
  return [{ place: '/provenance/madeBy', rule: 'made-by', message }];
}
