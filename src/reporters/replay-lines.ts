import { basename, dirname, join } from 'node:path';
import type { Difference } from '../compare/difference.ts';
import type { Replayed } from '../runner/replay.ts';
import type { JudgedResult } from '../runner/result.ts';
import type { Outcome } from '../value/outcome.ts';
import { encodeOutcome } from '../value/outcome-text.ts';
import { renderValue } from '../value/render.ts';
import { deed } from './headline.ts';
import { renderInput } from './input.ts';
import { short, tolerances } from './quantity.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut, visible } from './visible.ts';

const valueLength = 200;
const widestColumn = 60;
const textLength = 400;

const roles: Readonly<Record<Replayed['verdict'], Role>> = {
  reproduced: 'bad',
  changed: 'warn',
  gone: 'good',
  'not-run': 'warn',
};

/** What a replay came to: the verdict, both sides then and now beside each other, what has changed since, the scripts. */
export function replayLines(replayed: Replayed, file: string): Line[] {
  const { verdict, before, now, evidence, judged, judgedBefore, changes } = replayed;
  const words =
    verdict === 'reproduced' ? `${before}, as the evidence says` : `the evidence says ${before}, now it is ${now}`;
  const rows: [string, string, string][] = [
    ['legacy', outcomeWords(evidence.legacyOutcome), outcomeWords(judged.legacy)],
    ...(evidence.modern === 'legacy'
      ? []
      : [['modern', outcomeWords(evidence.modernOutcome), outcomeWords(judged.modern)] as [string, string, string]]),
  ];
  const [offThen, offNow] = [distance(judgedBefore), distance(judged)];
  if (offThen !== '' || offNow !== '') rows.push(['off by', offThen || 'nothing', offNow || 'nothing']);
  const width = Math.max(...rows.map(([, then]) => Math.min(then.length, widestColumn)), 4);
  return [
    [span(`${verdict}:`, roles[verdict]), span(` ${evidence.suite}/${evidence.subject} · ${words}`, 'strong')],
    field('', span('then'.padEnd(width + 3), 'dim'), span('now', 'dim')),
    ...rows.map(([label, then, after]) => field(label, span(then.padEnd(width + 3)), span(after))),
    field('input', span(visible(renderInput(evidence.input)))),
    ...(changes.length === 0
      ? [field('since', span('nothing has changed: code, versions, policy and machine are as they were'))]
      : changes.map((change, index) => field(index === 0 ? 'since' : '', span(cut(visible(change), textLength))))),
    ...scriptLines(replayed, file),
  ];
}

/** The same for programs. */
export function replayJson({ verdict, before, now, evidence, judged, changes }: Replayed): string {
  const outcome = (one: Outcome | null) => one && encodeOutcome(one);
  const { id, suite, subject, modern } = evidence;
  const sides = {
    legacy: { recorded: outcome(evidence.legacyOutcome), now: outcome(judged.legacy) },
    modern: { recorded: outcome(evidence.modernOutcome), now: outcome(judged.modern) },
  };
  return `${JSON.stringify({ verdict, before, now, id, suite, subject, ...{ modernName: modern }, ...sides, changes }, null, 2)}\n`;
}

function field(label: string, ...rest: Line): Line {
  return [span(`  ${label.padEnd(10)}`, 'dim'), ...rest];
}

function outcomeWords(outcome: Outcome | null): string {
  if (outcome === null) return 'not asked';
  return visible(outcome.kind === 'returned' ? renderValue(outcome.value, { maxLength: valueLength }) : deed(outcome));
}

function distance({ comparison }: JudgedResult): string {
  const worst: Difference | undefined = comparison?.differences.find(({ beyond }) => beyond);
  if (worst === undefined) return '';
  const { rel, abs, ulp, share } = worst;
  const size =
    rel !== null && Number.isFinite(rel)
      ? `${short(rel)} relative`
      : abs === null
        ? worst.class
        : `${short(abs)} absolute`;
  const times = share === null || !Number.isFinite(share) ? '' : ` (${tolerances(share)})`;
  return `${size}${ulp === null ? '' : `, ${ulp} ulp`}${times}`;
}

/** How to call a side without Vernier. Names come from the evidence: only files beside it count. */
function scriptLines({ evidence }: Replayed, file: string): Line[] {
  return (evidence.scripts ?? []).map(({ side, file: script, why }) => {
    if (script === undefined) return field('script', span(`none for ${side}: ${cut(visible(why ?? ''), textLength)}`));
    const runner = script.endsWith('.py') ? 'python3' : 'node';
    return field('script', span(`${runner} ${visible(join(dirname(file), basename(script)))}`));
  });
}
