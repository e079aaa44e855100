import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { compareOutcomes, compareWithExpected } from '../compare/compare-outcomes.ts';
import type { Comparison } from '../compare/difference.ts';
import type { Policy } from '../compare/policy.ts';
import type { RunReport } from '../runner/report.ts';
import type { Case } from '../suite/case.ts';
import { casePolicy } from '../suite/case-policy.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import { mostEnumerated, WaiverBook, type WaiverUse } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { Waiver } from '../suite/waiver.ts';
import type { Outcome, Raised, Returned } from '../value/outcome.ts';
import { type RecordedCase, recordedCase } from './recorded-case.ts';
import { conditionOf, type DriftKind, driftKinds, measuredBound } from './waiver-draft.ts';
import { measuredShare, rarestLabel } from './waiver-scope.ts';
import { wontWaive } from './wont-waive.ts';

/** What a person says about a waiver; the rest is taken from the evidence. */
export interface WaiveWishes {
  readonly owner: string;
  readonly reason: string;
  /** UTC dates. */
  readonly expires: string;
  readonly today: string;
  /** Instead of the bound that was measured. */
  readonly bound: NonNullable<Waiver['bound']> | null;
  readonly maxShare: number | null;
  readonly label: string | null;
  /** Over the largest difference in the evidence. */
  readonly factor: number;
  /** The report of the evidence's run; null when it is gone. */
  readonly report: RunReport | null;
}

export interface WaiverDrafts {
  readonly waivers: readonly Waiver[];
  readonly notes: readonly string[];
}

/**
 * The narrowest waivers that cover a recorded case, under the policy the suite has now.
 *
 * @throws SetupError for what cannot be waived
 */
export function draftWaivers(
  recorded: RecordedCase,
  suite: LoadedSuite,
  before: readonly Waiver[],
  wishes: WaiveWishes,
): WaiverDrafts {
  checkNames(recorded, suite);
  const refused = wontWaive(recorded);
  if (refused !== null) throw new SetupError(`This cannot be waived: ${refused}`);
  const { expires, today } = wishes;
  if (expires <= today)
    throw new SetupError(`--expires ${expires} is not after today, ${today}: a waiver needs a day to end on`);
  const item = recordedCase(recorded, suite);
  const bookOf = (waivers: readonly Waiver[]) =>
    new WaiverBook(waivers, suite.name, today).among(recorded.implementations);
  const { label, note } = chooseLabel(item, recorded, wishes);
  const site = siteOf(recorded, item);
  const common = commonOf(recorded, wishes);
  const name = namer(before, recorded);
  const end = endOf(recorded.legacy);
  if (end !== null && item.vector === undefined) {
    refuseCovered(bookOf(before).coverEnd({ ...site, legacyEnds: end }));
    const when = { ...conditionOf(label, null, site.modernError), legacyEnds: end };
    const waiver = { id: name('legacy', end), ...common, class: 'returned-vs-raised', path: '/**', when } as const;
    return { waivers: [ordered(waiver)], notes: [note, shareNote(wishes)].filter((words) => words !== '') };
  }
  const definition = suite.definition.subjects[recorded.subject]!;
  const general = policyOf(definition, recorded.modern, item.vector !== undefined);
  const policy = casePolicy(general, definition, item, `${suite.name}/${recorded.subject}`);
  const comparison = compareRecorded(recorded, item, policy);
  if (comparison.verdict === 'agree')
    throw new SetupError('There is nothing to waive: under the policy that the suite has now the two outcomes agree');
  refuseCovered(bookOf(before).coverCase({ ...site, comparison }));
  const when = conditionOf(label, site.legacyError, site.modernError);
  if (Object.keys(when).length === 0)
    throw new SetupError(
      'This cannot be waived: no label and no error tells the case from others, and a waiver without a condition would cover every case of its subject. Give such cases a label, by "labels" in the suite, and run again',
    );
  const waivers = driftKinds(comparison).map((kind) => {
    const bound = boundOf(kind, wishes, policy);
    return ordered({ id: name(kind.class), ...common, class: kind.class, path: kind.path, when, ...bound });
  });
  if (bookOf([...before, ...waivers]).coverCase({ ...site, comparison }) === null)
    throw new SetupError(`This cannot be waived: ${boundWords(comparison, wishes)}`);
  return { waivers, notes: [note, shareNote(wishes)].filter((words) => words !== '') };
}

function checkNames({ suite: name, subject, modern }: RecordedCase, { definition }: LoadedSuite): void {
  const check = (what: string, one: string, known: object) => {
    if (!Object.hasOwn(known, one))
      throw new SetupError(
        `Suite "${name}" has no ${what} ${JSON.stringify(one)}, which the evidence is about${knownWords(one, Object.keys(known))}`,
      );
  };
  check('subject', subject, definition.subjects);
  if (modern !== 'legacy') check('modern', modern, definition.moderns);
}

