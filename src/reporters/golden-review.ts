import type { Difference } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import type { RefereeWord } from '../runner/report.ts';
import type { ReviewedChange } from '../studies/review-change.ts';
import type { PendingReview } from '../studies/review-golden.ts';
import { renderValue } from '../value/render.ts';
import { renderInput } from './input.ts';
import { type Json, jsonText, numberText, valueText } from './json-text.ts';
import { fitWords } from './opinion-words.ts';
import { plural, short } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { cut, visible } from './visible.ts';

const valueLength = 100;
const commentLength = 120;
/** Changes of a group that are shown one by one; the rest is counted. */
export const changesShown = 20;

/** Changes with one likeness. */
export interface ChangeGroup {
  readonly id: string;
  readonly likeness: string;
  readonly changes: readonly ReviewedChange[];
}

/** The groups of a review, in the order of their first change. */
export function groupsOf({ changes }: Pick<PendingReview, 'changes'>): ChangeGroup[] {
  const groups = new Map<string, ReviewedChange[]>();
  for (const change of changes) groups.set(change.group, [...(groups.get(change.group) ?? []), change]);
  return [...groups].map(([id, members]) => ({ id, likeness: members[0]!.likeness, changes: members }));
}

/** All that waits, group by group. */
export function reviewLines(reviews: readonly PendingReview[]): Line[] {
  return reviews.flatMap((review, index) => [
    ...(index === 0 ? [] : [[]]),
    reviewHead(review),
    ...groupsOf(review).flatMap((group) => [[], ...groupLines(group, changesShown)]),
  ]);
}

export function reviewHead({ suite, subject, changes, recordedAt, recordedFrom }: PendingReview): Line {
  const many = `${plural(changes.length, 'change')} ${changes.length === 1 ? 'waits' : 'wait'}`;
  return [
    span(`${suite}/${subject}: ${many}`, 'strong'),
    span(`   recorded ${recordedAt} from ${recordedFrom}`, 'dim'),
  ];
}

export function groupLines({ id, likeness, changes }: ChangeGroup, most: number): Line[] {
  const hidden = changes.length - most;
  return [
    [span(`group ${id}`, 'strong'), span(`   ${likeness}; ${plural(changes.length, 'change')}`)],
    ...changes.slice(0, most).flatMap(changeLines),
    ...(hidden > 0 ? [[span(`  and ${plural(hidden, 'more change')}: --json shows all`, 'dim')]] : []),
  ];
}

function field(label: string, ...rest: Line): Line {
  return [span(`    ${label.padEnd(9)}`, 'dim'), ...rest];
}

/** One change: what was accepted, what is recorded now, how far apart, and who is nearer the truth. */
export function changeLines({ id, kind, was, now, comparison, referee }: ReviewedChange): Line[] {
  const vector = now ?? was!;
  const worst = comparison?.differences[0] ?? null;
  const head: Line = [span(`  ${id}`, 'strong'), span(`   ${cut(visible(vector.comment), commentLength)}`, 'dim')];
  if (kind === 'described') {
    const described = [was!, now!].map(({ comment, flags, origin }) => `${comment} [${flags.join(', ')}] ${origin}`);
    return [
      head,
      field('was', span(cut(visible(described[0]!), 200))),
      field('now', span(cut(visible(described[1]!), 200))),
    ];
  }
  const inputs = kind === 'input' ? [was!, now!] : [vector];
  return [
    head,
    ...inputs.map(({ input }, index) => field(index === 0 ? 'input' : 'now', span(visible(renderInput(input))))),
    field('was', span(was === null ? 'nothing: it is new' : outcomeText(was.outcome, worst?.legacy, worst), 'good')),
    field('now', span(now === null ? 'nothing: it goes' : outcomeText(now.outcome, worst?.modern, worst), 'bad')),
    ...(worst === null ? [] : [field('off by', span(distance(worst)))]),
    ...(comparison !== null && comparison.beyond > 1 ? [field('places', span(`${comparison.beyond} differ`))] : []),
    ...(referee === null ? [] : [field('referee', span(verdictOf(referee)))]),
  ];
}

/** The place that differs most where there is one, else the outcome as a whole. */
function outcomeText(outcome: ExpectedOutcome, at: Difference['legacy'], worst: Difference | null): string {
  if ('raised' in outcome) return cut(visible(`raised ${outcome.raised.class}: ${outcome.raised.message}`), 200);
  if (at !== undefined && worst?.path[0] === 'value') return visible(renderValue(at, { maxLength: valueLength }));
  return visible(`returned ${renderValue(outcome.returned, { maxLength: valueLength })}`);
}

function distance({ path, abs, rel, ulp, class: driftClass }: Difference): string {
  const sizes = [
    abs === null ? '' : `abs ${short(abs)}`,
    rel === null ? '' : `rel ${short(rel)}`,
    ulp === null ? '' : `${ulp} ulp`,
  ].filter((words) => words !== '');
  return `${sizes.length === 0 ? driftClass : sizes.join(', ')} at ${renderPath(path)}`;
}

const sides = { legacy: 'what was accepted', modern: 'what is recorded now' } as const;

/** The referee's word: the accepted outcome stands where legacy does. */
function verdictOf({ nearer, why, truth, legacyUlp, modernUlp, fit }: RefereeWord): string {
  if (fit !== undefined && truth !== null) return fitWords(nearer, fit, truth, sides);
  if (truth === null || legacyUlp === null || modernUlp === null) return `undetermined: ${visible(why)}`;
  const errors = `${short(legacyUlp)} ulp before, ${short(modernUlp)} ulp now`;
  if (nearer === 'legacy' || nearer === 'modern') return `${truth}: ${sides[nearer]} is nearer (${errors})`;
  return `${truth}: neither is nearer by more than half an ulp (${errors})`;
}

/** The same for programs. */
export function reviewJson(reviews: readonly PendingReview[]): string {
  return `${jsonText({
    waiting: reviews.reduce((sum, { changes }) => sum + changes.length, 0),
    reviews: reviews.map(({ suite, subject, file, recordedAt, recordedFrom, changes }) => {
      return { suite, subject, file, recordedAt, recordedFrom, changes: changes.map(changeJson) };
    }),
  })}\n`;
}

function changeJson({ id, kind, group, likeness, was, now, comparison, mechanism, referee }: ReviewedChange): Json {
  const worst = comparison?.differences[0] ?? null;
  return {
    ...{ id, kind, group, likeness },
    was: was === null ? null : outcomeJson(was.outcome),
    now: now === null ? null : outcomeJson(now.outcome),
    path: worst === null ? null : renderPath(worst.path),
    class: worst?.class ?? null,
    maxAbs: numberText(comparison?.maxAbs ?? null),
    maxRel: numberText(comparison?.maxRel ?? null),
    maxUlp: comparison === null || comparison.maxUlp === null ? null : String(comparison.maxUlp),
    differs: comparison?.beyond ?? null,
    mechanism: mechanism?.name ?? null,
    nearer:
      referee === null
        ? null
        : { legacy: 'was', modern: 'now', neither: 'neither', undetermined: 'undetermined' }[referee.nearer],
    truth: referee?.truth ?? null,
  };
}

function outcomeJson(outcome: ExpectedOutcome): Json {
  return 'returned' in outcome ? { returned: valueText(outcome.returned) } : { raised: { ...outcome.raised } };
}
