import type { ExchangeableGroups } from './optimum-rule.ts';

/**
 * Which of modern's parameters stands where legacy has parameter j: whole groups change places so that the sum of squared
 * distances is least. Each set of groups by itself, over all orders at once (dynamic programming over subsets).
 *
 * @param distance Between legacy's parameter `j` and modern's parameter `k`.
 */
export function bestAssignment(
  p: number,
  exchangeable: readonly ExchangeableGroups[],
  distance: (j: number, k: number) => number,
): Int32Array {
  const places = Int32Array.from({ length: p }, (_, j) => j);
  for (const groups of exchangeable) {
    const order = assign(groups.length, (a, b) => {
      let sum = 0;
      for (const [role, j] of groups[a]!.entries()) sum += distance(j, groups[b]![role]!) ** 2;
      return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
    });
    for (const [a, b] of order.entries()) {
      for (const [role, j] of groups[a]!.entries()) places[j] = groups[b]![role]!;
    }
  }
  return places;
}

/** The order `b[a]` of least total cost; of equal ones that which leaves the first groups in place. */
function assign(count: number, cost: (a: number, b: number) => number): number[] {
  const all = 2 ** count;
  const least = new Float64Array(all).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(all).fill(-1);
  least[0] = 0;
  for (let used = 0; used < all; used += 1) {
    const a = bitsIn(used);
    if (a === count || (used > 0 && last[used] === -1)) continue;
    for (let step = 0; step < count; step += 1) {
      // In place first, so that it wins where all cost the same.
      const b = (a + step) % count;
      const after = used | (1 << b);
      const sum = least[used]! + cost(a, b);
      if (after === used || (last[after] !== -1 && sum >= least[after]!)) continue;
      least[after] = sum;
      last[after] = b;
    }
  }
  const order: number[] = [];
  for (let used = all - 1; used > 0; used -= 1 << order[0]!) order.unshift(last[used]!);
  return order;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
