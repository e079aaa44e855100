import type { Decision } from '../runner/report.ts';

/** Exit codes that a check may ask for; see `precedence`. */
export type CheckCode = 0 | 1 | 2 | 3 | 70 | 130;

/** One question that a gate asks, and how it was answered. */
export interface Check {
  readonly name: CheckName;
  /** What is asked, in one sentence that a person can tick off. */
  readonly asks: string;
  readonly verdict: Decision;
  /** False: it is told, and changes nothing. */
  readonly decides: boolean;
  readonly code: CheckCode;
  /** What was seen, what would have been allowed, and over how many things. */
  readonly observed: string;
  readonly allowed: string;
  readonly n: number;
  /** Sentences, findings and files to look at; capped by `evidenceShown`. */
  readonly evidence: readonly string[];
}

export const checkNames = [
  'finished',
  'suites',
  'compared',
  'vectors',
  'drift',
  'bounds',
  'waivers',
  'selftest',
  'noise',
  'performance',
  'creep',
  'git',
] as const;

export type CheckName = (typeof checkNames)[number];

/** Lines of evidence that a check keeps; the rest is counted. */
const evidenceShown = 20;

/** What a check says, before it is known whether it decides. */
export type Answer = Pick<Check, 'name' | 'asks' | 'observed' | 'allowed' | 'n'> & {
  /** 0 pass, 3 inconclusive, else fail. */
  readonly code: CheckCode;
  readonly evidence?: readonly string[];
};

export function check(answer: Answer, decides = true): Check {
  const { code, evidence = [] } = answer;
  const shown = evidence.slice(0, evidenceShown);
  if (evidence.length > shown.length) shown.push(`and ${evidence.length - shown.length} more`);
  return { ...answer, verdict: verdictOf(code), decides, evidence: shown };
}

/** Interrupted is no failure: nobody knows what the rest would have said. */
export function verdictOf(code: CheckCode): Decision {
  if (code === 0) return 'pass';
  return code === 3 || code === 130 ? 'inconclusive' : 'fail';
}

/** Which exit code counts when several apply: the first of these. */
const precedence: readonly CheckCode[] = [130, 70, 2, 1, 3, 0];

export function worstCode(codes: readonly CheckCode[]): CheckCode {
  return precedence.find((code) => codes.includes(code)) ?? 3;
}
