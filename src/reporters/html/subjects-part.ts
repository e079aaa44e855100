import type { RunReport, SubjectModernReport } from '../../runner/report.ts';
import { allCases, countWords, total } from '../counts.ts';
import { worstPlaceWords } from '../place-words.ts';
import { count, percent, plural, short } from '../quantity.ts';
import { html, type Markup, trusted } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';
import { section, table } from './table.ts';
import { toleranceStrip } from './tolerance-strip.ts';

const columns = [
  { head: 'subject' },
  { head: 'modern' },
  { head: 'verdict' },
  { head: 'cases' },
  ...['vectors', 'found before', 'generated', 'compared', 'largest'].map((head) => ({ head, numeric: true })),
  { head: 'share of tolerance' },
];

/** Every subject x modern: its verdict, its counts, how much of its tolerance it uses, and why it is not green. */
export function subjectsPart(report: RunReport, rows: readonly SubjectRow[]): Markup | null {
  if (rows.length === 0) return null;
  const cells = rows.map(({ suite, subject, row }) => {
    const { cases, counted } = row.statistics;
    const waivers = report.waivers.filter(
      (one) =>
        one.suite === suite && one.waiver.subject === subject && one.waiver.modern === row.modern && one.covered > 0,
    );
    return [
      `${suite}/${subject}`,
      row.modern,
      html`<span class="pill ${row.decision}">${row.decision}</span>`,
      html`<div class="cases">${countWords(allCases(row))}${waivers.length === 0 ? null : html`<br><a href="#waivers">by ${plural(waivers.length, 'waiver')}</a>`}</div>`,
      count(total(row.vectors)),
      count(total(row.found)),
      count(total(row.generated)),
      cases === 0 ? 'none' : html`${count(counted)} <span class="dim">${percent(counted / cases)}</span>`,
      largest(row),
      shareBar(row.statistics.maxShare),
    ];
  });
  const reasons = rows
    .filter(({ row }) => row.decision !== 'pass')
    .map(({ name, row }) => {
      const worst = worstPlaceWords(row);
      return [...row.reasons, ...(worst === '' ? [] : [worst])].map(
        (reason) => html`<li><b>${name}</b> ${reason}</li>\n`,
      );
    });
  const list = reasons.length === 0 ? null : html`<ul class="reasons">${reasons}</ul>`;
  return section('subjects', 'Subjects', table('subjects', columns, cells), list, toleranceStrip(rows));
}

function largest({ statistics: { maxUlp, maxRel } }: SubjectModernReport): string {
  if (maxUlp !== null) return `${maxUlp.length > 15 ? short(Number(maxUlp)) : count(Number(maxUlp))} ulp`;
  return maxRel === null ? '–' : `${short(maxRel)} rel`;
}

/** A bar as long as the share of the tolerance that agreeing cases use. */
function shareBar(share: number | null): Markup | string {
  if (share === null) return '–';
  const filled = Math.round(Math.min(1, share) * 60);
  const bar = trusted(
    `<svg class="bar" width="60" height="8" viewBox="0 0 60 8" aria-hidden="true"><rect width="60" height="8" rx="4" class="rail"/><rect width="${filled}" height="8" rx="4" class="used"/></svg>`,
  );
  return html`<span class="share">${bar} ${short(share)}</span>`;
}
