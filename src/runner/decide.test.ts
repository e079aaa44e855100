import { describe, expect, it } from 'vitest';
import { decideRun, decideSubject, type RunFacts } from './decide.ts';
import type { SubjectModernReport, WaiverReport } from './report.ts';
import type { Result } from './result.ts';
import { Tally } from './tally.ts';

const result = (status: Result['status']): Result => ({
  suite: 's',
  subject: 'x',
  modern: 'm',
  case: { kind: 'generated', seed: 1, index: 0 },
  status,
  side: null,
  excuse: null,
  waivers: [],
  drifts: [],
  counted: true,
  legacyKind: 'returned',
  modernKind: 'returned',
  compared: true,
  numbers: 1,
  above: 0,
  below: 0,
  maxAbs: null,
  maxRel: null,
  maxUlp: null,
  maxShare: null,
  legacyNs: null,
  modernNs: null,
  detail: null,
});
const tallyOf = (...statuses: Result['status'][]) => {
  const tally = new Tally();
  for (const status of statuses) tally.add(result(status));
  return tally;
};
const met = { minCases: 1, cases: 10, minReturned: 0.5, returnedShare: 1, met: true };

describe('decideSubject()', () => {
  it.each(['agreed', 'waived', 'excused'] as const)('passes what is %s', (status) => {
    expect(decideSubject(tallyOf('agreed', status), met)).toEqual({ decision: 'pass', reasons: [] });
  });

  it.each(['drifted', 'violated', 'flaky', 'timed-out', 'crashed', 'protocol-error'] as const)(
    'fails what is %s',
    (status) => {
      const { decision, reasons } = decideSubject(tallyOf('agreed', status), met);
      expect(decision).toBe('fail');
      expect(reasons[0]).toContain('1 of 2 cases');
    },
  );

  it('is inconclusive when cases were not run or a floor is not met', () => {
    expect(decideSubject(tallyOf('agreed', 'not-run'), met).decision).toBe('inconclusive');
    expect(decideSubject(tallyOf('agreed'), { ...met, met: false, cases: 0 }).reasons).toEqual([
      'nothing was compared',
    ]);
    expect(decideSubject(tallyOf('agreed'), { ...met, met: false, returnedShare: 0.1 }).reasons[0]).toContain('10.0 %');
  });
});

describe('decideRun()', () => {
  const bench = (decision: SubjectModernReport['decision']) =>
    ({
      modern: 'm',
      decision,
      reasons: ['because'],
      statistics: { cases: 5 },
      properties: [],
    }) as unknown as SubjectModernReport;
  const facts = (...decisions: SubjectModernReport['decision'][]): RunFacts => ({
    interrupted: false,
    setupFailures: [],
    waivers: [],
    notRun: [],
    suites: [
      {
        name: 's',
        title: 's',
        digest: '',
        implementations: [],
        failure: null,
        subjects: [{ name: 'x', moderns: decisions.map(bench), coverage: {} as never }],
      },
    ],
  });
  const waiver = (state: WaiverReport['state']) =>
    ({
      suite: 's',
      state,
      share: 0.5,
      covered: 1,
      waiver: { id: 'w', expires: '2020-01-01', owner: 'o', maxShare: 0.1 },
    }) as unknown as WaiverReport;

  it('takes the worst, in the order of precedence', () => {
    expect(decideRun(facts('pass')).exitCode).toBe(0);
    expect(decideRun(facts('pass', 'inconclusive')).exitCode).toBe(3);
    expect(decideRun(facts('inconclusive', 'fail')).exitCode).toBe(1);
    expect(decideRun({ ...facts('fail'), setupFailures: ['no python'] }).exitCode).toBe(2);
    expect(decideRun({ ...facts('fail'), setupFailures: ['no python'], interrupted: true }).exitCode).toBe(130);
  });

  it('fails an expired waiver and one that covered too much, not a stale one', () => {
    expect(decideRun({ ...facts('pass'), waivers: [waiver('stale'), waiver('active')] }).exitCode).toBe(0);
    expect(decideRun({ ...facts('pass'), waivers: [waiver('expired')] })).toMatchObject({
      exitCode: 1,
      decision: 'fail',
    });
    expect(decideRun({ ...facts('pass'), waivers: [waiver('exceeded')] }).reasons[0]).toContain('50.0 %');
  });

  it('never passes a run of nothing', () => {
    expect(decideRun({ ...facts('pass'), suites: [] })).toMatchObject({
      exitCode: 3,
      reasons: ['Nothing was compared'],
    });
  });

  it('always gives a reason', () => {
    for (const one of [facts('pass'), facts('fail'), facts('inconclusive')])
      expect(decideRun(one).reasons.length).toBeGreaterThan(0);
  });
});
