import type { RunReport } from '../runner/report.ts';
import type { RecordedCase } from './recorded-case.ts';
import { roundUpToOneDigit } from './round-up.ts';

/** The label of a case that the fewest generated cases of its run had; the first one where that is not known. */
export function rarestLabel(
  labels: readonly string[],
  { suite, subject }: RecordedCase,
  report: RunReport | null,
): string | null {
  const seen = new Map(Object.entries(subjectOf(report, suite, subject)?.coverage.generatedByLabel ?? {}));
  const [first, ...others] = labels;
  if (first === undefined) return null;
  return others.reduce((best, one) => ((seen.get(one) ?? 0) < (seen.get(best) ?? 0) ? one : best), first);
}

/** Twice the share of cases that showed the finding in its run, rounded up to one digit, so that it is noticed when it grows. */
export function measuredShare({ id, suite, subject, modern }: RecordedCase, report: RunReport | null): number {
  const cases = report?.findings.find((finding) => finding.id === id)?.cases;
  const row = subjectOf(report, suite, subject)?.moderns.find((one) => one.modern === modern);
  if (cases === undefined || row === undefined || row.statistics.cases === 0) return unknownShare;
  return Math.min(mostShare, roundUpToOneDigit((2 * cases) / row.statistics.cases));
}

const unknownShare = 0.01;
// A waiver for nearly every case is no exception any more.
const mostShare = 0.9;

function subjectOf(report: RunReport | null, suite: string, subject: string) {
  return report?.suites.find(({ name }) => name === suite)?.subjects.find(({ name }) => name === subject);
}
