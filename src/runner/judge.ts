import { type Band, bandOf } from '../compare/bands.ts';
import type { CompareOptions } from '../compare/compare.ts';
import { compareOutcomes, compareWithExpected } from '../compare/compare-outcomes.ts';
import type { Comparison, DriftClass } from '../compare/difference.ts';
import { PlaceLog } from '../compare/place-log.ts';
import type { Policy } from '../compare/policy.ts';
import { samplesOf } from '../compare/samples-of.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import type { Case } from '../suite/case.ts';
import type { WaiverBook, WaiverUse } from '../suite/match-waiver.ts';
import type { Outcome, Raised, Returned } from '../value/outcome.ts';
import { countsAsCompared } from './counted.ts';
import { detailOf } from './detail.ts';
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
  const places = new PlaceLog();
  let band: Band | undefined;
  const done = (judgement: Judgement): JudgedResult => {
    const judged = assemble(bench, item, expected, legacy, modern, judgement, places);
    return band === undefined ? judged : { ...judged, result: { ...judged.result, band } };
  };
  if (expected === null && !hasRun(legacy)) {
    const uses = legacy === null || !hasRun(modern) ? null : betterThanEnd(bench, item, legacy, modern);
    return done(uses === null ? fault(legacy, 'legacy') : { status: 'waived', side: null, comparison: null, uses });
  }
  if (!hasRun(modern)) return done(fault(modern, 'modern'));
  const { policy } = bench;
  const compareUnder = (rules: Policy, options?: CompareOptions) =>
    expected !== null
      ? compareWithExpected(expected, modern, rules, 'modern', options)
      : compareOutcomes(legacy as Ran, modern, rules, options);
  const compare = (options: CompareOptions) => compareUnder(policy, options);
  const comparison = compare({ places });
  band = policy.bands && bandOf(policy, policy.bands, comparison, compareUnder);
  const flaky = expected === null && (legacy as Ran).onlyInCompany ? 'legacy' : modern.onlyInCompany ? 'modern' : null;
  if (flaky !== null) return done({ status: 'flaky', side: flaky, comparison, uses: [] });
  if (comparison.verdict === 'agree') return done({ status: 'agreed', side: null, comparison, uses: [] });
  const uses = bench.waivers.coverCase({
    subject: bench.subject,
    modern: bench.modern,
    labels: item.labels,
    legacyError: expected === null ? raisedClass(legacy) : expectedClass(expected),
    modernError: raisedClass(modern),
    comparison,
    enumerate: (maxDifferences) => compare({ maxDifferences }),
  });
  return done({ status: uses === null ? 'drifted' : 'waived', side: null, comparison, uses: uses ?? [] });
}

/** The waivers that let modern answer where legacy crashed or hung; null when none does. */
function betterThanEnd(bench: Bench, item: Case, legacy: Outcome, modern: Ran): readonly WaiverUse[] | null {
  if (legacy.kind !== 'timed-out' && (legacy.kind !== 'crashed' || legacy.unhealthy === true)) return null;
  if (modern.onlyInCompany) return null;
  return bench.waivers.coverEnd({
    subject: bench.subject,
    modern: bench.modern,
    labels: item.labels,
    legacyError: null,
    modernError: raisedClass(modern),
    legacyEnds: legacy.kind,
  });
}

/**
 * Holds legacy against a golden outcome. One that it once gave: a mismatch is drift of class `legacy-moved`, never modern's
 * fault. One that is certified is no answer of legacy's, and nothing has moved where it falls short of it: that is drift
 * like a modern's, which waivers for `legacy` may cover.
 */
export function judgeLegacy(bench: Bench, item: Case, expected: ExpectedOutcome, legacy: Outcome | null): JudgedResult {
  const places = new PlaceLog();
  const done = (judgement: Judgement) => assemble(bench, item, expected, legacy, legacy, judgement, places);
  if (!hasRun(legacy)) return done(fault(legacy, 'legacy'));
  const certified = item.vector?.origin === 'certified';
  const role = certified ? 'modern' : 'legacy';
  const compare = (options: CompareOptions) => compareWithExpected(expected, legacy, bench.policy, role, options);
  const comparison = compare({ places });
  if (legacy.onlyInCompany) return done({ status: 'flaky', side: 'legacy', comparison, uses: [] });
  if (comparison.verdict === 'agree') return done({ status: 'agreed', side: null, comparison, uses: [] });
  const uses = !certified
    ? null
    : bench.waivers.coverCase({
        subject: bench.subject,
        modern: bench.modern,
        labels: item.labels,
        legacyError: expectedClass(expected),
        modernError: raisedClass(legacy),
        comparison,
        enumerate: (maxDifferences) => compare({ maxDifferences }),
      });
  if (uses !== null) return done({ status: 'waived', side: null, comparison, uses });
  return done({ status: 'drifted', side: 'legacy', comparison, uses: [] });
}

