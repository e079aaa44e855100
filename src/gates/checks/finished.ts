import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';

/** Everything that was begun came to its end. */
export function finishedCheck({ runs, unfinished, selftest, noise }: GateFacts): Check {
  const question = { name: 'finished', asks: 'Did everything that was begun come to its end?' } as const;
  const interrupted = [
    ...runs.filter((run) => run.interrupted).map(({ runId }) => `run ${runId} was interrupted`),
    ...(selftest?.exitCode === 130 ? ['the self-test was interrupted'] : []),
    ...(noise?.interrupted ? ['the noise study was interrupted'] : []),
  ];
  const all = [...interrupted, ...(unfinished === null ? [] : [unfinished])];
  const code = interrupted.length > 0 ? 130 : unfinished !== null ? 3 : 0;
  const observed = all.length === 0 ? 'all of it ended by itself' : all.join('; ');
  return check({ ...question, code, observed, allowed: 'nothing cut short', n: runs.length, evidence: all });
}
