import type { Decision, Finding, RunReport, SubjectModernReport, WaiverReport } from '../runner/report.ts';
import { allCases, countWords, expiringWords, total, waivedBy } from './counts.ts';
import { creepLines } from './creep-lines.ts';
import { findingLines } from './drift-block.ts';
import { bandWords, excusedWords, parityWords, propertyWords, scoreboardWords } from './opinion-words.ts';
import { worstPlaceWords } from './place-words.ts';
import { count, percent, plural, short, tolerances } from './quantity.ts';
import { type Line, paint, type Role, type Style, span } from './styled.ts';
import { cut, visible } from './visible.ts';

const roles: Readonly<Record<Decision, Role>> = { pass: 'good', fail: 'bad', inconclusive: 'warn' };
const names: Readonly<Record<Decision, string>> = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' };

/** Longest reason that is shown. */
const reasonLength = 600;

export interface SummaryOptions {
  readonly style: Style;
  /** Where the report files are, as it is shown to people; null when none were written. */
  readonly folder: string | null;
  /** Names of the files in it. */
  readonly files: readonly string[];
}

/** One finding as it is printed: what, where, by how much, with which input, how to replay it, what to try. */
export function renderFinding(finding: Finding, style: Style): string {
  return paint(findingLines(finding), style);
}

/** How far apart and how near to the limit, for the line of a subject. */
function distanceWords({ statistics }: SubjectModernReport): string {
  const { maxRel, maxUlp, maxShare, numbers } = statistics;
  if (numbers === 0) return 'no number compared';
  const largest = [
    maxRel === null || !Number.isFinite(maxRel) ? '' : `${short(maxRel)} relative`,
    maxUlp === null ? '' : `${maxUlp} ulp`,
  ].filter((part) => part !== '');
  const share = maxShare === null || !Number.isFinite(maxShare) || maxShare === 0 ? '' : ` (${tolerances(maxShare)})`;
  return `${plural(numbers, 'number')}${largest.length === 0 ? '' : `, at most ${largest.join(', ')}`}${share}`;
}

/** One subject against one modern: a line of counts, coverage and statistics, then what it was not green for. */
function subjectLines(report: RunReport, suite: string, subject: string, row: SubjectModernReport): Line[] {
  const { counted, cases } = row.statistics;
  const kept = total(row.found) === 0 ? '' : `${count(total(row.found))} found before, `;
  const asked = `${kept}${plural(total(row.vectors), 'vector')}, ${count(total(row.generated))} generated`;
  const compared = cases === 0 ? 'nothing compared' : `${percent(counted / cases)} of ${count(cases)} compared`;
  const parts = [asked, countWords(allCases(row)), compared, distanceWords(row)];
  const waived = allCases(row).waived;
  const by = waivedBy(report, suite, subject, row.modern, 6);
  const lines: Line[] = [
    [
      span(row.decision.padEnd(12), roles[row.decision]),
      span(` ${suite}/${subject} · ${row.modern}`, 'strong'),
      span(`   ${parts.join(' · ')}`),
    ],
  ];
  const indented = (text: string, role: Role): Line => [span(' '.repeat(13)), span(text, role)];
  if (waived > 0) lines.push(indented(`${count(waived)} waived by ${by === '' ? 'waivers not listed' : by}`, 'warn'));
  lines.push(...excusedWords(row.excuses).map((words) => indented(words, 'warn')));
  const properties = propertyWords(row.properties);
  if (properties !== '')
    lines.push(indented(properties, row.properties.some(({ violated }) => violated > 0) ? 'bad' : 'plain'));
  const banded = bandWords(row);
  if (banded !== '') lines.push(indented(banded, 'plain'));
  const scoreboard = scoreboardWords(row.scoreboard);
  if (scoreboard !== '') lines.push(indented(scoreboard, 'plain'));
  if (row.decision !== 'pass')
    lines.push(...row.reasons.map((reason) => indented(`- ${cut(reason, reasonLength)}`, roles[row.decision])));
  const place = row.decision === 'pass' ? '' : worstPlaceWords(row);
  if (place !== '') lines.push(indented(`- ${place}`, 'plain'));
  return lines;
}

