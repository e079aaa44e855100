/** Longer words are never compared: the distance costs the product of both lengths. */
const maxLength = 200;

/**
 * The candidate a person most likely meant by `word`, or undefined when none is near: at most a third of the longer
 * word's letters (at least one) may be wrong, missing, too many or swapped with a neighbour. Case does not count.
 * The first candidate wins a tie.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longer = Math.max(word.length, candidate.length);
    if (longer > maxLength) continue;
    const distance = typingDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least && distance <= Math.max(1, Math.floor(longer / 3)) && distance < longer) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** `, did you mean "x"?` when there is such a candidate, else nothing: the end of a message about an unknown word. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : `, did you mean ${JSON.stringify(meant)}?`;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, one each. */
function typingDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + same);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
