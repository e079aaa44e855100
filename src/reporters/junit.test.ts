import { describe, expect, it } from 'vitest';
import type { RunReport } from '../runner/report.ts';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts, type Parsed, parseXml } from './fixtures/injections.ts';
import { reportOf, sampleReport } from './fixtures/sample-report.ts';
import { junitReporter } from './junit.ts';

const text = junitReporter.render(sampleReport);
const [suite] = sampleReport.suites;
const [evaluate, roundtrip] = suite!.subjects;
const [green] = evaluate!.moderns;

function tagsOf(report: RunReport): string[] {
  const [parsed] = parseXml([junitReporter.render(report)]);
  if (parsed === undefined || 'error' in parsed) throw new Error(parsed?.error);
  return parsed.tags;
}

/** Tests that a reader of JUnit alone would call red. */
function red(report: RunReport): number {
  return tagsOf(report).filter((tag) => tag === 'failure' || tag === 'error').length;
}

const passing: RunReport = {
  ...sampleReport,
  decision: 'pass',
  exitCode: 0,
  reasons: ['Everything agreed'],
  suites: [{ ...suite!, subjects: [{ ...evaluate!, moderns: [green!] }] }],
  vectors: sampleReport.vectors.filter(({ modern }) => modern === 'python'),
  findings: [],
  findingsLeftOut: 0,
  notRun: [],
};

describe('junit.xml', () => {
  it('is as expected', () => {
    expect(text).toBe(expectedText('junit.xml', text));
  });

  it('has one test a vector, one a subject x modern, one for cases found before, one a finding one for an inconclusive subject and one for a suite that was not set up', () => {
    const cases = tagsOf(sampleReport).filter((tag) => tag === 'testcase').length;
    expect(cases).toBe(sampleReport.vectors.length + 3 + 1 + sampleReport.findings.length + 2);
  });

  it('counts what it holds', () => {
    const of = (name: string) =>
      [...text.matchAll(new RegExp(`<testsuite .*?${name}="(\\d+)"`, 'g'))].reduce((sum, m) => sum + Number(m[1]), 0);
    const whole = (name: string) => Number(new RegExp(`<testsuites .*?${name}="(\\d+)"`).exec(text)?.[1]);
    for (const [name, tag] of [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
      ['skipped', 'skipped'],
    ] as const) {
      const held = tagsOf(sampleReport).filter((one) => one === tag).length;
      expect([name, of(name), whole(name)]).toEqual([name, held, held]);
    }
  });

  it('is green for a run that passed, waived cases and all, and says by what they were waived', () => {
    expect(red(passing)).toBe(0);
    expect(junitReporter.render(passing)).toContain('Waived by int-literals');
  });

  it.each([
    ['the subject is inconclusive', { suites: [{ ...suite!, subjects: [{ ...roundtrip! }] }], vectors: [] }],
    [
      'the subject failed for reasons of its own',
      { suites: [{ ...suite!, subjects: [{ ...evaluate!, moderns: [{ ...green!, decision: 'fail' }] }] }] },
    ],
    ['the run is inconclusive', { decision: 'inconclusive', exitCode: 3 }],
    ['the run failed by a waiver', { decision: 'fail', exitCode: 1 }],
    ['the run was interrupted', { exitCode: 130, interrupted: true }],
    ['no suite was run', { decision: 'inconclusive', exitCode: 3, suites: [], vectors: [] }],
  ] as const)('is red when nothing in it drifted but %s', (_why, change) => {
    expect(red({ ...passing, ...(change as Partial<RunReport>) })).toBeGreaterThan(0);
  });

  it('holds any text in every place, legal characters unchanged, and no text changes its structure', () => {
    const [plain, ...parsed] = parseXml(
      ['plain', ...hostileTexts].map((hostile) => junitReporter.render(reportOf(hostile))),
    );
    const { tags } = plain as Extract<Parsed, { tags: string[] }>;
    for (const [index, one] of parsed.entries()) {
      const hostile = hostileTexts[index]!;
      if ('error' in one) throw new Error(`${JSON.stringify(hostile)}: ${one.error}`);
      // With an empty text some notes are empty, and left out.
      if (hostile.trim() !== '') expect([hostile, one.tags]).toEqual([hostile, tags]);
      const shown = hostile.replace(
        /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      expect(one.strings).toContain(shown);
    }
  });
});
