import type { WaiverReport } from '../../runner/report.ts';
import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';

/** No waiver has expired or absorbed more than it may. */
export function waiversCheck({ runs }: GateFacts): Check {
  const waivers = runs.flatMap((run) => run.waivers);
  const red = waivers.filter(({ state }) => state === 'expired' || state === 'exceeded');
  const near = waivers.filter((one) => !red.includes(one) && one.expiringInDays !== null);
  const covered = waivers.reduce((sum, one) => sum + one.covered, 0);
  return check({
    name: 'waivers',
    asks: 'Is every waiver alive and within its limits?',
    code: red.length > 0 ? 1 : 0,
    observed: `${waivers.length} ${waivers.length === 1 ? 'waiver' : 'waivers'}, ${red.length} expired or exceeded; ${covered} cases waived`,
    allowed: 'none expired, none over its share',
    n: waivers.length,
    evidence: [...red.map(redWords), ...near.map(nearWords)],
  });
}

function redWords({ suite, waiver, state, share }: WaiverReport): string {
  if (state === 'expired')
    return `${suite}: waiver "${waiver.id}" expired on ${waiver.expires}; renew it with its owner ${waiver.owner} or remove it`;
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return `${suite}: waiver "${waiver.id}" covered ${percent(share)} of its subject's cases, ${percent(waiver.maxShare)} is allowed`;
}

function nearWords({ suite, waiver, expiringInDays }: WaiverReport): string {
  return `${suite}: waiver "${waiver.id}" of ${waiver.owner} expires in ${expiringInDays} days`;
}
