import type { DriverCheck, RuleResult } from '../studies/check-driver.ts';
import { type Line, type Role, span } from './styled.ts';

const look: Readonly<Record<RuleResult['verdict'], Role>> = {
  holds: 'good',
  'does not hold': 'bad',
  'not tried': 'warn',
};
const verdictWidth = 'does not hold'.length;

/** One line for a rule, and one more where there is something to say. */
export function ruleLines({ rule, wanted, level, verdict, why }: RuleResult): Line[] {
  const role = verdict === 'does not hold' && level === 'advised' ? 'warn' : look[verdict];
  const advised = level === 'advised' ? ' (advised)' : '';
  const head = [span(verdict.padEnd(verdictWidth), role), span(`  ${rule}`, 'strong'), span(`: ${wanted}${advised}`)];
  if (why === '') return [head];
  const indent = ' '.repeat(verdictWidth + 2);
  return [head, ...why.split('\n').map((line) => [span(`${indent}${line}`, verdict === 'holds' ? 'dim' : 'plain')])];
}

/** The end of the table: how many of which, and what that means. */
export function driverCheckLines({ address, rules, conforms }: DriverCheck): Line[] {
  const count = (verdict: RuleResult['verdict'], level?: RuleResult['level']) =>
    rules.filter((rule) => rule.verdict === verdict && (level === undefined || rule.level === level)).length;
  const broken = count('does not hold');
  const advised = count('does not hold', 'advised');
  const brokenText = advised === 0 ? `${broken} do not hold` : `${broken} do not hold (${advised} of them advised)`;
  const counts = `${rules.length} rules: ${count('holds')} hold, ${brokenText}, ${count('not tried')} not tried`;
  const verdict = conforms ? 'conforms to wire protocol 1' : 'does not conform to wire protocol 1';
  return [[], [span(counts)], [span(`${address} ${verdict}`, conforms ? 'good' : 'bad')]];
}
