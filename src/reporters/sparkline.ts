const marks = '▁▂▃▄▅▆▇█';

/** Values as a row of blocks, lowest to highest; a dot where there is none. Errors that differ by orders are told apart by their logarithms. */
export function sparkline(values: readonly (number | null)[]): string {
  const there = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const [least, most] = [Math.min(...there), Math.max(...there)];
  const positive = there.filter((value) => value > 0);
  const smallest = Math.min(...positive);
  const isWide = least >= 0 && positive.length > 0 && most > 100 * smallest;
  const height = (value: number) => (isWide ? Math.log(Math.max(value, smallest / 2)) : value);
  const [low, high] = [height(least), height(most)];
  return values
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return '·';
      if (high === low) return marks[0];
      return marks[Math.min(marks.length - 1, Math.floor(((height(value) - low) / (high - low)) * marks.length))];
    })
    .join('');
}
