import { compareOutcomes } from '../compare/compare-outcomes.ts';
import type { Comparison, Difference } from '../compare/difference.ts';
import type { Policy } from '../compare/policy.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import type { Case } from '../suite/case.ts';
import type { WaiverBook, WaiverUse } from '../suite/match-waiver.ts';
import type { Outcome, Raised, Returned } from '../value/outcome.ts';
import { countsAsCompared } from './counted.ts';
import type { JudgedResult, Result, Side, Status } from './result.ts';
import { generalPath } from './signature.ts';

/** One subject against one modern. */
export interface Bench {
  readonly suite: string;
  readonly subject: string;
  /** Name of the modern; `legacy` where legacy itself is held against its golden outcomes. */
  readonly modern: string;
  readonly policy: Policy;
  readonly waivers: WaiverBook;
}

/** An outcome in which the implementation answered; the only ones that can be compared. */
type Ran = Returned | Raised;

interface Judgement {
  readonly status: Status;
  readonly side: Side | null;
  readonly comparison: Comparison | null;
  readonly uses: readonly WaiverUse[];
}

/**
 * Judges modern on a case: against its golden outcome where one is given, else against legacy. The reference plays the
 * legacy side of the law.
 *
 * @param legacy Null when legacy was not asked.
 * @param modern Null when modern could not be asked.
 */
export function judgeModern(
  bench: Bench,
  item: Case,
  expected: ExpectedOutcome | null,
  legacy: Outcome | null,
  modern: Outcome | null,
): JudgedResult {
  const reference = expected !== null ? asOutcome(expected) : legacy;
  return assemble(bench, item, expected, legacy, modern, judgePair(bench, item, reference, modern));
}

/** Holds legacy against the golden outcome it once gave: a mismatch is drift of class `legacy-moved`, never modern's fault. */
export function judgeLegacy(bench: Bench, item: Case, expected: ExpectedOutcome, legacy: Outcome | null): JudgedResult {
  const found = judgePair(bench, item, asOutcome(expected), legacy);
  const comparison = found.comparison && {
    ...found.comparison,
    differences: found.comparison.differences.map(asMoved),
  };
  const side = found.status === 'agreed' ? null : 'legacy';
  return assemble(bench, item, expected, legacy, legacy, { ...found, side, comparison });
}

const asMoved = (difference: Difference): Difference =>
  difference.beyond ? { ...difference, class: 'legacy-moved' } : difference;

function judgePair(bench: Bench, item: Case, reference: Outcome | null, modern: Outcome | null): Judgement {
  const nothing = { comparison: null, uses: [] };
  if (!hasRun(reference)) return { status: faultStatus(reference), side: 'legacy', ...nothing };
  if (!hasRun(modern)) return { status: faultStatus(modern), side: 'modern', ...nothing };
  const comparison = compareOutcomes(reference, modern, bench.policy);
  if (reference.onlyInCompany) return { status: 'flaky', side: 'legacy', comparison, uses: [] };
  if (modern.onlyInCompany) return { status: 'flaky', side: 'modern', comparison, uses: [] };
  if (comparison.verdict === 'agree') return { status: 'agreed', side: null, comparison, uses: [] };
  const uses = bench.waivers.coverCase({
    subject: bench.subject,
    modern: bench.modern,
    labels: item.labels,
    legacyError: reference.kind === 'raised' ? reference.error.class : null,
    modernError: modern.kind === 'raised' ? modern.error.class : null,
    comparison,
    enumerate: (maxDifferences) => compareOutcomes(reference, modern, bench.policy, { maxDifferences }),
  });
  return { status: uses === null ? 'drifted' : 'waived', side: null, comparison, uses: uses ?? [] };
}

function hasRun(outcome: Outcome | null): outcome is Ran {
  return outcome?.kind === 'returned' || outcome?.kind === 'raised';
}

function faultStatus(outcome: Exclude<Outcome, Ran> | null): Status {
  if (outcome === null || (outcome.kind === 'crashed' && outcome.unhealthy)) return 'not-run';
  return outcome.kind;
}

/** A golden outcome in the form of an outcome; nothing was measured. */
export function asOutcome(expected: ExpectedOutcome): Ran {
  const ran = { elapsedNs: null, warnings: [] };
  if ('returned' in expected) return { kind: 'returned', value: expected.returned, ...ran };
  return { kind: 'raised', error: { bases: [], setup: false, ...expected.raised }, ...ran };
}

function assemble(
  bench: Bench,
  item: Case,
  expected: ExpectedOutcome | null,
  legacy: Outcome | null,
  modern: Outcome | null,
  { status, side, comparison, uses }: Judgement,
): JudgedResult {
  const result: Result = {
    suite: bench.suite,
    subject: bench.subject,
    modern: bench.modern,
    case: item.ref,
    status,
    side,
    excuse: null,
    waivers: uses.map((use) => use.id),
    drifts: comparison === null ? [] : driftsOf(comparison),
    labels: item.labels,
    counted: countsAsCompared(expected, legacy, modern),
    legacyKind: legacy?.kind ?? null,
    modernKind: modern?.kind ?? null,
    maxAbs: comparison?.maxAbs ?? null,
    maxRel: comparison?.maxRel ?? null,
    maxUlp: comparison?.maxUlp ?? null,
    maxShare: comparison?.maxShare ?? null,
    legacyNs: legacy?.elapsedNs ?? null,
    modernNs: modern?.elapsedNs ?? null,
  };
  return { result, comparison, uses, legacy, modern };
}

/** Each kind of drift once, places without their indices. */
function driftsOf(comparison: Comparison): Result['drifts'] {
  const seen = new Map<string, Result['drifts'][number]>();
  for (const { beyond, class: driftClass, path } of comparison.differences) {
    if (!beyond) continue;
    const drift = { class: driftClass, path: generalPath(path) };
    seen.set(`${drift.class} ${drift.path}`, drift);
  }
  return [...seen.values()];
}
