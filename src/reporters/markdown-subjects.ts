import type { RunReport, SubjectModernReport } from '../runner/report.ts';
import { allCases, countWords, expiringWords, total, waivedBy } from './counts.ts';
import { markdownBlock, markdownCode, markdownProse } from './markdown-escape.ts';
import { bar, table } from './markdown-table.ts';
import { bandWords, excusedWords, propertyWords, scoreboardWords } from './opinion-words.ts';
import { count, duration, percent, short } from './quantity.ts';

const barWidth = 40;

interface Row {
  readonly suite: string;
  readonly subject: string;
  readonly row: SubjectModernReport;
}

function rowsOf(report: RunReport): Row[] {
  return report.suites.flatMap((suite) =>
    suite.subjects.flatMap((subject) =>
      subject.moderns.map((row) => ({ suite: suite.name, subject: subject.name, row })),
    ),
  );
}

function orDash(x: number | null, write: (x: number) => string): string {
  return x === null ? '–' : write(x);
}

/** Every subject x modern with its decision, its counts and how much of its tolerance it uses. */
export function subjectsSection(report: RunReport): string {
  const rows = rowsOf(report);
  if (rows.length === 0) return '';
  const head = [
    'subject',
    'modern',
    'decision',
    'vectors',
    'found before',
    'generated',
    'cases',
    'compared',
    'largest',
    'of tolerance',
  ];
  const cells = rows.map(({ suite, subject, row }) => {
    const { counted, cases, maxShare, maxRel, maxUlp } = row.statistics;
    const largest = maxUlp === null ? orDash(maxRel, (x) => `${short(x)} rel`) : `${maxUlp} ulp`;
    const waived = waivedBy(report, suite, subject, row.modern, 6);
    return [
      markdownCode(`${suite}/${subject}`),
      markdownCode(row.modern),
      row.decision === 'pass' ? 'pass' : `**${row.decision}**`,
      count(total(row.vectors)),
      count(total(row.found)),
      count(total(row.generated)),
      waived === '' ? countWords(allCases(row)) : `${countWords(allCases(row))}; waived by ${markdownProse(waived)}`,
      cases === 0 ? 'none' : `${count(counted)} (${percent(counted / cases)})`,
      largest,
      orDash(maxShare, short),
    ];
  });
  const reasons = rows
    .filter(({ row }) => row.decision !== 'pass')
    .flatMap(({ suite, subject, row }) =>
      row.reasons.map(
        (reason) =>
          `- ${markdownCode(`${suite}/${subject} · ${row.modern}`)} ${row.decision}: ${markdownProse(reason)}`,
      ),
    );
  const grid = table(head, cells, ['vectors', 'found before', 'generated', 'of tolerance']);
  const banded = rows
    .filter(({ row }) => row.bands !== undefined)
    .map(
      ({ suite, subject, row }) =>
        `- ${markdownCode(`${suite}/${subject} · ${row.modern}`)} ${markdownProse(bandWords(row))}`,
    );
  return ['## Subjects', grid, reasons.join('\n'), banded.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** How far apart the sides are where they were compared: a histogram of ulp for each subject x modern. */
export function distancesSection(report: RunReport): string {
  const parts = rowsOf(report).map(({ suite, subject, row }) => {
    const { ulpHistogram, numbers, above, below, maxAbs, maxRel, legacyNsMedian, modernNsMedian } = row.statistics;
    const widest = Math.max(0, ...ulpHistogram.map((bin) => bin.cases));
    const lines = ulpHistogram.map(({ upTo, cases }) => {
      const name = upTo === 'more' ? 'more' : count(upTo);
      return `${name.padStart(9)}  ${count(cases).padStart(9)}  ${bar(cases, widest, barWidth)}`.trimEnd();
    });
    const facts = [
      `${count(numbers)} numbers compared; modern above legacy in ${count(above)}, below in ${count(below)}`,
      maxAbs === null
        ? ''
        : `largest difference ${short(maxAbs)} absolute${maxRel === null || !Number.isFinite(maxRel) ? '' : `, ${short(maxRel)} relative`}`,
      legacyNsMedian === null || modernNsMedian === null
        ? ''
        : `median call ${duration(legacyNsMedian)} legacy, ${duration(modernNsMedian)} modern`,
      ...excusedWords(row.excuses),
      propertyWords(row.properties),
      scoreboardWords(row.scoreboard),
    ].filter((fact) => fact !== '');
    const chart = lines.length === 0 ? '' : `\n\n${markdownBlock(['ulp up to      cases', ...lines])}`;
    return `${markdownCode(`${suite}/${subject} · ${row.modern}`)}: ${facts.join('; ')}.${chart}`;
  });
  return parts.length === 0 ? '' : `## Distances\n\n${parts.join('\n\n')}`;
}

/** Every waiver of the run and what it absorbed. */
export function waiversSection(report: RunReport): string {
  if (report.waivers.length === 0) return '';
  const head = [
    'waiver',
    'subject',
    'modern',
    'class',
    'state',
    'cases',
    'share',
    'largest',
    'owner',
    'expires',
    'reason',
  ];
  const rows = report.waivers.map((one) => {
    const { suite, waiver, covered, share, maxRel, maxUlp, state } = one;
    const words = expiringWords(one);
    return [
      markdownCode(waiver.id),
      markdownCode(`${suite}/${waiver.subject}`),
      markdownCode(waiver.modern),
      waiver.class,
      state === 'active' ? 'active' : `**${state}**`,
      count(covered),
      `${percent(share)} of ${percent(waiver.maxShare)}`,
      maxUlp === null ? orDash(maxRel, (x) => `${short(x)} rel`) : `${maxUlp} ulp`,
      markdownProse(waiver.owner),
      words === '' ? markdownProse(waiver.expires) : `${markdownProse(waiver.expires)}, ${words}`,
      markdownProse(waiver.reason),
    ];
  });
  return `## Waivers\n\n${table(head, rows, ['cases'])}`;
}
