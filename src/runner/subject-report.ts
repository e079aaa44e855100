import { suiteDefaults } from '../suite/defaults.ts';
import { isRetired } from '../suite/is-retired.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { Account } from './account.ts';
import { CasePlaces } from './case-places.ts';
import { decideSubject, type FloorsReport } from './decide.ts';
import type { SubjectModernReport, SubjectReport } from './report.ts';
import { usedUpExcuses } from './settlement.ts';
import type { SubjectJob } from './subject-job.ts';
import { Tally } from './tally.ts';
import type { TrendSets } from './trend-book.ts';

/**
 * The report of a subject.
 *
 * @param planned How many cases the run wanted to compare: what the default floor is a share of.
 * @param sets The cases that are the same in every run.
 */
export function subjectReport(
  job: SubjectJob,
  definition: SubjectDefinition,
  planned: number,
  account: Account,
  sets: TrendSets = { vectors: null, panel: null },
): SubjectReport {
  const moderns = job.moderns.map(({ side, policy, goldenPolicy }): SubjectModernReport => {
    const tally = account.tallies.get(side.name) ?? new Tally();
    const whole = floorsOf(definition, planned, tally, isRetired({ legacy: job.legacy }));
    // How much was compared is a question about all shards together.
    const floors = job.shard === undefined ? whole : { ...whole, minCases: 0, minReturned: 0, met: true };
    const bench = benchReport(
      account,
      side.name,
      tally,
      floors,
      definition.referee !== undefined,
      job.shard !== undefined,
    );
    // What was green before an excuse was used up may be red after: the reader must know.
    const usedUp = bench.decision === 'pass' ? [] : usedUpExcuses(job, tally.excuses, tally.total);
    return {
      ...bench,
      ...(policy.bands === undefined ? {} : { bands: tally.bands }),
      reasons: [...bench.reasons, ...usedUp],
      trends: account.trends.get(side.name)?.report(sets) ?? [],
      modern: side.name,
      policy,
      goldenPolicy,
      types: policy.types ?? 'compatible',
    };
  });
  const legacy = account.tallies.get('legacy');
  if (legacy !== undefined) {
    // Whether legacy still gives its golden outcomes has no floor of its own: the vectors are those that moderns are held to.
    const floors = { ...floorsOf(definition, 0, legacy), minReturned: 0, met: true };
    const policy = job.legacyPolicy;
    moderns.push({
      ...benchReport(account, 'legacy', legacy, floors, false),
      modern: 'legacy',
      policy,
      goldenPolicy: policy,
      types: policy.types ?? 'compatible',
    });
  }
  return { name: job.subject, moderns, coverage: account.coverage.report() };
}

function benchReport(
  account: Account,
  modern: string,
  tally: Tally,
  floors: FloorsReport,
  hasReferee: boolean,
  isShard = false,
): Omit<SubjectModernReport, 'modern' | 'policy' | 'goldenPolicy' | 'types'> {
  const statistics = tally.statistics();
  const found = account.places.get(modern) ?? new CasePlaces();
  const bounds = account.statistics.get(modern)?.report() ?? [];
  const properties = account.properties.get(modern)?.report() ?? [];
  return {
    // So are bounds over all cases, and properties that no case of a part happened to ask for.
    ...(isShard ? decideSubject(tally, floors) : decideSubject(tally, floors, bounds, properties)),
    properties,
    ...tally.counts,
    statistics,
    bounds,
    scoreboard: hasReferee ? tally.scoreboard : null,
    excuses: tally.excuses,
    places: found.places.tallies.map((place) => place.summary()),
    placeCases: found.cases,
    errorMap: found.places.errorMap.cells(),
    floors,
  };
}

/** @param retired A legacy that is gone cannot answer generated cases: no more than the vectors can be asked for. */
function floorsOf({ floors }: SubjectDefinition, planned: number, tally: Tally, retired = false): FloorsReport {
  const { cases, counted } = tally.statistics();
  const wanted = floors?.minCases ?? Math.ceil(planned * suiteDefaults.minCasesShare);
  const minCases = retired ? Math.min(wanted, planned) : wanted;
  const minReturned = floors?.minReturned ?? suiteDefaults.minReturned;
  const returnedShare = cases === 0 ? 0 : counted / cases;
  return {
    minCases,
    cases,
    minReturned,
    returnedShare,
    met: cases > 0 && cases >= minCases && returnedShare >= minReturned,
  };
}
