import type { RunReport, SubjectModernReport } from '../../runner/report.ts';

/** One subject against one modern, or legacy against its golden outcomes. */
export interface BenchOf {
  readonly suite: string;
  readonly subject: string;
  readonly bench: SubjectModernReport;
}

export function benchesOf({ suites }: RunReport): BenchOf[] {
  return suites.flatMap(({ name: suite, subjects }) =>
    subjects.flatMap(({ name: subject, moderns }) => moderns.map((bench) => ({ suite, subject, bench }))),
  );
}

export function benchName({ suite, subject, bench }: BenchOf): string {
  return `${suite}/${subject}, ${bench.modern === 'legacy' ? 'legacy' : `modern "${bench.modern}"`}`;
}
