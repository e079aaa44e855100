const dayMs = 24 * 60 * 60 * 1000;

const startOf = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** Days from one UTC date (`2026-11-20`) to another; negative when that lies before. */
export function daysUntil(from: string, to: string): number {
  return Math.round((startOf(to) - startOf(from)) / dayMs);
}

/** The UTC date so many days after another. */
export function daysAfter(from: string, days: number): string {
  return new Date(startOf(from) + days * dayMs).toISOString().slice(0, 10);
}
