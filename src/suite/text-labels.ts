import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

/** Strings that are looked at in one call, and characters of each. */
const mostTexts = 100;
const mostCharacters = 10_000;

/**
 * What the strings of a call hold beside ASCII letters and digits: each mark by itself (`holds "/"`), white space, control
 * characters, what lies beyond ASCII. By them drifts of one place that come from different characters are told apart.
 */
export function textLabels({ args, kwargs }: CallArguments): string[] {
  const labels = new Set<string>();
  for (const text of textsIn([...args, ...Object.values(kwargs)])) {
    for (const character of text.slice(0, mostCharacters)) {
      const label = labelOf(character);
      if (label !== null) labels.add(label);
    }
  }
  return [...labels].sort();
}

function labelOf(character: string): string | null {
  if (/[A-Za-z0-9]/.test(character)) return null;
  if (/[ -~]/.test(character)) return `holds ${JSON.stringify(character)}`;
  return character < '\u0080' ? 'holds a control character' : 'holds what is beyond ASCII';
}

function textsIn(values: readonly Value[]): string[] {
  const texts: string[] = [];
  const seen = new Set<object>();
  const pending: Value[] = [[...values]];
  for (let at = pending.pop(); at !== undefined && texts.length < mostTexts; at = pending.pop()) {
    if (typeof at === 'string') texts.push(at);
    if (typeof at !== 'object' || at === null || seen.has(at)) continue;
    seen.add(at);
    if (Array.isArray(at)) pending.push(...at.toReversed().slice(-mostTexts));
    else if (at.kind === 'map') pending.push(...at.entries.flat().slice(0, mostTexts));
    else if ('items' in at) pending.push(...at.items.slice(0, mostTexts));
  }
  return texts;
}
