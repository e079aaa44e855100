import { random } from '../../base/chance.ts';
import type { Policy } from '../../compare/policy.ts';
import type { ExpectedOutcome } from '../../golden/vector.ts';
import type { JudgedResult } from '../../runner/result.ts';
import type { SubjectJob } from '../../runner/subject-job.ts';
import { type Case, caseName } from '../../suite/case.ts';
import type { Outcome, Raised, Returned } from '../../value/outcome.ts';
import { hasMatched } from './measure-mutant.ts';
import type { Specimen } from './mutant.ts';
import { rulesAt } from './rules-at.ts';
import { childrenOf, sitesOf } from './sites.ts';

/** A case that came out green, ready to have faults put into it; null for one that proves nothing. */
export function specimenOf(
  job: SubjectJob,
  policy: Policy,
  item: Case,
  judged: JudgedResult,
  previous: Outcome | null,
): Specimen | null {
  const { modern, legacy, result } = judged;
  const expected = job.byGolden ? (item.vector?.outcome ?? null) : null;
  const reference = expected === null ? legacy : outcomeOf(expected);
  if (!hasRun(reference) || !hasRun(modern) || !['agreed', 'waived', 'excused'].includes(result.status)) return null;
  // What a waiver lets pass must not let a mutant pass with it; and rows in another order have other places.
  const isPlain = result.status === 'agreed' && !hasMatched(policy);
  const place = `${job.seed} ${job.suite} ${job.subject} ${result.modern} ${caseName(item.ref)}`;
  return {
    policy,
    input: item.input,
    reference,
    byGolden: expected !== null,
    base: isPlain ? modern : reference,
    previous,
    blind: reference.kind === 'returned' && isBlind(policy, reference),
    chance: (fault) => random(`${place} ${fault}`)(),
  };
}

export const hasRun = (outcome: Outcome | null): outcome is Returned | Raised =>
  outcome?.kind === 'returned' || outcome?.kind === 'raised';

function outcomeOf(expected: ExpectedOutcome): Returned | Raised {
  const common = { elapsedNs: null, warnings: [] };
  if ('returned' in expected) return { ...common, kind: 'returned', value: expected.returned };
  return { ...common, kind: 'raised', error: { ...expected.raised, bases: [], setup: false } };
}

/** Every part that holds no others is ignored. */
function isBlind(policy: Policy, { value }: Returned): boolean {
  if (rulesAt(policy, []).ignore) return true;
  if (!(policy.paths ?? []).some(({ ignore }) => ignore === true)) return false;
  const leaves = [...sitesOf(value).values()].flat().filter((site) => childrenOf(site.value).length === 0);
  return leaves.every(({ steps, value: leaf }) => isArray(leaf) || rulesAt(policy, steps).ignore);
}

const isArray = (value: Returned['value']) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray';
