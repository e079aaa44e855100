import type { Finding } from '../runner/report.ts';
import { noSuite } from '../suite/names.ts';
import type { Outcome } from '../value/outcome.ts';
import { renderValue } from '../value/render.ts';
import type { Value } from '../value/value.ts';
import { deed, headline, kindOf, stderrLines } from './headline.ts';
import { renderInput } from './input.ts';
import { conditioningWords, refereeWords } from './opinion-words.ts';
import { plural, short, tolerances } from './quantity.ts';
import { type Line, span } from './styled.ts';
import { cut, visible } from './visible.ts';

const valueLength = 100;
const textLength = 300;
const stderrShown = 5;
/** Longer values do not push the address of the other side away. */
const widestColumn = 60;

function field(label: string, ...rest: Line): Line {
  return [span(`  ${label.padEnd(10)}`, 'dim'), ...rest];
}

/** What one side gave: its value at the place of the difference, or else what it did as a whole. */
function sideText(outcome: Outcome | null, difference: { value?: Value } | null, maxLength: number): string {
  if (difference?.value !== undefined) return visible(renderValue(difference.value, { maxLength }));
  if (outcome === null) return 'not asked';
  if (difference !== null && outcome.kind === 'returned') return 'nothing at this place';
  if (outcome.kind !== 'returned') return visible(deed(outcome));
  return visible(`returned ${renderValue(outcome.value, { maxLength })}`);
}

/** A side of a finding: its name, what it gave, and its address (empty for a golden outcome). */
export type SideOfFinding = readonly [label: 'legacy' | 'modern' | 'golden', text: string, address: string];

/** Both sides, or the one that a violated property is about. A moved legacy is set against its golden outcome, modern left out. */
export function sidesOf(finding: Finding, maxLength = valueLength): SideOfFinding[] {
  const { difference } = finding;
  // An error as a whole says more than the place inside it that differs.
  const whole = difference === null || finding.class === 'returned-vs-raised' || finding.class === 'error-class';
  const at = (value: Value | undefined) => (whole ? null : value === undefined ? {} : { value });
  const moved = finding.class === 'legacy-moved';
  const reference = sideText(moved ? null : finding.legacyOutcome, at(difference?.legacy), maxLength);
  const judged = sideText(moved ? finding.legacyOutcome : finding.modernOutcome, at(difference?.modern), maxLength);
  const legacy = ['legacy', reference, finding.legacyAddress] as const;
  const modern = ['modern', judged, finding.modernAddress] as const;
  if (finding.status === 'violated') return [finding.side === 'legacy' ? legacy : modern];
  if (moved)
    return [
      ['golden', reference, ''],
      ['legacy', judged, finding.legacyAddress],
    ];
  return [legacy, modern];
}

/** Both sides, one under the other, each with its address. */
function sideLines(finding: Finding): Line[] {
  const rows = sidesOf(finding);
  const width = Math.max(...rows.map(([, text]) => Math.min(text.length, widestColumn)));
  return rows.map(([label, text, address], index) =>
    field(
      label,
      span(text.padEnd(width), index === 0 && rows.length > 1 ? 'good' : 'bad'),
      span(address === '' ? '' : `   ${cut(address, textLength)}`, 'dim'),
    ),
  );
}

/** How far apart, and what is allowed; for differences without a size the rule that judged them. */
function distanceLines(finding: Finding): Line[] {
  const { difference } = finding;
  if (difference === null) return [];
  const { abs, rel, ulp, share, rule } = difference;
  const sizes: string[] = [];
  if (rel !== null && Number.isFinite(rel)) sizes.push(`${short(rel)} relative`);
  else if (abs !== null) sizes.push(`${short(abs)} absolute`);
  if (ulp !== null) sizes.push(`${ulp} ulp`);
  if (sizes.length === 0) return rule === '' ? [] : [field('rule', span(cut(rule, textLength)))];
  // The rule reads `formula with tolerances`; people want the tolerances.
  const allowed = rule.includes(' with ')
    ? `policy allows ${rule.slice(rule.lastIndexOf(' with ') + 6)}`
    : `policy wants ${rule}`;
  const times = share === null || !Number.isFinite(share) ? '' : ` (${tolerances(share)})`;
  return [field('off by', span(sizes.join(', '), 'strong'), span(`; ${allowed}${times}`))];
}

