import type { RunReport } from '../runner/report.ts';
import { creepNotes, creepPlace } from './creep-lines.ts';
import { markdownCode, markdownProse } from './markdown-escape.ts';
import { table } from './markdown-table.ts';
import { sparkline } from './sparkline.ts';

const shown = 50;

/** What moves over the runs while it is within policy; empty where no history was asked. */
export function creepSection({ creep }: RunReport): string {
  if (creep === undefined) return '';
  const { creeps, said } = creep;
  if (creeps.length === 0) return creep.series === 0 ? `## History\n\n${markdownProse(said)}` : '';
  const rows = creeps
    .slice(0, shown)
    .map((one) => [
      one.kind,
      markdownCode(creepPlace(one)),
      [one.summary, ...creepNotes(one)].map(markdownProse).join('; '),
      sparkline(one.values),
    ]);
  const left = creeps.length - rows.length;
  const more = left > 0 ? `\n\n${left} more: see \`report.json\`.` : '';
  const head = table(['kind', 'where', 'what moves', 'over the runs'], rows);
  return `## Creep: within policy, but moving\n\n${head}${more}\n\n${markdownProse(said)}`;
}
