import { type Line, span } from './styled.ts';

/** A table in plain text: columns as wide as their widest cell, those named in `left` to the left, numbers to the right. */
export function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly string[],
): Line[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row, index) => {
    const cells = row.map((cell, column) => {
      const width = widths[column]!;
      return left.includes(head[column]!) ? cell.padEnd(width) : cell.padStart(width);
    });
    return [span(`  ${cells.join('  ')}`.trimEnd(), index === 0 ? 'dim' : 'plain')];
  });
}
