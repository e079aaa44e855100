import { describe, expect, it } from 'vitest';
import type { DriverCheck, RuleResult } from '../studies/check-driver.ts';
import { driverCheckLines, ruleLines } from './driver-check.ts';
import { paint, plainStyle } from './styled.ts';

const rule = (verdict: RuleResult['verdict'], level: RuleResult['level'] = 'required', why = ''): RuleResult => ({
  rule: 'stop',
  wanted: 'ends',
  level,
  verdict,
  why,
});
const check = (...rules: RuleResult[]): DriverCheck => ({
  address: 'driver:x',
  greeting: null,
  rules,
  conforms: false,
});

describe('the table of a checked driver', () => {
  it('has a line for a rule, and indented ones for why', () => {
    expect(paint(ruleLines(rule('holds')), plainStyle)).toBe('holds          stop: ends');
    expect(paint(ruleLines(rule('not tried', 'advised', 'no\nsubject')), plainStyle)).toBe(
      'not tried      stop: ends (advised)\n               no\n               subject',
    );
  });

  it('lets nothing a driver said reach the terminal', () => {
    const text = paint(ruleLines(rule('does not hold', 'required', 'came \u001b[2J\u0007')), plainStyle);
    expect(text).not.toMatch(/[\u001b\u0007]/);
  });

  it('counts, and says what that means', () => {
    const text = paint(
      driverCheckLines(check(rule('holds'), rule('does not hold', 'advised'), rule('not tried'))),
      plainStyle,
    );
    expect(text).toContain('3 rules: 1 hold, 1 do not hold (1 of them advised), 1 not tried');
    expect(text).toContain('driver:x does not conform to wire protocol 1');
  });
});
