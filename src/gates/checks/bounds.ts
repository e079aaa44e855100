import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import { benchesOf, benchName } from './benches.ts';

/** Bounds over all cases of a subject hold; null where no policy sets one. */
export function boundsCheck({ runs }: GateFacts): Check | null {
  const bounds = runs
    .flatMap(benchesOf)
    .flatMap((one) => one.bench.bounds.map((bound) => ({ name: benchName(one), ...bound })));
  if (bounds.length === 0) return null;
  const told = (verdict: string) =>
    bounds
      .filter((bound) => bound.verdict === verdict)
      .map(({ name, path, sentence }) => `${name}${path === '' ? '' : ` at ${path}`}: ${sentence}`);
  const broken = told('fail');
  const open = bounds.filter(({ verdict }) => verdict !== 'fail' && verdict !== 'pass').length;
  const inconclusive = told('inconclusive');
  return check({
    name: 'bounds',
    asks: 'Do the statistical bounds over all cases hold?',
    code: broken.length > 0 ? 1 : open > 0 ? 3 : 0,
    observed: `${bounds.length - broken.length - open} of ${bounds.length} bounds hold`,
    allowed: 'all of them',
    n: bounds.length,
    evidence: [...broken, ...inconclusive],
  });
}
