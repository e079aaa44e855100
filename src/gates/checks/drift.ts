import type { Finding, RunReport } from '../../runner/report.ts';
import { greenStatuses, type Status, statuses } from '../../runner/result.ts';
import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import { isKnown } from '../known-drift.ts';
import type { GateRules } from '../rules.ts';
import { type BenchOf, benchesOf, benchName } from './benches.ts';

/** No drift but what is waived, excused or, where the gate allows it, known from the baseline. */
export function driftCheck({ runs, baseline }: GateFacts, rules: GateRules): Check {
  const known = rules.drift === 'new' && baseline !== null ? baseline : null;
  const asks = known === null ? 'Is there no drift that is not waived?' : 'Is there no drift that the baseline lacks?';
  const findings = runs.flatMap((run) => run.findings);
  const fresh = findings.filter((finding) => known === null || !isKnown(finding, known));
  const untold = runs.flatMap((run) => benchesOf(run).flatMap((bench) => unexplained(bench, run.findings)));
  const leftOut = runs.flatMap(({ runId, findingsLeftOut: count }) =>
    count === 0
      ? []
      : [`${count} kinds of drift of run ${runId} were counted only: nobody knows whether they are known`],
  );
  const evidence = [...fresh.map(findingWords), ...untold, ...leftOut];
  const n = runs.reduce((sum, run) => sum + resultsOf(run), 0);
  const kept = findings.length - fresh.length;
  return check({
    name: 'drift',
    asks,
    code: evidence.length > 0 ? 1 : n === 0 ? 3 : 0,
    observed: `${fresh.length} ${known === null ? 'drifts' : 'new drifts'}${kept > 0 ? `, ${kept} known from run ${known?.runId}` : ''}`,
    allowed: known === null ? 'none' : `none but those of baseline ${known.runId}`,
    n,
    evidence,
  });
}

/** Red results of a bench that no finding stands for. */
function unexplained(one: BenchOf, findings: readonly Finding[]): string[] {
  const { suite, subject, bench } = one;
  const told = findings
    .filter((finding) => finding.suite === suite && finding.subject === subject && finding.modern === bench.modern)
    .reduce((sum, { cases }) => sum + cases, 0);
  const red = redStatuses.reduce((sum, status) => sum + countOf(one, status), 0);
  return red > told ? [`${benchName(one)}: ${red - told} red cases belong to no finding`] : [];
}

const redStatuses = statuses.filter((status) => !greenStatuses.includes(status) && status !== 'not-run');

function countOf({ bench }: BenchOf, status: Status): number {
  return bench.vectors[status] + bench.found[status] + bench.generated[status];
}

function resultsOf(run: RunReport): number {
  return benchesOf(run).reduce((sum, { bench }) => sum + bench.statistics.cases, 0);
}

function findingWords({ suite, subject, summary, cases, evidence }: Finding): string {
  return `${suite}/${subject}: ${summary} (${cases} cases${evidence === '' ? '' : `; ${evidence}`})`;
}
