import type { RunReport } from '../../runner/report.ts';
import { expiringWords } from '../counts.ts';
import { excusedWords, propertyWords, scoreboardWords } from '../opinion-words.ts';
import { count, percent, short } from '../quantity.ts';
import { html, type Markup } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';
import { section, table } from './table.ts';

const waiverColumns = [
  { head: 'waiver' },
  { head: 'subject' },
  { head: 'modern' },
  { head: 'class' },
  { head: 'state' },
  { head: 'absorbed', numeric: true },
  { head: 'share', numeric: true },
  { head: 'largest', numeric: true },
  { head: 'owner' },
  { head: 'expires' },
  { head: 'reason' },
];

/** Every waiver of the run, what it absorbed, and until when. */
export function waiversPart({ waivers }: RunReport): Markup | null {
  if (waivers.length === 0) return null;
  const rows = waivers.map((one) => {
    const { suite, waiver, covered, share, maxRel, maxUlp, state } = one;
    const soon = expiringWords(one);
    return [
      waiver.id,
      `${suite}/${waiver.subject}`,
      waiver.modern,
      waiver.class,
      html`<span class="pill ${state}">${state}</span>`,
      count(covered),
      `${percent(share)} of ${percent(waiver.maxShare)}`,
      maxUlp !== null ? `${maxUlp} ulp` : maxRel === null ? '–' : `${short(maxRel)} rel`,
      waiver.owner,
      soon === '' ? waiver.expires : html`${waiver.expires}<br><b>${soon}</b>`,
      waiver.reason,
    ];
  });
  return section('waivers', 'Waivers', table('waivers', waiverColumns, rows));
}

/** What else bears on the verdict: excuses, the referee's decisions, one-sided properties, statistical bounds. */
export function opinionsPart(rows: readonly SubjectRow[]): Markup | null {
  const cells = rows.flatMap(({ name, row }) => {
    const words = [...excusedWords(row.excuses), scoreboardWords(row.scoreboard)].filter((word) => word !== '');
    const properties = propertyWords(row.properties).replace(/^properties: /, '');
    const bounds = row.bounds.map(
      ({ sentence, verdict }) => html`${sentence} <span class="pill ${verdict}">${verdict}</span><br>`,
    );
    if (words.length === 0 && properties === '' && bounds.length === 0) return [];
    return [[name, words.join('; ') || '–', properties || '–', bounds.length === 0 ? '–' : bounds]];
  });
  if (cells.length === 0) return null;
  const columns = ['subject', 'excused, and the referee', 'one-sided properties', 'statistical bounds'].map((head) => ({
    head,
  }));
  return section('opinions', 'Excused, noise and properties', table('excused, noise and properties', columns, cells));
}
