import { type Check, type CheckCode, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/** The suites find seeded faults; null where the gate does not ask. */
export function selftestCheck({ selftest }: GateFacts, rules: GateRules): Check | null {
  if (rules.selftest === null) return null;
  const question = {
    name: 'selftest',
    asks: 'Do the suites find faults that are put into the answers?',
    allowed: `at least ${rules.selftest.minKill * 100} % found, none raised by a harmless change`,
  } as const;
  if (selftest === null) return check({ ...question, code: 3, observed: 'not measured', n: 0 });
  const { mutants, killed, exitCode, reasons, evidence } = selftest;
  const code: CheckCode = exitCode === 0 && mutants === 0 ? 3 : codeOf(exitCode);
  const share = mutants === 0 ? 'none could be applied' : `${((killed / mutants) * 100).toFixed(1)} %`;
  const told = code === 0 ? [] : reasons;
  return check({
    ...question,
    code,
    observed: `${killed} of ${mutants} seeded faults found (${share})`,
    n: mutants,
    evidence: [...told, ...(evidence === null ? [] : [evidence])],
  });
}

function codeOf(exitCode: number): CheckCode {
  const codes: readonly CheckCode[] = [0, 1, 2, 3, 130];
  return codes.find((code) => code === exitCode) ?? 70;
}

/** No side disagrees with itself beyond what is declared; null where the gate does not ask. */
export function noiseCheck({ noise }: GateFacts, rules: GateRules): Check | null {
  if (rules.noise === null) return null;
  const question = {
    name: 'noise',
    asks: 'Does each side give the same answer twice (A/A)?',
    allowed: 'no noise but what is declared',
  } as const;
  if (noise === null) return check({ ...question, code: 3, observed: 'not measured', n: 0 });
  const { cases, undeclared, silent, interrupted } = noise;
  const code = interrupted ? 130 : undeclared.length > 0 ? 1 : silent.length > 0 || cases === 0 ? 3 : 0;
  return check({
    ...question,
    code,
    observed: `${cases} A/A cases, ${undeclared.length} sides noisy beyond declaration, ${silent.length} silent`,
    n: cases,
    evidence: [...undeclared, ...silent],
  });
}
