/**
 * True when the whole text fits the pattern, in which `*` is any run of characters and `?` any single one. At a
 * mismatch only the last `*` takes one character more, so the time is at most pattern times text.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[position];
    if (wanted === '*') {
      star = position;
      resume = at;
      position += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      position += 1;
      at += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      position = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[position] === '*') position += 1;
  return position === pattern.length;
}

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
