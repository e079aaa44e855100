import { type Check, check } from '../check.ts';
import type { GateFacts, PerformanceVerdict } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/** No modern is slower than it may be; null where the gate does not ask. */
export function performanceCheck({ performance }: GateFacts, { performance: weight }: GateRules): Check | null {
  if (weight === 'off') return null;
  const decides = weight === 'fail';
  const question = {
    name: 'performance',
    asks: 'Is no modern slower than it may be?',
    allowed: 'no interval of time ratios beyond its limit',
  } as const;
  if (performance === null || performance.length === 0)
    return check({ ...question, code: 3, observed: 'not measured', n: 0 }, decides);
  const slower = performance.filter(({ verdict }) => verdict.decision === 'fail');
  const open = performance.filter(({ verdict }) => verdict.decision === 'inconclusive');
  const rest = performance.filter(({ verdict }) => verdict.decision === 'pass');
  return check(
    {
      ...question,
      code: slower.length > 0 ? 1 : open.length > 0 ? 3 : 0,
      observed: `${slower.length} of ${performance.length} too slow, ${open.length} inconclusive`,
      n: performance.reduce((sum, { verdict }) => sum + verdict.pairs, 0),
      evidence: [...slower, ...open, ...rest].map(words),
    },
    decides,
  );
}

function words({ suite, subject, modern, verdict, failure }: PerformanceVerdict): string {
  return `${suite}/${subject}, modern "${modern}": ${verdict.verdict}: ${failure ?? verdict.reason}`;
}
