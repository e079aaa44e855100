import type { RunReport, WaiverReport } from '../../runner/report.ts';
import { expiringWords } from '../counts.ts';
import { excusedWords, propertyWords, scoreboardWords } from '../opinion-words.ts';
import { count, percent, plural, short } from '../quantity.ts';
import { html, type Markup, type Part } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';
import { folded, section, table } from './table.ts';

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

/** Every waiver of the run, what it absorbed, and until when. Those that need somebody stand first, the others folded. */
export function waiversPart({ waivers }: RunReport): Markup | null {
  if (waivers.length === 0) return null;
  const isPlain = ({ state, expiringInDays }: WaiverReport) => state === 'active' && expiringInDays === null;
  const plain = waivers.filter(isPlain).sort((a, b) => b.covered - a.covered);
  const odd = waivers.filter((one) => !isPlain(one));
  const absorbed = plain.reduce((sum, { covered }) => sum + covered, 0);
  return section(
    'waivers',
    html`Waivers <span class="count">${count(waivers.length)}</span>`,
    odd.length === 0 ? null : table('waivers to look at', waiverColumns, odd.map(waiverCells)),
    plain.length === 0
      ? null
      : folded(
          `${plural(plain.length, 'active waiver')} absorbed ${plural(absorbed, 'case')}`,
          table('active waivers', waiverColumns, plain.map(waiverCells)),
        ),
  );
}

function waiverCells(one: WaiverReport): Part[] {
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
    html`<div class="prose">${waiver.reason}</div>`,
  ];
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
  return section('opinions', 'Excused and properties', table('excused, noise and properties', columns, cells));
}
