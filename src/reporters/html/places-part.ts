import type { PlaceSummary } from '../../runner/place-summary.ts';
import { leanWords, roughWouldPass, ulpWords } from '../place-words.ts';
import { count, plural, short } from '../quantity.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';
import { folded, section, table } from './table.ts';

const placesShown = 100;

const columns = [
  { head: 'place' },
  ...['numbers', 'rel 50%', '90%', '99%', 'largest', 'ulp 99%', 'largest ulp', 'largest abs'].map((head) => ({
    head,
    numeric: true,
  })),
  { head: 'leans' },
  { head: 'would pass with' },
];

/** Quantiles of the distance at every place of the values, indices left out. */
export function placesPart(rows: readonly SubjectRow[]): Markup | null {
  const parts = rows.flatMap(({ name, row: { places, placeCases } }) => {
    if (places.length === 0) return [];
    const more = places.length - placesShown;
    const { counted, leftOut, resumed } = placeCases;
    const facts = [
      plural(counted, 'case'),
      leftOut === 0 ? '' : `${count(leftOut)} waived, excused or flaky ones left out`,
      resumed === 0 ? '' : `partial: ${plural(resumed, 'case')} from before the resumption left out`,
      more > 0 ? `${plural(more, 'more place')} in report.json` : '',
    ].filter((fact) => fact !== '');
    return [
      folded(
        html`${name} <span class="dim">${facts.join('; ')}</span>`,
        table(`places of ${name}`, columns, places.slice(0, placesShown).map(cells)),
      ),
    ];
  });
  return parts.length === 0 ? null : section('places', 'By place', parts);
}

function cells(place: PlaceSummary): string[] {
  const { path, numbers, rel, ulp, abs, wouldPass } = place;
  const size = (x: number | null, write = short) => (x === null ? '–' : write(x));
  return [
    path,
    count(numbers),
    ...[rel.p50, rel.p90, rel.p99, rel.max].map((x) => size(x)),
    size(ulp.p99, ulpWords),
    size(ulp.max, ulpWords),
    size(abs.max),
    leanWords(place) || '–',
    (wouldPass === null ? '' : roughWouldPass(wouldPass)) || 'no tolerance',
  ];
}
