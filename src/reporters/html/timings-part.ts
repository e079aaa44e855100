import type { LatencyBin } from '../../runner/latency-bins.ts';
import { count, duration, short } from '../quantity.ts';
import { draw } from './draw.ts';
import { figure } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { picturedRows, type SubjectRow } from './subject-rows.ts';
import { section, table } from './table.ts';

/** How long calls took on both sides. Of a run for parity: neither side was warmed up or given the machine for itself. */
export function timingsPart(rows: readonly SubjectRow[]): Markup | null {
  // Legacy against its golden outcomes has no other side whose time it could take.
  const timed = rows.filter(
    ({ row: { modern, statistics } }) =>
      modern !== 'legacy' && (statistics.modernNsMedian !== null || statistics.legacyNsMedian !== null),
  );
  if (timed.length === 0) return null;
  const cell = (ns: number | null) => (ns === null ? '–' : duration(ns));
  const columns = [
    { head: 'subject' },
    ...['legacy median', '95%', '99%', 'modern median', '95%', '99%', 'modern / legacy'].map((head) => ({
      head,
      numeric: true,
    })),
  ];
  const cells = timed.map(({ name, row }) => {
    const { legacyNsMedian: legacy, modernNsMedian: modern, latencies } = row.statistics;
    const tail = (bins: readonly LatencyBin[]) => [cell(quantile(bins, 0.95)), cell(quantile(bins, 0.99))];
    const ratio = legacy === null || modern === null || legacy === 0 ? '–' : short(modern / legacy);
    return [
      name,
      cell(legacy),
      ...tail(latencies?.legacy ?? []),
      cell(modern),
      ...tail(latencies?.modern ?? []),
      ratio,
    ];
  });
  const pictured = picturedRows(timed, ({ row }) => (row.statistics.latencies?.modern.length ?? 0) > 0);
  return section(
    'timings',
    'Timings',
    html`<p class="dim">Durations of calls by each side's own clock, in the course of a run for parity: an indication, no verdict on speed. Percentiles are upper ends of bins 19% wide.</p>`,
    table('timings', columns, cells),
    html`<div class="pictures">${pictured.map(latencyPicture)}</div>`,
  );
}

function quantile(bins: readonly LatencyBin[], q: number): number | null {
  const all = bins.reduce((sum, { cases }) => sum + cases, 0);
  let seen = 0;
  for (const { upToNs, cases } of bins) {
    seen += cases;
    if (seen >= q * all) return upToNs;
  }
  return null;
}

const binWidth = 2 ** -0.25;

function latencyPicture({ name, row }: SubjectRow): Markup {
  const { legacy, modern } = row.statistics.latencies!;
  const shares = (bins: readonly LatencyBin[]) => {
    const all = bins.reduce((sum, { cases }) => sum + cases, 0);
    return bins.map(({ upToNs, cases }) => ({
      from: upToNs * binWidth,
      to: Math.max(upToNs, 1.2),
      share: (100 * cases) / all,
    }));
  };
  const svg = draw(
    `Distribution of the durations of calls of ${name}, legacy and modern; quantiles are in the table above.`,
    (plot) => {
      const bars = (bins: readonly LatencyBin[], colour: string) =>
        plot.rectY(shares(bins), {
          x1: 'from',
          x2: 'to',
          y: 'share',
          fill: colour,
          fillOpacity: 0.55,
          stroke: colour,
          strokeWidth: 0.75,
        });
      return {
        ...{ width: 480, height: 220, marginLeft: 48, marginBottom: 40 },
        x: { type: 'log', label: 'duration of a call', tickFormat: (ns: number) => (isDecade(ns) ? duration(ns) : '') },
        y: { label: '% of calls', grid: true, ticks: 4 },
        marks: [
          bars(legacy, 'var(--legacy)'),
          bars(modern, 'var(--modern)'),
          plot.ruleY([0], { stroke: 'var(--ink)' }),
        ],
      };
    },
  );
  return figure({
    caption: html`${name}: <span class="key legacy">legacy</span> <span class="key modern">modern</span>`,
    svg,
    name: `durations of ${name}`,
    columns: [{ head: 'side' }, { head: 'up to', numeric: true }, { head: 'calls', numeric: true }],
    rows: [
      ...legacy.map(({ upToNs, cases }) => ['legacy', duration(upToNs), count(cases)]),
      ...modern.map(({ upToNs, cases }) => ['modern', duration(upToNs), count(cases)]),
    ],
  });
}

function isDecade(ns: number): boolean {
  const power = Math.log10(ns);
  return Math.abs(power - Math.round(power)) < 1e-9;
}
