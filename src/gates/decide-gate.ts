import { type Check, type CheckCode, verdictOf, worstCode } from './check.ts';
import { boundsCheck } from './checks/bounds.ts';
import { comparedCheck } from './checks/compared.ts';
import { creepCheck } from './checks/creep.ts';
import { driftCheck } from './checks/drift.ts';
import { finishedCheck } from './checks/finished.ts';
import { gitCheck } from './checks/git.ts';
import { performanceCheck } from './checks/performance.ts';
import { noiseCheck, selftestCheck } from './checks/studies.ts';
import { suitesCheck } from './checks/suites.ts';
import { vectorsCheck } from './checks/vectors.ts';
import { waiversCheck } from './checks/waivers.ts';
import type { GateFacts } from './facts.ts';
import type { GateReport } from './gate-report.ts';
import type { GateRules } from './rules.ts';

export type GateDecision = Pick<GateReport, 'decision' | 'word' | 'exitCode' | 'reasons' | 'checks'>;

const words = { pass: 'go', fail: 'no-go', inconclusive: 'inconclusive' } as const;

/**
 * Decides over what was measured: the worst of the checks that decide. What was not measured is inconclusive, never a
 * pass.
 */
export function decideGate(facts: GateFacts, rules: GateRules): GateDecision {
  const all = [finishedCheck, suitesCheck, comparedCheck, vectorsCheck, driftCheck, boundsCheck, waiversCheck];
  const asked = [selftestCheck, noiseCheck, performanceCheck, creepCheck, gitCheck];
  const checks = [...all, ...asked].flatMap((ask) => ask(facts, rules) ?? []);
  const exitCode: CheckCode = worstCode(checks.filter(({ decides }) => decides).map(({ code }) => code));
  const decision = verdictOf(exitCode);
  return { decision, word: words[decision], exitCode, reasons: reasonsOf(checks, exitCode), checks };
}

/** What decided first, then what else is not as it should be. */
function reasonsOf(checks: readonly Check[], exitCode: CheckCode): string[] {
  const told = checks.filter(({ verdict }) => verdict !== 'pass');
  const first = told.filter(({ code, decides }) => decides && code === exitCode);
  const rest = told.filter((one) => !first.includes(one));
  const lines = [...first, ...rest].map(sentence);
  if (exitCode !== 0) return lines;
  return [`All ${checks.filter(({ decides }) => decides).length} checks passed`, ...lines];
}

function sentence({ name, decides, observed, allowed, verdict }: Check): string {
  const aside = decides ? '' : ' (told, decides nothing)';
  return `${name}: ${verdict}: ${observed}; allowed: ${allowed}${aside}`;
}
