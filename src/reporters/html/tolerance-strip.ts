import { count, percent, short } from '../quantity.ts';
import { cut, visible } from '../visible.ts';
import { draw } from './draw.ts';
import { figure, type Picture } from './figure.ts';
import { type Markup, nothing } from './markup.ts';
import type { SubjectRow } from './subject-rows.ts';

const rowsShown = 40;
const ticksARow = 40;
const labelLength = 44;
const lowest = 1e-4;
const highest = 1e4;

interface Mark {
  readonly name: string;
  readonly share: number;
  readonly kind: 'agreed' | 'drift';
}

/** How much of its tolerance every subject uses: where agreeing cases end, and where drift lies beyond the limit. */
export function toleranceStrip(all: readonly SubjectRow[]): Markup {
  const rows = all
    .filter(({ row, findings }) => row.statistics.maxShare !== null || findings.length > 0)
    .slice(0, rowsShown);
  const names = rows.map(({ name }, index) => `${cut(visible(name), labelLength)}${' '.repeat(index)}`);
  const marks = rows.flatMap((row, index) => marksOf(row, names[index]!));
  if (marks.length === 0) return nothing;
  const end = Math.max(10, ...marks.map(({ share }) => Math.min(highest, share * 2)));
  const svg = draw(sentence(rows), (plot) => ({
    width: 1040,
    height: 58 + 26 * names.length,
    marginLeft: 20 + 6.4 * Math.max(...names.map((name) => Math.min(labelLength, name.trim().length))),
    marginRight: 24,
    marginBottom: 36,
    x: {
      type: 'log',
      domain: [lowest, end],
      label: 'share of what the policy allows',
      ticks: decades(end),
      tickFormat: shareTick,
    },
    y: { domain: names, label: null, tickSize: 0, tickFormat: (name: string) => name.trim() },
    marks: [
      plot.ruleY(names, { stroke: 'var(--line)' }),
      plot.ruleX([1], { stroke: 'var(--ink)', strokeDasharray: '4 3' }),
      plot.tickX(
        marks.filter(({ kind }) => kind === 'drift'),
        { x: (mark: Mark) => clamped(mark.share, end), y: 'name', stroke: 'var(--bad)', strokeWidth: 2.5 },
      ),
      plot.dot(
        marks.filter(({ kind }) => kind === 'agreed'),
        { x: (mark: Mark) => clamped(mark.share, end), y: 'name', r: 5, fill: 'var(--good)' },
      ),
    ],
  }));
  const picture: Picture = {
    caption:
      'Share of tolerance: the largest difference among agreed cases (dot) and each distinct drift (bar). The dashed line is the limit.',
    svg,
    wide: true,
    name: 'share of tolerance',
    columns: [
      { head: 'subject' },
      { head: 'largest agreed share', numeric: true },
      { head: 'findings with a size', numeric: true },
      { head: 'largest', numeric: true },
    ],
    rows: rows.map(({ name, row, findings }) => {
      const shares = sharesOf({ findings });
      const { maxShare } = row.statistics;
      return [
        name,
        maxShare === null ? '–' : short(maxShare),
        count(shares.length),
        shares.length === 0 ? '–' : short(Math.max(...shares)),
      ];
    }),
  };
  return figure(picture);
}

function sharesOf({ findings }: Pick<SubjectRow, 'findings'>): number[] {
  return findings.flatMap(({ difference, status }) =>
    difference?.beyond && difference.share !== null && status === 'drifted' ? [difference.share] : [],
  );
}

function marksOf(row: SubjectRow, name: string): Mark[] {
  const { maxShare } = row.row.statistics;
  const drifts = [...new Set(sharesOf(row).map((share) => clamped(share, highest)))].sort((a, b) => b - a);
  return [
    ...(maxShare === null ? [] : [{ name, share: maxShare, kind: 'agreed' as const }]),
    ...drifts.slice(0, ticksARow).map((share) => ({ name, share, kind: 'drift' as const })),
  ];
}

function clamped(share: number, end: number): number {
  return Math.min(end, Math.max(lowest, share));
}

function decades(end: number): number[] {
  const ticks: number[] = [];
  for (let power = -4; 10 ** power <= end; power++) ticks.push(10 ** power);
  return ticks;
}

function shareTick(share: number): string {
  if (share > 1) return `${count(Math.round(share))}x`;
  return share < 2e-4 ? '0' : percent(share).replace('<', '');
}

function sentence(rows: readonly SubjectRow[]): string {
  const beyond = rows.filter((row) => sharesOf(row).length > 0).length;
  return `Share of tolerance of ${rows.length} subjects and moderns; drift beyond the limit in ${beyond}. The figures are in the table below.`;
}
