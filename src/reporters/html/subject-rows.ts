import type { Finding, RunReport, SubjectModernReport } from '../../runner/report.ts';

/** One subject against one modern, and what of the run belongs to it. */
export interface SubjectRow {
  readonly suite: string;
  readonly subject: string;
  readonly row: SubjectModernReport;
  readonly findings: readonly Finding[];
  /** `expression/evaluate · typescript`. */
  readonly name: string;
}

export function subjectRows(report: RunReport): SubjectRow[] {
  const findings = new Map<string, Finding[]>();
  const key = (...parts: readonly string[]) => JSON.stringify(parts);
  for (const finding of report.findings) {
    const at = key(finding.suite, finding.subject, finding.class === 'legacy-moved' ? 'legacy' : finding.modern);
    const list = findings.get(at);
    if (list === undefined) findings.set(at, [finding]);
    else list.push(finding);
  }
  return report.suites.flatMap((suite) =>
    suite.subjects.flatMap((subject) =>
      subject.moderns.map((row) => ({
        suite: suite.name,
        subject: subject.name,
        row,
        findings: findings.get(key(suite.name, subject.name, row.modern)) ?? [],
        name: `${suite.name}/${subject.name} · ${row.modern}`,
      })),
    ),
  );
}

/** Pictures are drawn for so many rows at most, red ones first; the tables hold all. */
const rowsPictured = 12;

export function picturedRows(rows: readonly SubjectRow[], worth: (row: SubjectRow) => boolean): SubjectRow[] {
  const rank = { fail: 0, inconclusive: 1, pass: 2 } as const;
  const worthy = rows.filter(worth).map((row, index) => ({ row, index }));
  return worthy
    .sort((a, b) => rank[a.row.row.decision] - rank[b.row.row.decision] || a.index - b.index)
    .slice(0, rowsPictured)
    .map(({ row }) => row);
}
