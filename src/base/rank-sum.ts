/**
 * How likely the later values of a series lie so far above the earlier ones by chance: the one-sided rank-sum test of
 * Wilcoxon (1945) and Mann and Whitney (1947), exact by counting all choices, equal values with the mean of their ranks.
 * 1 when either group is empty.
 */
export function ranksAbove(earlier: readonly number[], later: readonly number[]): number {
  if (earlier.length === 0 || later.length === 0) return 1;
  const pooled = [...earlier, ...later].sort((a, b) => a - b);
  // Twice the mean rank, so that all ranks are whole.
  const rankOf = (value: number) => pooled.indexOf(value) + pooled.lastIndexOf(value) + 2;
  const ranks = pooled.map(rankOf);
  const seen = later.reduce((sum, value) => sum + rankOf(value), 0);
  const shares = choices(ranks, later.length);
  return Math.min(
    1,
    shares.reduce((sum, share, total) => (total >= seen ? sum + share : sum), 0),
  );
}

/** Shares of all ways to choose `size` of the ranks, by the sum of those chosen. */
function choices(ranks: readonly number[], size: number): Float64Array {
  const most = ranks
    .toSorted((a, b) => b - a)
    .slice(0, size)
    .reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const rank of ranks) {
    for (let k = size; k >= 1; k--) {
      for (let sum = most; sum >= rank; sum--) ways[k]![sum]! += ways[k - 1]![sum - rank]!;
    }
  }
  const all = ways[size]!.reduce((sum, count) => sum + count, 0);
  return ways[size]!.map((count) => count / all);
}