/** A side by itself: agreed when it answered. Only what is asked of its answer alone can say more. */
export function judgeAlone(bench: Bench, item: Case, outcome: Outcome | null): JudgedResult {
  const side: Side = bench.modern === 'legacy' ? 'legacy' : 'modern';
  const [legacy, modern] = side === 'legacy' ? [outcome, null] : [null, outcome];
  const done = (judgement: Judgement) => assemble(bench, item, null, legacy, modern, judgement, new PlaceLog());
  if (!hasRun(outcome)) return done(fault(outcome, side));
  const status = outcome.onlyInCompany ? 'flaky' : 'agreed';
  return done({ status, side: status === 'flaky' ? side : null, comparison: null, uses: [] });
}

/** A side that gave nothing to compare. */
function fault(outcome: Exclude<Outcome, Ran> | null, side: Side): Judgement {
  const untried = outcome === null || (outcome.kind === 'crashed' && outcome.unhealthy === true);
  return { status: untried ? 'not-run' : outcome.kind, side, comparison: null, uses: [] };
}

const errorDrifts: readonly DriftClass[] = ['returned-vs-raised', 'error-class'];
const expectedClass = (expected: ExpectedOutcome) => ('raised' in expected ? expected.raised.class : null);
const raisedClass = (outcome: Outcome | null) => (outcome?.kind === 'raised' ? outcome.error.class : null);

/** A policy that ignores all there is has shown nothing. */
function isAllIgnored(comparison: Comparison | null): boolean {
  return comparison !== null && comparison.ignored > 0 && comparison.compared === 0 && comparison.beyond === 0;
}

const returnedBy = (outcome: Outcome | null) => (outcome?.kind === 'returned' ? outcome.value : undefined);

function hasRun(outcome: Outcome | null): outcome is Ran {
  return outcome?.kind === 'returned' || outcome?.kind === 'raised';
}

function assemble(
  bench: Bench,
  item: Case,
  expected: ExpectedOutcome | null,
  legacy: Outcome | null,
  modern: Outcome | null,
  { status, side, comparison, uses }: Judgement,
  places: PlaceLog,
): JudgedResult {
  const samples = comparison === null ? null : samplesOf(comparison, bench.policy);
  const drifts = comparison === null ? noDrifts : driftsOf(comparison);
  // Optional members are set apart: an object that others are spread into takes far longer to make.
  const result: { -readonly [key in keyof Result]: Result[key] } = {
    suite: bench.suite,
    subject: bench.subject,
    modern: bench.modern,
    case: item.ref,
    status,
    side,
    excuse: null,
    waivers: uses,
    drifts,
    counted: countsAsCompared(expected, legacy, modern) && !isAllIgnored(comparison),
    legacyKind: legacy?.kind ?? null,
    modernKind: modern?.kind ?? null,
    compared: comparison !== null,
    numbers: comparison?.compared ?? 0,
    above: comparison?.above ?? 0,
    below: comparison?.below ?? 0,
    maxAbs: comparison?.maxAbs ?? null,
    maxRel: comparison?.maxRel ?? null,
    maxUlp: comparison?.maxUlp ?? null,
    maxShare: comparison?.maxShare ?? null,
    legacyNs: legacy?.elapsedNs ?? null,
    modernNs: modern?.elapsedNs ?? null,
    detail: item.vector === undefined ? null : detailOf(status, side, comparison, legacy, modern),
  };
  if (samples !== null) result.statistical = samples;
  if (drifts.some((drift) => errorDrifts.includes(drift.class))) {
    result.raised = [expected === null ? raisedClass(legacy) : expectedClass(expected), raisedClass(modern)];
  }
  const reference = expected === null ? returnedBy(legacy) : 'returned' in expected ? expected.returned : undefined;
  const judged = { result, comparison, places: comparison === null ? null : places, legacy, modern };
  return reference === undefined ? judged : { ...judged, reference };
}

const noDrifts: Result['drifts'] = [];

/** Each kind of drift once, places without their indices. */
function driftsOf(comparison: Comparison): Result['drifts'] {
  if (comparison.beyond === 0) return noDrifts;
  const seen = new Map<string, Result['drifts'][number]>();
  for (const { beyond, class: driftClass, path } of comparison.differences) {
    if (!beyond) continue;
    const drift = { class: driftClass, path: generalPath(path) };
    seen.set(`${drift.class} ${drift.path}`, drift);
  }
  return [...seen.values()];
}
