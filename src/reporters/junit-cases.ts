import type { Creep } from '../runner/creep.ts';
import type { Decision, Finding, RunReport, SubjectModernReport, VectorReport } from '../runner/report.ts';
import { countWords, type Mark, markOf, markOfCounts, total, waivedBy } from './counts.ts';
import { creepNotes } from './creep-lines.ts';
import { findingLines } from './drift-block.ts';
import { headline, kindOf } from './headline.ts';
import { plural } from './quantity.ts';
import { lineText } from './styled.ts';
import { cut, visible } from './visible.ts';

/** One `<testcase>`: how it ended and what it says. */
export interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly mark: Mark;
  /** Why it is not passed, on one line; and its kind (JUnit's `type`). */
  readonly message: string;
  readonly type: string;
  /** Body of a failure or an error. */
  readonly text: string;
  /** Goes to `<system-out>`. */
  readonly note: string;
  /** 0 where it was not measured. */
  readonly seconds: number;
}

/** Longest message; JUnit readers show it on one line. */
const messageLength = 1000;

const passed = { message: '', type: '', text: '', note: '', seconds: 0 };

/** Something that moves over the runs within policy: told, and red only where a gate says so. */
export function caseOfCreep(creep: Creep): TestCase {
  const note = visible(cut([creep.summary, ...creepNotes(creep)].join('; '), messageLength));
  const place = creep.case ?? creep.path;
  const name = `creep: ${creep.kind}${place === '' ? '' : ` at ${cut(place, 200)}`}`;
  return { classname: `${creep.suite}.${creep.subject}.${creep.modern}`, ...passed, name, mark: 'passed', note };
}

/** One golden vector. */
export function caseOfVector(classname: string, vector: VectorReport): TestCase {
  const mark = markOf(vector.status);
  const side = vector.side === null ? '' : ` on ${vector.side}`;
  const message = mark === 'passed' ? '' : cut(vector.detail ?? `${vector.status}${side}`, messageLength);
  const about = [vector.comment, vector.flags.length > 0 ? `Flags: ${vector.flags.join(', ')}` : ''];
  const text = [...about, vector.finding === null ? '' : `Finding: ${vector.finding}`]
    .filter((line) => line !== '')
    .join('\n');
  const waived = vector.status === 'waived' ? `Waived by ${vector.waivers.join(', ')}` : '';
  const note = [waived, mark === 'passed' ? (vector.detail ?? '') : ''].filter((line) => line !== '').join('\n');
  const seconds = (vector.ms ?? 0) / 1000;
  return { classname, name: vector.id, mark, message, type: vector.status, text, note, seconds };
}

/** All generated cases of one subject x modern as one test, so that the file does not grow with them. */
export function caseOfGenerated(report: RunReport, suite: string, subject: string, row: SubjectModernReport): TestCase {
  const test = { ...passed, classname: `${suite}.${subject}.${row.modern}`, name: 'generated cases' };
  const cases = total(row.generated);
  if (cases === 0) return { ...test, mark: 'skipped', message: 'no generated case was asked for' };
  const mark = markOfCounts(row.generated);
  const words = `${plural(cases, 'generated case')}: ${countWords(row.generated)}`;
  const waivers = waivedBy(report, suite, subject, row.modern);
  const note = waivers === '' ? words : `${words}\nWaived by ${waivers}`;
  return mark === 'passed' ? { ...test, mark, note } : { ...test, mark, message: words, type: 'generated', note };
}

/** All cases that failed in an earlier run and were kept, as one test; none where there are none. */
export function casesOfFound(suite: string, subject: string, row: SubjectModernReport): TestCase[] {
  const cases = total(row.found);
  if (cases === 0) return [];
  const test = { ...passed, classname: `${suite}.${subject}.${row.modern}`, name: 'cases found before' };
  const mark = markOfCounts(row.found);
  const words = `${plural(cases, 'case')} found before: ${countWords(row.found)}`;
  return [
    mark === 'passed' ? { ...test, mark, note: words } : { ...test, mark, message: words, type: 'found', note: words },
  ];
}

/** One finding, with the block a person reads on the terminal. */
export function caseOfFinding(classname: string, finding: Finding): TestCase {
  const mark = markOf(finding.status);
  const text = findingLines(finding)
    .map((line) => visible(lineText(line)))
    .join('\n');
  const name = `finding ${finding.id}`;
  const message = `${kindOf(finding)}: ${headline(finding)}`;
  const body =
    mark === 'passed' ? { ...passed, note: text } : { ...passed, message, type: finding.class ?? finding.status, text };
  return { classname, name, mark, ...body };
}

/** A suite that could not be set up, so that none of its subjects ran. */
export function caseOfSetUp(classname: string, failure: string): TestCase {
  const message = cut(failure, messageLength);
  return { ...passed, classname, name: 'set-up', mark: 'error', message, type: 'set-up', text: failure };
}

/** The decision about a subject x modern, or about the run. */
export function caseOfDecision(classname: string, decision: Decision, reasons: readonly string[]): TestCase {
  const mark = decision === 'pass' ? 'passed' : decision === 'fail' ? 'failure' : 'error';
  const [first = decision] = reasons;
  return {
    ...passed,
    classname,
    name: 'decision',
    mark,
    message: cut(first, messageLength),
    type: decision,
    text: reasons.join('\n'),
  };
}
