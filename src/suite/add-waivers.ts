import { SetupError } from '../base/errors.ts';
import type { Waiver } from './waiver.ts';

/**
 * The text of a `waivers.json` with more waivers at its end; all that was there stays as it was written, byte by byte.
 *
 * @param text A checked file; null where there is none yet.
 */
export function addWaivers(text: string | null, waivers: readonly Waiver[]): string {
  if (text === null) return `${JSON.stringify({ schema: 'vernier/waivers/1', waivers }, null, 2)}\n`;
  const { open, close } = waiverArray(text);
  const indent = indentOf(text, open);
  const outer = indent.slice(0, Math.ceil(indent.length / 2));
  const entries = waivers.map((waiver) =>
    JSON.stringify(waiver, null, unitOf(indent))
      .split('\n')
      .map((line) => `${indent}${line}`)
      .join('\n'),
  );
  const before = text.slice(0, close).trimEnd();
  const comma = before.length - 1 === open ? '' : ',';
  return `${before}${comma}\n${entries.join(',\n')}\n${outer}${text.slice(close)}`;
}

/** How far the first entry of the list is indented; four spaces where there is none on a line of its own. */
function indentOf(text: string, open: number): string {
  return /^\s*?\n([ \t]+)\{/.exec(text.slice(open + 1))?.[1] ?? '    ';
}

function unitOf(indent: string): string {
  return indent.startsWith('\t') ? '\t' : ' '.repeat(Math.max(1, Math.ceil(indent.length / 2)));
}

/** Where the list of the member "waivers" begins and ends: the offsets of its brackets. */
function waiverArray(text: string): { open: number; close: number } {
  let depth = 0;
  let key: string | null = null;
  let open = -1;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token.startsWith('"')) {
      if (depth === 1 && /^\s*:/.test(text.slice(index + token.length))) key = JSON.parse(token) as string;
    } else if (token === '[' || token === '{') {
      if (depth === 1 && token === '[' && key === 'waivers') open = index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 1 && open >= 0) return { open, close: index };
    }
  }
  throw new SetupError('The waiver file has no list "waivers" that a waiver could be added to');
}
