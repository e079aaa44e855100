/** Characters nobody can see, or that move, hide or reorder the text around them: controls, format (bidi, zero width, tags), separators, lone surrogates, noncharacters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const named: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `\u001b`, or `\u{e0041}` above the first 65536 code points: how a character is written that must not appear as itself. */
export function escapeCharacter(character: string): string {
  const hex = character.codePointAt(0)!.toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** The text on one line with everything unseen written out: `\n`, `\u001b`, `\u202e`. Backslashes stay as they are, so it is for eyes, not for parsing. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => named.get(character) ?? escapeCharacter(character));
}

/** At most `length` characters of a text, never half of a surrogate pair, and how long it was when it was longer. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}… (${text.length} characters in all)`;
}

/** The last `count` lines of a text that are not blank, each made visible and cut. */
export function lastLines(text: string, count: number, length = 160): string[] {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return lines.slice(-count).map((line) => visible(cut(line, length)));
}
