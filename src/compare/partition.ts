/** How far two partitions of the same items are alike, whatever their parts are called. */
export interface PartitionAgreement {
  /** The parts are the same: labels differ by a one-to-one renaming, if at all. */
  readonly identical: boolean;
  /** The adjusted Rand index: 1 for the same parts, around 0 for parts that have nothing to do with each other. */
  readonly adjustedRand: number;
  /** Items that are elsewhere under the best one-to-one naming of parts by each other. */
  readonly misplaced: number;
}

/** Above this many labels on a side the best naming is found greedily: the exact method takes their cube. */
export const maxAssigned = 64;

/**
 * Compares two labellings of the same items. The adjusted Rand index is that of Hubert and Arabie (1985), "Comparing
 * Partitions", equation 5; where it has no value (both put all items in one part, or each in its own) it is 1 for equal
 * partitions. The best naming maximizes the items that keep their part: exactly (Kuhn's assignment) up to 64 labels a
 * side, above that by taking the largest overlap first.
 */
export function comparePartitions(legacy: readonly string[], modern: readonly string[]): PartitionAgreement {
  const [rows, columns] = [new Map<string, number>(), new Map<string, number>()];
  const cells = new Map<string, Cell>();
  for (const [index, label] of legacy.entries()) {
    const row = codeOf(rows, label);
    const column = codeOf(columns, modern[index]!);
    const key = `${row} ${column}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { row, column, count: 1 });
    else cell.count++;
  }
  const table = [...cells.values()];
  const identical = table.length === rows.size && table.length === columns.size;
  if (identical) return { identical, adjustedRand: 1, misplaced: 0 };
  const kept = keptUnderBestNaming(table, rows.size, columns.size);
  return { identical, adjustedRand: adjustedRand(table, legacy.length), misplaced: legacy.length - kept };
}

interface Cell {
  readonly row: number;
  readonly column: number;
  count: number;
}

function codeOf(codes: Map<string, number>, label: string): number {
  const known = codes.get(label);
  if (known !== undefined) return known;
  codes.set(label, codes.size);
  return codes.size - 1;
}

function adjustedRand(table: readonly Cell[], items: number): number {
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()];
  for (const { row, column, count } of table) {
    rows.set(row, (rows.get(row) ?? 0) + count);
    columns.set(column, (columns.get(column) ?? 0) + count);
  }
  const pairs = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const together = pairs(table.map(({ count }) => count));
  const [inRows, inColumns] = [pairs(rows.values()), pairs(columns.values())];
  const expected = (inRows * inColumns) / ((items * (items - 1)) / 2);
  const most = (inRows + inColumns) / 2;
  // Only reached by different partitions, for which it is 0 when nothing but chance could be.
  return most === expected ? 0 : (together - expected) / (most - expected);
}

function keptUnderBestNaming(table: readonly Cell[], rows: number, columns: number): number {
  const size = Math.max(rows, columns);
  return size <= maxAssigned ? assigned(table, size) : greedy(table);
}

function greedy(table: readonly Cell[]): number {
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  let kept = 0;
  for (const { row, column, count } of [...table].sort((a, b) => b.count - a.count)) {
    if (rows.has(row) || columns.has(column)) continue;
    rows.add(row);
    columns.add(column);
    kept += count;
  }
  return kept;
}

/**
 * The Hungarian method by shortest augmenting paths with potentials (Jonker and Volgenant 1987), on a square table of
 * costs, the negated counts. Index 0 stands for "none".
 */
function assigned(table: readonly Cell[], size: number): number {
  const cost = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
  for (const { row, column, count } of table) cost[row + 1]![column + 1] = -count;
  const [ofRow, ofColumn] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const rowAt = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const before = new Int32Array(size + 1);
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(size + 1);
    rowAt[0] = row;
    let column = 0;
    do {
      visited[column] = 1;
      const from = rowAt[column]!;
      let [delta, next] = [Number.POSITIVE_INFINITY, 0];
      for (let to = 1; to <= size; to++) {
        if (visited[to]) continue;
        const reduced = cost[from]![to]! - ofRow[from]! - ofColumn[to]!;
        if (reduced < slack[to]!) [slack[to], before[to]] = [reduced, column];
        if (slack[to]! < delta) [delta, next] = [slack[to]!, to];
      }
      for (let to = 0; to <= size; to++) {
        if (visited[to]) {
          ofRow[rowAt[to]!]! += delta;
          ofColumn[to]! -= delta;
        } else slack[to]! -= delta;
      }
      column = next;
    } while (rowAt[column] !== 0);
    for (; column !== 0; column = before[column]!) rowAt[column] = rowAt[before[column]!]!;
  }
  let kept = 0;
  for (let column = 1; column <= size; column++) kept -= cost[rowAt[column]!]![column]!;
  return kept;
}
