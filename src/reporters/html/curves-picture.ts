import type { Finding } from '../../runner/report.ts';
import { plural, short } from '../quantity.ts';
import { cut, visible } from '../visible.ts';
import { draw } from './draw.ts';
import { figure } from './figure.ts';
import { html, type Markup } from './markup.ts';

const rowsShown = 60;

/** Legacy and modern as curves, and below them their difference; null where the finding holds no arrays. */
export function curvesPicture(finding: Finding): Markup | null {
  const { curves } = finding;
  if (curves === undefined) return null;
  const points = curves.x.map((x, i) => ({
    x,
    legacy: finite(curves.legacy[i]!),
    modern: finite(curves.modern[i]!),
    off: finite(curves.modern[i]! - curves.legacy[i]!),
  }));
  const along = cut(visible(curves.along), 30);
  const scale = {
    label: along,
    ...(isWide(curves.x) ? { type: 'log' as const, ticks: 5, tickFormat: short } : { tickFormat: short, ticks: 6 }),
  };
  const size = { width: 640, marginLeft: 70, marginRight: 20 };
  const y = { grid: true, tickFormat: short };
  const worst = points.reduce((a, b) => (Math.abs(b.off) > Math.abs(a.off) || Number.isNaN(a.off) ? b : a));
  const values = draw(`Legacy and modern over ${along}, ${plural(curves.points, 'point')}.`, (plot) => ({
    ...{ ...size, height: 230, x: { ...scale, label: null }, y: { ...y, label: 'value' } },
    marks: [
      plot.lineY(points, { x: 'x', y: 'legacy', stroke: 'var(--legacy)', strokeWidth: 3, strokeOpacity: 0.6 }),
      plot.lineY(points, { x: 'x', y: 'modern', stroke: 'var(--modern)', strokeWidth: 1.5, strokeDasharray: '6 3' }),
    ],
  }));
  const difference = draw(
    `Modern minus legacy over ${along}: at most ${short(Math.abs(worst.off))}, at ${short(worst.x)}.`,
    (plot) => ({
      ...{ ...size, height: 150, marginBottom: 40, x: scale, y: { ...y, label: 'modern − legacy', ticks: 4 } },
      marks: [
        plot.areaY(points, { x: 'x', y: 'off', fill: 'var(--bad)', fillOpacity: 0.15 }),
        plot.lineY(points, { x: 'x', y: 'off', stroke: 'var(--bad)', strokeWidth: 1.5 }),
        plot.ruleY([0], { stroke: 'var(--ink)' }),
      ],
    }),
  );
  const whole = curves.x.length <= rowsShown;
  return figure({
    caption: html`<span class="key legacy">legacy</span> <span class="key modern">modern</span> and their difference over ${along}, in the case as it was found${curves.x.length < curves.points ? ` (${curves.x.length} of ${plural(curves.points, 'point')})` : ''}`,
    svg: html`${values}${difference}`,
    name: 'legacy and modern',
    columns: [{ head: along }, ...['legacy', 'modern', 'modern − legacy'].map((head) => ({ head, numeric: true }))],
    rows: whole
      ? points.map(({ x, legacy, modern, off }) => [short(x), String(legacy), String(modern), short(off)])
      : [],
  });
}

/** An infinity would leave no scale for the rest. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Over more than two decades, none of them at or below 0. */
function isWide(x: readonly number[]): boolean {
  const [low, high] = [Math.min(...x), Math.max(...x)];
  return low > 0 && high / low > 300;
}
