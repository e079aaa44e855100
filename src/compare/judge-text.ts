import { renderValue } from '../value/render.ts';
import type { LeafVerdict } from './leaf-verdict.ts';
import { normalise } from './normalise.ts';
import type { ResolvedRules } from './tolerance.ts';

/** What only moves text about on the page. */
const layout = ['line-ends', 'trailing-space'] as const;
/** Shorter texts of one line show by themselves where they part. */
const shortText = 80;
const shownLength = 60;

/**
 * Judges two texts: equal as they are, or after what the rules take out. Drift that is line ends and trailing space only
 * is cosmetic.
 */
export function judgeTexts(legacy: string, modern: string, rules: ResolvedRules): LeafVerdict | null {
  if (legacy === modern) return null;
  const names = rules.normalise;
  if (names.length === 0) return drift(legacy, modern, 'strings agree only when their code units are equal');
  const [left, right] = [normalise(legacy, names), normalise(modern, names)];
  if (left !== right) return drift(left, right, `strings agree only when equal after ${names.join(', ')}`);
  return { class: 'value', agrees: true, rule: `strings are equal after ${names.join(', ')}`, judgement: null };
}

/** Judges two runs of bytes as texts; undefined when no text is asked for or one is not UTF-8. */
export function judgeTextBytes(
  legacy: Uint8Array,
  modern: Uint8Array,
  rules: ResolvedRules,
): LeafVerdict | null | undefined {
  if (rules.normalise.length === 0) return undefined;
  const [left, right] = [textOf(legacy), textOf(modern)];
  return left === null || right === null ? undefined : judgeTexts(left, right, rules);
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function drift(legacy: string, modern: string, rule: string): LeafVerdict {
  const severity = normalise(legacy, layout) === normalise(modern, layout) ? 'cosmetic' : 'critical';
  const place = partingPlace(legacy, modern);
  return { class: 'value', agrees: false, rule: `${rule}${place}`, judgement: null, figures: { severity } };
}

/** The first line in which two texts of several lines part, or the first code unit of a long line. */
function partingPlace(legacy: string, modern: string): string {
  if (!legacy.includes('\n') && !modern.includes('\n')) {
    if (Math.max(legacy.length, modern.length) <= shortText) return '';
    return `; they part at code unit ${partingUnit(legacy, modern)}`;
  }
  const [left, right] = [legacy.split('\n'), modern.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line === -1 ? left.length : line;
  return `; they part at line ${at + 1}: ${shownLine(left[at], right[at])} against ${shownLine(right[at], left[at])}`;
}

function partingUnit(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** A line, from shortly before it parts from the other when it is long. */
function shownLine(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return 'no such line';
  const from = line.length <= shownLength ? 0 : Math.max(0, partingUnit(line, other ?? '') - 20);
  return `${from > 0 ? '…' : ''}${renderValue(line.slice(from, from + shownLength), { maxLength: 2 * shownLength })}`;
}
