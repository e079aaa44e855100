import type { Counts, RunReport, SubjectModernReport, WaiverReport } from '../runner/report.ts';
import { greenStatuses, type Status, statuses } from '../runner/result.ts';
import { count } from './quantity.ts';

export function total(counts: Counts): number {
  return statuses.reduce((sum, status) => sum + counts[status], 0);
}

/** Cases of all kinds of one subject x modern together. */
export function allCases(row: SubjectModernReport): Counts {
  const sums = statuses.map((status) => [status, row.vectors[status] + row.found[status] + row.generated[status]]);
  return Object.fromEntries(sums) as Record<Status, number>;
}

/** `2,180 agreed, 23 waived`: what there is, in the order of the statuses. */
export function countWords(counts: Counts): string {
  const words = statuses.filter((status) => counts[status] > 0).map((status) => `${count(counts[status])} ${status}`);
  return words.join(', ') || 'no case';
}

/** How a testing tool sees a status. */
export type Mark = 'passed' | 'failure' | 'error' | 'skipped';

export function markOf(status: Status): Mark {
  if (greenStatuses.includes(status)) return 'passed';
  if (status === 'not-run') return 'skipped';
  return status === 'timed-out' || status === 'crashed' || status === 'protocol-error' ? 'error' : 'failure';
}

/** The worst mark among counted cases: a drift tells more than a crash beside it. */
export function markOfCounts(counts: Counts): Mark {
  const marks = new Set(statuses.filter((status) => counts[status] > 0).map(markOf));
  const worst = (['failure', 'error', 'skipped'] as const).find((mark) => marks.has(mark));
  return worst ?? (marks.has('passed') ? 'passed' : 'skipped');
}

/** The waivers that covered cases of a subject, those that covered most first: `int-literals (12), … and 3 more waivers`. */
export function waivedBy(report: RunReport, suite: string, subject: string, modern: string, most = 100): string {
  const covers = (w: WaiverReport) =>
    w.suite === suite && w.waiver.subject === subject && w.waiver.modern === modern && w.covered > 0;
  const all = report.waivers.filter(covers).sort((a, b) => b.covered - a.covered);
  const named = all.slice(0, most).map((w) => `${w.waiver.id} (${count(w.covered)})`);
  const rest = all.length - named.length;
  return named.join(', ') + (rest > 0 ? ` and ${rest} more waivers` : '');
}

/** `expires in 12 days`, for a waiver whose end is near; empty for others. */
export function expiringWords({ expiringInDays: days }: Pick<WaiverReport, 'expiringInDays'>): string {
  if (days === null) return '';
  return days === 0 ? 'expires today' : `expires in ${days} day${days === 1 ? '' : 's'}`;
}

/** Entries of a ledger in reading order: numeric names by their number, words before them (`zero`, `scalar`) or after. */
export function ledgerEntries(ledger: Readonly<Record<string, number>>): [string, number][] {
  const rank = (name: string) => {
    if (name === 'zero' || name === 'scalar') return Number.NEGATIVE_INFINITY;
    const number = Number.parseFloat(name);
    return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number;
  };
  const order = (a: string, b: string) => {
    const [left, right] = [rank(a), rank(b)];
    if (left !== right) return left - right;
    return a < b ? -1 : Number(a > b);
  };
  return Object.entries(ledger).sort(([a], [b]) => order(a, b));
}
