import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/**
 * Nothing moves towards its limit over runs; null where the gate does not ask. Where there is no history yet that is
 * said and decides nothing: every history begins with a first run.
 */
export function creepCheck({ history }: GateFacts, { creep: weight }: GateRules): Check | null {
  if (weight === 'off') return null;
  const question = {
    name: 'creep',
    asks: 'Is no accepted difference growing over runs?',
    allowed: 'no creep',
  } as const;
  if (history === null || history.runs === 0)
    return check({ ...question, code: 3, observed: 'there is no history yet to hold this run against', n: 0 }, false);
  const { runs, creep } = history;
  const evidence = creep.map(({ sentence, explanation }) =>
    explanation === null ? sentence : `${sentence} (which may explain it: ${explanation})`,
  );
  const code = creep.length > 0 ? 1 : 0;
  const observed = creep.length === 0 ? 'nothing moves' : `${creep.length} series move`;
  return check({ ...question, code, observed, n: runs, evidence }, weight === 'fail');
}
