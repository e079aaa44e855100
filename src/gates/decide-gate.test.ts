import { describe, expect, it } from 'vitest';
import { sampleReport } from '../reporters/fixtures/sample-report.ts';
import { verdictOf, worstCode } from './check.ts';
import { decideGate } from './decide-gate.ts';
import type { GateFacts, HistoryFacts } from './facts.ts';
import { builtInGates, gateRules } from './rules.ts';

/** A run in which nothing is red, made of the sample by taking its suites away: what is left decides by itself. */
const quiet = (changes: Partial<GateFacts> = {}): GateFacts => ({
  runs: [
    {
      ...sampleReport,
      interrupted: false,
      findings: [],
      findingsLeftOut: 0,
      waivers: [],
      notRun: [],
      vectors: [],
      suites: [],
    },
  ],
  ...{ unfinished: null, failures: [], declared: [], golden: [], baseline: null },
  ...{ selftest: null, noise: null, performance: null, history: null },
  ...changes,
});
const creeping: HistoryFacts = {
  runs: 12,
  creep: [{ sentence: 'a/b: the error grows', explanation: 'numpy 1 became 2' }],
};
const codeOf = (facts: GateFacts, rules = builtInGates.nightly, name = 'creep') => {
  const one = decideGate(facts, rules).checks.find((check) => check.name === name);
  return one && { code: one.code, decides: one.decides, evidence: one.evidence };
};

describe('decideGate()', () => {
  it('weighs creep as the gate says, names what may explain it, and lets an empty history decide nothing', () => {
    expect(codeOf(quiet({ history: creeping }))).toMatchObject({ code: 1, decides: true });
    expect(codeOf(quiet({ history: creeping }), builtInGates.ci)).toMatchObject({ code: 1, decides: false });
    expect(codeOf(quiet({ history: creeping }))!.evidence).toEqual([
      'a/b: the error grows (which may explain it: numpy 1 became 2)',
    ]);
    expect(codeOf(quiet({ history: { runs: 0, creep: [] } }))).toMatchObject({ code: 3, decides: false });
    expect(codeOf(quiet({ history: { runs: 5, creep: [] } }))).toMatchObject({ code: 0, decides: true });
    expect(codeOf(quiet(), { ...builtInGates.ci, creep: 'off' })).toBeUndefined();
  });

  it('takes what was not measured for inconclusive', () => {
    for (const name of ['selftest', 'noise', 'performance'] as const)
      expect(codeOf(quiet(), builtInGates.precutover, name)).toMatchObject({ code: 3, decides: true });
    expect(decideGate(quiet({ runs: [] }), builtInGates.ci)).toMatchObject({ decision: 'inconclusive', exitCode: 3 });
  });

  it('takes the first of 130, 70, 2, 1, 3, 0', () => {
    expect(worstCode([0, 3, 1, 2, 70, 130])).toBe(130);
    expect(worstCode([0, 3, 1, 2, 70])).toBe(70);
    expect(worstCode([0, 3, 1, 2])).toBe(2);
    expect(worstCode([0, 3, 1])).toBe(1);
    expect(worstCode([0, 3])).toBe(3);
    expect(worstCode([0])).toBe(0);
    expect(worstCode([])).toBe(3);
    expect(verdictOf(130)).toBe('inconclusive');
  });

  it('knows its gates and those of a configuration, and no others', () => {
    expect(gateRules('ci', {})).toEqual(builtInGates.ci);
    expect(gateRules('ci', { ci: { minutes: 5 } })).toEqual({ ...builtInGates.ci, minutes: 5 });
    expect(gateRules('release', { release: { like: 'precutover', cases: 7 } })).toEqual({
      ...builtInGates.precutover,
      cases: 7,
    });
    for (const name of ['toString', '__proto__', 'other']) expect(gateRules(name, {})).toBeNull();
  });
});