/** By what two answers of optimizers were told to be at two places: the first clause of the rule. */
function toldLines({ class: driftClass, difference }: Finding): Line[] {
  const isTold = driftClass === 'stopped-early' || driftClass === 'different-minimum';
  return isTold && difference !== null
    ? [field('because', span(cut(difference.rule.split('; ')[0]!, textLength)))]
    : [];
}

/** Who is nearer the truth, and whether the input asks too much of anyone. */
function opinionLines({ referee, conditioning }: Finding): Line[] {
  const amplified = conditioningWords(conditioning);
  return [
    ...(referee === null ? [] : [field('referee', span(refereeWords(referee)))]),
    ...(amplified === '' ? [] : [field('input is', span(amplified))]),
  ];
}

/** What fits the drift; nothing where nothing does. */
function mechanismLines({ mechanism }: Finding): Line[] {
  if (mechanism === null) return [];
  const name = mechanism.name.replaceAll('-', ' ');
  const test = cut(visible(mechanism.test), textLength);
  return [field('looks like', span(` ${visible(name)}`, 'strong'), span(`: ${test}`))];
}

/** Where the case comes from, how small it was made, and how many others show the same. */
export function originWords(finding: Finding): string {
  const { first, shrinks, seed } = finding;
  const steps = shrinks > 0 ? `shrunk ${shrinks} time${shrinks === 1 ? '' : 's'} from ` : '';
  const source =
    first.kind !== 'generated'
      ? `${first.kind === 'vector' ? 'vector' : 'found before,'} ${visible(first.id)}`
      : shrinks > 0
        ? `seed ${seed}`
        : `seed ${seed}, case #${first.index}`;
  const others = finding.cases > 1 ? `; ${plural(finding.cases, 'case')} show it` : '';
  const more = finding.shrinkCut === undefined ? '' : `; its ${finding.shrinkCut} ran out: there may be a smaller one`;
  return `${steps}${source}${others}${more}`;
}

/** Evidence of no suite names its implementations itself, and they run only for who trusts them. */
export function replayCommand({ suite, evidence }: Finding): string {
  return `vernier replay ${evidence}${suite === noSuite ? ' --trust' : ''}`;
}

/** What to try next. */
export function remedy(finding: Finding): string {
  if (finding.class === 'legacy-moved') {
    return `find out what changed in the environment of legacy; if it is right now, vernier golden record ${finding.suite}, and vernier golden review`;
  }
  if (finding.status === 'flaky' && finding.class !== null && finding.suite !== noSuite) {
    const who = finding.side === 'legacy' ? 'legacy' : 'modern';
    return `make ${who} give the same every time (vernier noise ${finding.suite} measures it), or declare its noise: docs/noise.md`;
  }
  const meant =
    finding.suite === noSuite
      ? 'if this is meant, allow it with --rtol, --atol, --ulp or --ignore'
      : `if this is meant, vernier waive ${finding.evidence}`;
  if (finding.class !== null) return `fix modern; or, ${meant}`;
  const fixed = finding.side === 'legacy' && finding.modernOutcome?.kind === 'returned';
  if (fixed && ['crashed', 'timed-out'].includes(finding.status))
    return `run legacy alone with this input; or, if modern is right to answer, vernier waive ${finding.evidence}`;
  return finding.side === 'legacy'
    ? 'run legacy alone with this input; a side that does not answer proves nothing'
    : 'fix modern';
}

/** A finding in full: what, where, by how much, with which input, how to replay it, what to try. */
export function findingLines(finding: Finding): Line[] {
  const side = finding.side === 'legacy' ? finding.legacyOutcome : finding.modernOutcome;
  const where = `${finding.suite}/${finding.subject}`;
  return [
    [span(`${kindOf(finding)}:`, 'bad'), span(` ${where} · ${headline(finding)}`, 'strong')],
    ...sideLines(finding),
    ...distanceLines(finding),
    ...toldLines(finding),
    ...mechanismLines(finding),
    ...opinionLines(finding),
    ...stderrLines(side, stderrShown).map((line) => field('stderr', span(`| ${line}`))),
    field('input', span(visible(renderInput(finding.input))), span(`   (${originWords(finding)})`, 'dim')),
    // A basic vector is of no special class of bug: its note would say nothing.
    ...finding.notes
      .filter(({ bugType }) => bugType !== 'BASIC')
      .slice(0, 2)
      .map((note) => field('note', span(cut(`${note.bugType}: ${note.description}`, textLength)))),
    field('replay', span(finding.evidence === '' ? 'nothing was kept; add --reports reports' : replayCommand(finding))),
    field('try', span(remedy(finding))),
  ];
}
