import type { RunReport, SubjectModernReport } from '../runner/report.ts';
import {
  caseOfCreep,
  caseOfDecision,
  caseOfFinding,
  caseOfGenerated,
  caseOfSetUp,
  caseOfVector,
  casesOfFound,
  type TestCase,
} from './junit-cases.ts';

/** The tests of one subject against one modern, by the name `expression.evaluate.typescript`. */
export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

function isRed(test: TestCase): boolean {
  return test.mark === 'failure' || test.mark === 'error';
}

/** Adds a test of the decision itself where the tests alone would look greener than it is. */
function withDecision(cases: readonly TestCase[], red: boolean, decision: TestCase): TestCase[] {
  return decision.mark === 'error' || (decision.mark === 'failure' && !red) ? [...cases, decision] : [...cases];
}

function suiteOf(report: RunReport, suite: string, subject: string, row: SubjectModernReport): TestSuite {
  const name = `${suite}.${subject}.${row.modern}`;
  const mine = (item: { suite: string; subject: string; modern: string }) =>
    item.suite === suite && item.subject === subject && item.modern === row.modern;
  const cases = [
    ...report.vectors.filter(mine).map((vector) => caseOfVector(name, vector)),
    ...casesOfFound(suite, subject, row),
    caseOfGenerated(report, suite, subject, row),
    ...report.findings.filter(mine).map((finding) => caseOfFinding(name, finding)),
  ];
  return { name, cases: withDecision(cases, cases.some(isRed), caseOfDecision(name, row.decision, row.reasons)) };
}

/**
 * A run as tests: one a vector, one a subject x modern for its generated cases, one a finding, and one for a decision that
 * these do not show, so that whoever sees only tests never sees green for a run that failed or was inconclusive.
 */
export function testSuites(report: RunReport): TestSuite[] {
  const suites = report.suites.flatMap((suite) => [
    ...(suite.failure === null ? [] : [{ name: suite.name, cases: [caseOfSetUp(suite.name, suite.failure)] }]),
    ...suite.subjects.flatMap((subject) =>
      subject.moderns.map((row) => suiteOf(report, suite.name, subject.name, row)),
    ),
  ]);
  const red = suites.some((suite) => suite.cases.some(isRed));
  // A run that did not end with 0 is never green, whatever its decision says.
  const decision = report.decision === 'pass' && report.exitCode !== 0 ? 'inconclusive' : report.decision;
  const run = withDecision([], red, caseOfDecision('vernier.run', decision, report.reasons));
  const creeps = (report.creep?.creeps ?? []).map(caseOfCreep);
  return [
    ...suites,
    ...(creeps.length === 0 ? [] : [{ name: 'vernier.creep', cases: creeps }]),
    ...(run.length === 0 ? [] : [{ name: 'vernier.run', cases: run }]),
  ];
}
