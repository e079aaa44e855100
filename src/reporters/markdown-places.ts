import type { PlaceSummary, Spread } from '../runner/place-summary.ts';
import type { RunReport, SubjectModernReport } from '../runner/report.ts';
import { markdownCode } from './markdown-escape.ts';
import { table } from './markdown-table.ts';
import { leanWords, roughWouldPass, specialWords, ulpWords } from './place-words.ts';
import { count, plural, short } from './quantity.ts';

const rowsShown = 100;

function spreadCells({ p50, p90, p99, max }: Spread, write = short): string[] {
  return [p50, p90, p99, max].map((size) => (size === null ? '–' : write(size)));
}

function placeRow(place: PlaceSummary): string[] {
  const { path, numbers, rel, ulp, abs, wouldPass } = place;
  return [
    markdownCode(path),
    count(numbers),
    ...spreadCells(rel),
    ...spreadCells(ulp, ulpWords).slice(2),
    abs.max === null ? '–' : short(abs.max),
    leanWords(place) || '–',
    specialWords(place) || '–',
    (wouldPass === null ? '' : roughWouldPass(wouldPass)) || 'no tolerance',
  ];
}

const head = [
  'place',
  'numbers',
  'rel 50%',
  '90%',
  '99%',
  'largest',
  'ulp 99%',
  'largest ulp',
  'largest abs',
  'leans',
  'special',
  'would pass with',
];

function part(name: string, { places, placeCases }: SubjectModernReport): string {
  if (places.length === 0) return '';
  const { counted, leftOut, resumed } = placeCases;
  const facts = [
    plural(counted, 'case'),
    leftOut === 0 ? '' : `${count(leftOut)} waived, excused or flaky ones left out`,
    resumed === 0 ? '' : `partial: ${plural(resumed, 'case')} from before the resumption left out`,
  ].filter((fact) => fact !== '');
  const grid = table(head, places.slice(0, rowsShown).map(placeRow), head.slice(1, 9));
  const more = places.length - rowsShown;
  return `${markdownCode(name)}: ${facts.join('; ')}.\n\n${grid}${more > 0 ? `\n\n${plural(more, 'more place')}: see report.json.` : ''}`;
}

/** Quantiles of the distance at every place of the values, indices left out. */
export function placesSection(report: RunReport): string {
  const parts = report.suites
    .flatMap((suite) =>
      suite.subjects.flatMap((subject) =>
        subject.moderns.map((row) => part(`${suite.name}/${subject.name} · ${row.modern}`, row)),
      ),
    )
    .filter((text) => text !== '');
  return parts.length === 0 ? '' : `## How far apart, by place\n\n${parts.join('\n\n')}`;
}
