import type { Creep, CreepReport } from '../runner/creep.ts';
import { sparkline } from './sparkline.ts';
import { type Line, span } from './styled.ts';
import { cut } from './visible.ts';

const shown = 20;
const textLength = 400;

/** `suite/subject · modern`. */
export function creepPlace({ suite, subject, modern }: Creep): string {
  return `${suite}/${subject} · ${modern}`;
}

/** What else is to be said of a creep: what moves alike, what changed with it, how sure it is. */
export function creepNotes({ kind, alike, alikeCount, alongside, p }: Creep): string[] {
  const more = alikeCount > alike.length ? ` and ${alikeCount - alike.length} more` : '';
  return [
    alikeCount === 0 || kind === 'vectors-lost'
      ? ''
      : `alike: ${alike.slice(0, 5).join(', ')}${alike.length > 5 ? ', …' : ''}${more}`,
    alongside.length === 0 ? '' : `changed beside it: ${alongside.join('; ')}`,
    p === null ? '' : `by chance: ${p === 0 ? 'it never moved before' : p.toPrecision(2)}`,
  ].filter((note) => note !== '');
}

/** What the history says of a run: each creep with its course, or in one line that nothing moves or there is no baseline yet. */
export function creepLines({ said, creeps, series }: CreepReport): Line[] {
  if (creeps.length === 0) {
    const quiet = series === 0 ? said : `nothing moves; ${said} (${series} series)`;
    return [[span('history', 'dim'), span(`  ${cut(quiet, textLength)}`, 'dim')]];
  }
  const lines = creeps
    .slice(0, shown)
    .flatMap((creep): Line[] => [
      [span('creep', 'warn'), span(`    ${creepPlace(creep)}`, 'strong'), span(`: ${cut(creep.summary, textLength)}`)],
      ...(creep.values.length > 1 ? [[span(`         ${sparkline(creep.values)}`)]] : []),
      ...creepNotes(creep).map((note): Line => [span(`         ${cut(note, textLength)}`, 'dim')]),
    ]);
  const left = creeps.length - shown;
  const rest: Line[] = left > 0 ? [[span(`         and ${left} more: see report.json`, 'dim')]] : [];
  return [...lines, ...rest, [span(`         (${cut(said, textLength)})`, 'dim')]];
}
