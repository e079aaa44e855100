import type { Finding } from '../../runner/report.ts';
import { originWords, remedy, replayCommand, sidesOf } from '../drift-block.ts';
import { headline, kindOf, stderrLines } from '../headline.ts';
import { renderInput } from '../input.ts';
import { conditioningWords, refereeWords } from '../opinion-words.ts';
import { wouldPassWays } from '../place-words.ts';
import { count, short, tolerances } from '../quantity.ts';
import { cut, visible } from '../visible.ts';
import { differing } from './differing.ts';

/** A line of a card: its name, its text, and from where to where the text is marked as differing. */
export type Field = readonly [label: string, text: string, from?: number, to?: number];

/** A finding as the page shows it, whether it stands in the file as markup or is made by the page's script. */
export interface Card {
  readonly id: string;
  readonly subject: string;
  readonly modern: string;
  readonly status: string;
  /** Its class of drift, or its status where it has none. */
  readonly class: string;
  readonly severity: string;
  readonly kind: string;
  readonly title: string;
  readonly cases: number;
  readonly fields: readonly Field[];
}

/** How long the texts of a card may be, and whether it holds what is said about the drift besides. */
export interface CardSize {
  readonly value: number;
  readonly text: number;
  readonly opinions: boolean;
}

export function cardOf(finding: Finding, size: CardSize): Card {
  const text = (words: string) => cut(visible(words), size.text);
  const fields: Field[] = [
    ...sideFields(finding, size),
    ...optional('off by', distanceWords(finding)),
    ...optional('rule', text(finding.difference?.rule ?? '')),
    ...(size.opinions ? opinions(finding, text) : []),
    ['input', text(renderInput(finding.input))],
    ['case', text(originWords(finding))],
    ...(finding.evidence === '' ? [] : [['replay', visible(replayCommand(finding))] as const]),
  ];
  return {
    id: visible(finding.id),
    subject: visible(`${finding.suite}/${finding.subject}`),
    modern: visible(finding.modern),
    status: finding.status,
    class: finding.class ?? finding.status,
    severity: finding.severity,
    kind: kindOf(finding),
    title: text(headline(finding)),
    cases: finding.cases,
    fields,
  };
}

function optional(label: string, text: string): Field[] {
  return text === '' ? [] : [[label, text]];
}

function sideFields(finding: Finding, { value }: CardSize): Field[] {
  const sides = sidesOf(finding, value).map(([label, text]) => [label, cut(text, value * 2)] as const);
  const [one, other] = sides;
  const { difference } = finding;
  // Beside nothing, all of a value differs.
  const isPair = difference?.legacy !== undefined && difference.modern !== undefined;
  if (one === undefined || other === undefined || !isPair) return sides.map((side) => [...side]);
  const [a, b] = differing(one[1], other[1]);
  return [
    [...one, a.from, a.to],
    [...other, b.from, b.to],
  ];
}

/** All sizes of the difference, and its share of what is allowed. */
function distanceWords({ difference }: Finding): string {
  if (difference === null) return '';
  const { abs, rel, ulp, share } = difference;
  const sizes = [
    abs === null ? '' : `${short(abs)} absolute`,
    rel === null ? '' : `${short(rel)} relative`,
    ulp === null ? '' : `${ulp < 10n ** 15n ? count(Number(ulp)) : short(Number(ulp))} ulp`,
    share === null || !Number.isFinite(share) ? '' : tolerances(share),
  ].filter((words) => words !== '');
  return sizes.join(' · ');
}

function opinions(finding: Finding, text: (words: string) => string): Field[] {
  const { mechanism, referee, conditioning, confirmed, wouldPass, notes, side, legacyOutcome, modernOutcome } = finding;
  const died = side === 'legacy' ? legacyOutcome : modernOutcome;
  const ways = wouldPass === null ? '' : wouldPassWays(wouldPass);
  return [
    ...optional(
      'looks like',
      mechanism === null
        ? ''
        : text(`${mechanism.name.replaceAll('-', ' ')}: ${mechanism.meaning} (${mechanism.test})`),
    ),
    ...optional('referee', referee === null ? '' : text(refereeWords(referee))),
    ...optional('input is', text(conditioningWords(conditioning))),
    ...optional(
      'came back',
      confirmed === undefined ? '' : `${confirmed.cameBack} of ${confirmed.runs} times in fresh processes`,
    ),
    ...optional('broken', text(finding.violation ?? '')),
    ...optional('would pass', ways === '' ? '' : `with ${ways}`),
    ...stderrLines(died, 5).map((line): Field => ['stderr', line]),
    ...notes
      .slice(0, 3)
      .map((note): Field => ['note', text(`${note.bugType}: ${note.description} Effect: ${note.effect}`)]),
    ['try', text(remedy(finding))],
  ];
}
