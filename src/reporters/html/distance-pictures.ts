import { count, plural, short } from '../quantity.ts';
import { draw } from './draw.ts';
import { figure } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { picturedRows, type SubjectRow } from './subject-rows.ts';
import { section } from './table.ts';

const width = 480;
const height = 250;

/** How far apart the sides are where they agree: a histogram of ulp, and error against magnitude, for each subject. */
export function distancesPart(rows: readonly SubjectRow[]): Markup | null {
  const shown = picturedRows(rows, worth);
  if (shown.length === 0) return null;
  const left = rows.filter(worth).length - shown.length;
  const parts = shown.map(
    (row) => html`<h3>${row.name}</h3>
<div class="pictures">
${differs(row) ? ulpPicture(row) : null}
${(row.row.errorMap?.length ?? 0) === 0 ? null : errorPicture(row)}
</div>
`,
  );
  const more =
    left > 0
      ? html`<p class="dim">Pictures of ${plural(left, 'more subject')} are left out; report.json holds their figures.</p>`
      : null;
  return section('distances', 'How far apart', parts, more);
}

/** Where all agreed cases are the same, one bar would say no more than the table of subjects. */
function differs({ row }: SubjectRow): boolean {
  return row.statistics.ulpHistogram.some(({ upTo }) => upTo !== 0);
}

function worth(row: SubjectRow): boolean {
  return differs(row) || (row.row.errorMap?.length ?? 0) > 0;
}

function ulpPicture({ name, row }: SubjectRow): Markup {
  const bins = row.statistics.ulpHistogram.map(({ upTo, cases }) => ({
    bin: upTo === 'more' ? '> 2^20' : binName(upTo),
    cases,
  }));
  const all = bins.reduce((sum, { cases }) => sum + cases, 0);
  const same = row.statistics.ulpHistogram.find(({ upTo }) => upTo === 0)?.cases ?? 0;
  const svg = draw(
    `Agreed cases of ${name} by their largest distance in units in the last place: ${count(same)} of ${count(all)} are the same.`,
    (plot) => ({
      ...{ width, height, marginLeft: 56, marginBottom: 40 },
      x: { domain: bins.map(({ bin }) => bin), label: 'ulp, up to', tickSize: 0 },
      y: { type: 'sqrt', label: 'cases (square root scale)', ticks: 4, tickFormat: count, grid: true },
      marks: [
        plot.barY(bins, { x: 'bin', y: 'cases', fill: 'var(--accent)' }),
        plot.ruleY([0], { stroke: 'var(--ink)' }),
      ],
    }),
  );
  return figure({
    caption: 'Agreed cases by their largest distance',
    svg,
    name: `ulp of ${name}`,
    columns: [{ head: 'ulp, up to' }, { head: 'cases', numeric: true }],
    rows: bins.map(({ bin, cases }) => [bin, count(cases)]),
  });
}

function binName(upTo: number): string {
  return upTo < 1024 ? count(upTo) : `2^${Math.round(Math.log2(upTo))}`;
}

function errorPicture({ name, row }: SubjectRow): Markup {
  const cells = row.errorMap ?? [];
  const largest = cells.reduce((a, b) => (b.rel > a.rel ? b : a));
  const words = `Relative error of ${name} against magnitude: the largest lies at 1e${largest.rel} for numbers of about 1e${largest.magnitude}.`;
  const svg = draw(words, (plot) => ({
    ...{ width, height, marginLeft: 56, marginBottom: 40 },
    x: { label: '|legacy|', tickFormat: power, nice: false, ...axis(cells.map(({ magnitude }) => magnitude)) },
    y: { label: 'relative error', tickFormat: power, grid: true, ...axis(cells.map(({ rel }) => rel)) },
    opacity: { type: 'log', domain: [1, Math.max(10, ...cells.map(({ numbers }) => numbers))], range: [0.25, 1] },
    marks: [
      plot.rect(cells, {
        x1: 'magnitude',
        x2: ({ magnitude }) => magnitude + 1,
        y1: 'rel',
        y2: ({ rel }) => rel + 1,
        fill: 'var(--accent)',
        fillOpacity: 'numbers',
        inset: 0.5,
      }),
    ],
  }));
  return figure({
    caption: html`Error against magnitude, of numbers that differ (${count(row.statistics.numbers)} compared; darker: more)`,
    svg,
    name: `error against magnitude of ${name}`,
    columns: [{ head: '|legacy|' }, { head: 'relative error' }, { head: 'numbers', numeric: true }],
    rows: cells
      .slice(0, 60)
      .map(({ magnitude, rel, numbers }) => [
        `${power(magnitude)} to ${power(magnitude + 1)}`,
        `${power(rel)} to ${power(rel + 1)}`,
        count(numbers),
      ]),
  });
}

function power(exponent: number): string {
  return Number.isInteger(exponent) ? `1e${exponent}` : short(10 ** exponent);
}

/** Whole decades, at most ten ticks, never a single point. */
function axis(values: readonly number[]): { domain: [number, number]; ticks: number[] } {
  const low = Math.min(...values);
  const high = Math.max(...values, low + 3) + 1;
  const step = [1, 2, 3, 5, 10, 20].find((size) => (high - low) / size <= 8) ?? 20;
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) ticks.push(at);
  return { domain: [low, high], ticks };
}