/** Null where there is nothing to look at; the stale ones have a line together. */
function waiverLine(report: WaiverReport): Line | null {
  const { suite, waiver, covered, share, state } = report;
  const name = `waiver "${waiver.id}" of ${suite}/${waiver.subject} · ${waiver.modern}`;
  const file = `suites/${suite}/waivers.json`;
  switch (state) {
    case 'active': {
      const words = expiringWords(report);
      if (words === '') return null;
      const covers = `${plural(covered, 'case')} will be drift again from then on`;
      return [
        span('expiring', 'warn'),
        span(`  ${name} ${words} (${waiver.expires}, owner ${waiver.owner}): ${covers}; fix modern, or renew it`),
      ];
    }
    case 'stale':
      return null;
    case 'expired':
      return [
        span('expired', 'bad'),
        span(`  ${name} ended on ${waiver.expires}: fix modern, or have ${waiver.owner} renew it in ${file}`),
      ];
    case 'exceeded': {
      const words = `covered ${plural(covered, 'case')}, ${percent(share)} where ${percent(waiver.maxShare)} is allowed`;
      return [span('exceeded', 'bad'), span(`  ${name} ${words}: a difference this wide is not an exception`)];
    }
  }
}

/** Waivers that nothing needed, a line a suite: another seed may need some of them. */
function staleLines({ waivers }: RunReport): Line[] {
  const bySuite = Map.groupBy(
    waivers.filter(({ state }) => state === 'stale'),
    ({ suite }) => suite,
  );
  return [...bySuite].map(([suite, stale]) => {
    const [one] = stale;
    const names = cut(stale.map(({ waiver }) => waiver.id).join(', '), reasonLength);
    const file = `suites/${suite}/waivers.json`;
    const text =
      stale.length === 1
        ? `waiver "${names}" of ${suite}/${one!.waiver.subject} · ${one!.waiver.modern} is stale: nothing needed it; unless another seed does, take it out of ${file}`
        : `${stale.length} waivers of ${suite} are stale, nothing needed them: ${names}; unless another seed does, take them out of ${file}`;
    return [span('warning', 'warn'), span(`  ${text}`)];
  });
}

/** Moderns that are legacy's own source. */
function parityLines(report: RunReport): Line[] {
  return report.suites.flatMap((suite) =>
    suite.implementations
      .filter(({ parity }) => parity !== undefined)
      .map((it): Line => [span(`${visible(`${suite.name} · ${it.name}`)}: ${cut(parityWords(it), reasonLength)}`)]),
  );
}

function setUpLines(report: RunReport): Line[] {
  return report.suites.flatMap(({ name, failure }): Line[] =>
    failure === null
      ? []
      : [[span('failed', 'bad'), span(`  suite "${name}" could not be set up: ${cut(failure, reasonLength)}`)]],
  );
}

function notRunLines(report: RunReport): Line[] {
  return report.notRun.map(({ suite, subject, modern, side, reason, count: cases }) => [
    span('not run', 'warn'),
    span(`  ${plural(cases, 'case')} of ${suite}/${subject} · ${modern}, on ${side}: ${cut(reason, reasonLength)}`),
  ]);
}

function verdictLines(report: RunReport): Line[] {
  const [headline = '', ...more] = report.reasons;
  const role = roles[report.decision];
  const lines: Line[] = [[span(`${names[report.decision]}:`, role), span(` ${cut(headline, reasonLength)}`, 'strong')]];
  lines.push(...more.map((reason): Line => [span('  - '), span(cut(reason, reasonLength))]));
  if (report.findingsLeftOut > 0) {
    lines.push([
      span(`  - ${plural(report.findingsLeftOut, 'distinct drift')} beyond the limit of findings: counted, not shrunk`),
    ]);
  }
  if (report.interrupted) lines.push([span('  - interrupted: this report is partial', 'warn')]);
  if (report.cut) lines.push([span('  - cut by its time budget: the same seed need not give the same report', 'warn')]);
  return lines;
}

/** The end of a run: a line for each subject x modern, waivers that need a look, what was not run, the verdict, where the reports are. */
export function renderSummary(report: RunReport, { style, folder, files }: SummaryOptions): string {
  const subjects = report.suites.flatMap((suite) =>
    suite.subjects.flatMap((subject) =>
      subject.moderns.flatMap((row) => subjectLines(report, suite.name, subject.name, row)),
    ),
  );
  const waivers = report.waivers.map(waiverLine).filter((line) => line !== null);
  const where: Line[] = folder === null ? [] : [[span(`Reports: ${folder}/`, 'dim'), span(files.join(', '), 'dim')]];
  const blocks = [
    subjects,
    [...setUpLines(report), ...parityLines(report), ...waivers, ...staleLines(report), ...notRunLines(report)],
    report.creep === undefined ? [] : creepLines(report.creep),
    [...verdictLines(report), ...where],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => paint(lines, style))
    .join('\n\n');
}
