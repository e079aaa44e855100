import type { RunReport, SubjectModernReport } from '../runner/report.ts';
import {
  caseOfDecision,
  caseOfFinding,
  caseOfGenerated,
  caseOfSetUp,
  caseOfVector,
  casesOfFound,
  type TestCase,
} from './junit-cases.ts';
import type { Reporter } from './reporter.ts';
import { type Element, element, xmlText } from './xml.ts';

interface TestSuite {
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

function suitesOf(report: RunReport): TestSuite[] {
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
  return run.length === 0 ? suites : [...suites, { name: 'vernier.run', cases: run }];
}

function tally(cases: readonly TestCase[]): Record<string, number | string> {
  const of = (mark: TestCase['mark']) => cases.filter((test) => test.mark === mark).length;
  const time = cases.reduce((sum, test) => sum + test.seconds, 0);
  const counts = { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
  return { ...counts, time: time.toFixed(6) };
}

function caseElement(test: TestCase): Element {
  const children: Element[] = [];
  if (test.mark === 'skipped') children.push(element('skipped', { message: test.message }));
  else if (test.mark !== 'passed') {
    children.push(element(test.mark, { message: test.message, type: test.type }, test.text === '' ? [] : [test.text]));
  }
  if (test.note !== '') children.push(element('system-out', {}, [test.note]));
  const { classname, name } = test;
  return element('testcase', { classname, name, time: test.seconds.toFixed(6) }, children);
}

/**
 * `junit.xml`: one test a vector, one a subject x modern for its generated cases, one a finding, and one for a decision
 * that these do not show. A reader that knows only JUnit never sees green for a run that failed or was inconclusive.
 */
export const junitReporter: Reporter = {
  file: 'junit.xml',
  render(report) {
    const suites = suitesOf(report);
    const elements = suites.map(({ name, cases }) =>
      element('testsuite', { name, ...tally(cases), timestamp: report.startedAt }, cases.map(caseElement)),
    );
    const whole = { name: 'vernier', ...tally(suites.flatMap((suite) => suite.cases)) };
    return xmlText(element('testsuites', whole, elements));
  },
};
