import type { TestCase } from './junit-cases.ts';
import type { Reporter } from './reporter.ts';
import { testSuites } from './test-suites.ts';
import { type Element, element, xmlText } from './xml.ts';

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

/** `junit.xml`: the run as tests. */
export const junitReporter: Reporter = {
  file: 'junit.xml',
  render(report) {
    const suites = testSuites(report);
    const elements = suites.map(({ name, cases }) =>
      element('testsuite', { name, ...tally(cases), timestamp: report.startedAt }, cases.map(caseElement)),
    );
    const whole = { name: 'vernier', ...tally(suites.flatMap((suite) => suite.cases)) };
    return xmlText(element('testsuites', whole, elements));
  },
};
