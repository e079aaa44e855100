import type { RunReport } from '../../runner/report.ts';
import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import { benchesOf, benchName } from './benches.ts';

/** Enough was compared: floors are met, nothing was left out for want of a side, every property was checked. */
export function comparedCheck({ runs }: GateFacts): Check {
  const question = { name: 'compared', asks: 'Was enough compared to say anything?' } as const;
  const benches = runs.flatMap(benchesOf);
  const open = [
    ...benches.filter(({ bench }) => !bench.floors.met).map((one) => `${benchName(one)}: ${floorWords(one.bench)}`),
    ...benches.flatMap((one) =>
      one.bench.properties
        .filter(({ held, violated }) => held + violated === 0)
        .map(({ name }) => `${benchName(one)}: the property "${name}" was checked in no case`),
    ),
    ...runs.flatMap(notRunWords),
  ];
  const cases = benches
    .filter(({ bench }) => bench.modern !== 'legacy')
    .reduce((sum, { bench }) => sum + bench.statistics.cases, 0);
  const code = open.length > 0 || cases === 0 ? 3 : 0;
  const observed = `${cases} cases compared${open.length > 0 ? `, ${open.length} shortfalls` : ''}`;
  return check({ ...question, code, observed, allowed: 'every floor met, no case left out', n: cases, evidence: open });
}

type Bench = ReturnType<typeof benchesOf>[number]['bench'];

function floorWords({ floors }: Bench): string {
  if (floors.cases === 0) return 'nothing was compared';
  if (floors.cases < floors.minCases) return `${floors.cases} cases compared, ${floors.minCases} are the least`;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return `${percent(floors.returnedShare)} of the cases returned something, ${percent(floors.minReturned)} are the least`;
}

function notRunWords({ notRun }: RunReport): string[] {
  return notRun.map(({ suite, subject, modern, side, reason, count }) => {
    const who = side === 'legacy' ? 'legacy' : `modern "${modern}"`;
    return `${suite}/${subject}: ${count} cases were not run because of ${who}: ${reason}`;
  });
}