function refuseCovered(uses: readonly WaiverUse[] | null): void {
  if (uses === null) return;
  throw new SetupError(`There is nothing to waive: ${uses.map(({ id }) => `"${id}"`).join(' and ')} covers it already`);
}

function chooseLabel(
  { labels }: Case,
  recorded: RecordedCase,
  { label, report }: WaiveWishes,
): { label: string | null; note: string } {
  if (label !== null && !labels.includes(label))
    throw new SetupError(`--label ${JSON.stringify(label)} is no label of this case${knownWords(label, labels)}`);
  const chosen = label ?? rarestLabel(labels, recorded, report);
  const others = labels.filter((one) => one !== chosen);
  const note =
    label !== null || others.length === 0
      ? ''
      : `The case has more labels: ${others.slice(0, 10).join(', ')}. --label chooses the one the waiver is for`;
  return { label: chosen, note };
}

function siteOf({ subject, modern, legacy, other }: RecordedCase, { labels, vector }: Case) {
  const classOf = (outcome: Outcome | null) => (outcome?.kind === 'raised' ? outcome.error.class : null);
  const expected = vector?.outcome;
  const legacyError = expected === undefined ? classOf(legacy) : 'raised' in expected ? expected.raised.class : null;
  return { subject, modern, labels, legacyError, modernError: classOf(other) };
}

function commonOf(recorded: RecordedCase, { owner, reason, expires, today, maxShare, report }: WaiveWishes) {
  const { subject, modern } = recorded;
  const share = maxShare ?? measuredShare(recorded, report);
  return { subject, modern, maxShare: share, owner, reason, created: today, expires };
}

function shareNote({ maxShare, report }: WaiveWishes): string {
  return maxShare !== null || report !== null
    ? ''
    : 'The report of the run is gone, so the largest share is a guess; --max-share sets it';
}

/** Ids that the file does not have yet: `typescript-value-3f9c01`. */
function namer(before: readonly Waiver[], { modern, id }: RecordedCase): (...words: string[]) => string {
  const taken = new Set(before.map((waiver) => waiver.id));
  return (...words) => {
    const stem = [modern, ...words, id.slice(0, 6)].join('-');
    let name = stem;
    for (let nth = 2; taken.has(name); nth++) name = `${stem}-${nth}`;
    taken.add(name);
    return name;
  };
}

function endOf(legacy: Outcome | null) {
  return legacy?.kind === 'crashed' || legacy?.kind === 'timed-out' ? legacy.kind : null;
}

/** Every difference of the two recorded outcomes. */
function compareRecorded({ legacy, other }: RecordedCase, { vector }: Case, policy: Policy): Comparison {
  const modern = other as Returned | Raised;
  const compare = (maxDifferences?: number) => {
    const options = maxDifferences === undefined ? {} : { maxDifferences };
    return vector === undefined
      ? compareOutcomes(legacy as Returned | Raised, modern, policy, options)
      : compareWithExpected(vector.outcome, modern, policy, 'modern', options);
  };
  const first = compare();
  const all = first.beyond + first.within;
  if (first.differences.length === all) return first;
  if (all > mostEnumerated)
    throw new SetupError(
      `This cannot be waived: it differs in ${all} places, and no more than ${mostEnumerated} are looked at`,
    );
  return compare(all);
}

function boundOf(kind: DriftKind, { bound, factor }: WaiveWishes, { mode }: Policy): Pick<Waiver, 'bound'> {
  if (kind.class !== 'value') return {};
  const given = bound ?? measuredBound(kind, factor, mode === 'ulp');
  if (given !== null) return { bound: given };
  throw new SetupError(
    `This cannot be waived: the difference at ${kind.path} has no size that a bound could hold (a text, or an overflow)`,
  );
}

function boundWords({ maxAbs, maxRel, maxUlp }: Comparison, { bound }: WaiveWishes): string {
  const seen = `abs ${maxAbs ?? 'none'}, rel ${maxRel ?? 'none'}, ulp ${maxUlp ?? 'none'}`;
  return bound === null
    ? `its drift would not be covered (largest ${seen})`
    : `--bound ${JSON.stringify(bound)} is smaller than what the evidence shows (largest ${seen})`;
}

/** The members in the order in which people read them. */
function ordered(waiver: Waiver): Waiver {
  const { id, subject, modern, path, when, bound, maxShare, owner, reason, created, expires } = waiver;
  const scope = { id, subject, modern, class: waiver.class, path, when, ...(bound === undefined ? {} : { bound }) };
  return { ...scope, maxShare, owner, reason, created, expires };
}
