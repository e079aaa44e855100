import { cut, visible } from './visible.ts';

/** Longest text that is shown; reports hold long ones whole in `report.json`. */
const codeLength = 400;
const proseLength = 1000;

/** Words that no Markdown dialect and no link or mention filter reads anything into. */
const plainWord = /^(?:[("']*[\p{L}\p{Nd}]+(?:[-.,/'][\p{L}\p{Nd}]+)*[)"',;:.%?!]*|[·–])$/u;
/** Plain by their letters, but made into links: `www.`, and references such as `GH-1` or `ABC-12`. */
const linkedWord = /^\W*(?:www\.|[a-z]+-\d)/i;
/** `1.` and `1)` number a list where prose follows the mark of a list item. */
const listNumber = /^\d+[.)]$/;

/**
 * Untrusted text as inline code: no mention, link, emphasis, emoji, formula, HTML or table cell comes out of it.
 * Backquotes cannot be escaped inside backquotes, and table rows are split at `|` before code is recognised, so text
 * with either is written as `<code>` with every punctuation mark as a character reference.
 */
export function markdownCode(text: string): string {
  const shown = visible(cut(text, codeLength));
  if (shown === '') return '(empty)';
  if (!/[`|]/.test(shown) && !/^\s|\s$/.test(shown)) return `\`${shown}\``;
  const inert = shown.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${inert.replace(/^ +| +$/g, (spaces) => '&#32;'.repeat(spaces.length))}</code>`;
}

/** Untrusted text as prose: plain words as they are, any other run of words as code. */
export function markdownProse(text: string): string {
  const words = visible(cut(text, proseLength))
    .split(' ')
    .filter((word) => word !== '');
  const parts: string[] = [];
  let odd: string[] = [];
  const flush = () => {
    if (odd.length > 0) {
      const [, code = '', stop = ''] = /^(.*?)([.,;:!?]*)$/.exec(odd.join(' '))!;
      parts.push(code === '' ? markdownCode(stop) : markdownCode(code) + stop);
    }
    odd = [];
  };
  for (const [index, word] of words.entries()) {
    if (plainWord.test(word) && !linkedWord.test(word) && !(index === 0 && listNumber.test(word))) {
      flush();
      parts.push(word);
    } else odd.push(word);
  }
  flush();
  return parts.join(' ');
}

/** Lines as a fenced block whose fence no line can close. */
export function markdownBlock(lines: readonly string[]): string {
  const shown = lines.map(visible).join('\n');
  const longest = (shown.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}
