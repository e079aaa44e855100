/**
 * The known word nearest to what was written, or null when none is near enough to be meant: at most a third of its
 * letters (and at least one) inserted, left out, replaced or swapped with a neighbour (optimal string alignment
 * distance). Case does not count. The first of equally near words wins.
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > longestWord) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "rtol"?`, or the known words, or nothing: the end of a message about an unknown word. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const words = [...known];
  const near = nearest(word, words);
  if (near !== null) return `; did you mean ${JSON.stringify(near)}?`;
  if (words.length === 0) return '';
  const shown = words.slice(0, mostShown).join(', ');
  return `; known: ${shown}${words.length > mostShown ? ` and ${words.length - mostShown} more` : ''}`;
}

// Nobody misspells a longer word; the table below is quadratic.
const longestWord = 200;
const mostShown = 20;

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
