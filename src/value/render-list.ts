/** What is left of the length of a rendering, and the objects that are being rendered, outermost first. */
export interface Space {
  left: number;
  readonly open: object[];
}

/** Items between brackets, as many as there is space for and one at least, then the number of those left out. */
export function renderList(
  start: string,
  length: number,
  end: string,
  space: Space,
  renderItem: (index: number) => string,
): string {
  space.left -= start.length + end.length;
  let text = start;
  for (let i = 0; i < length; i++) {
    if (i > 0 && space.left <= 0) return `${text}, … (${length - i} more)${end}`;
    if (i > 0) space.left -= 2;
    text += `${i > 0 ? ', ' : ''}${renderItem(i)}`;
  }
  return text + end;
}

const named = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/**
 * Text in which every control, formatting (so also direction-changing and invisible) and line-ending character and every
 * lone surrogate is an escape; quotes and backslashes too when it stands in quotes.
 */
export function visibleText(text: string, quoted = false): string {
  const hidden = quoted ? /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}"\\]/gu : /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  return text.replace(hidden, (character) => {
    const point = character.codePointAt(0)!.toString(16);
    return named.get(character) ?? (point.length > 4 ? `\\u{${point}}` : `\\u${point.padStart(4, '0')}`);
  });
}
