import { encodeArguments } from '../value/outcome-text.ts';
import { checkInput } from './check-input.ts';
import { diverse } from './diverse.ts';
import type { ExplainRequest } from './explain-request.ts';
import { decadeOf } from './face.ts';
import { generateInput, openStream, type Stream } from './property.ts';
import type { Result } from './result.ts';
import { type Smallest, smallestOf } from './smallest.ts';
import type { SubjectJob } from './subject-job.ts';
import type { Suspect, SuspectGroup } from './suspects.ts';

/** A suspect that was shrunk. */
export interface Trial {
  readonly suspect: Suspect;
  /** The suspect with its case, where that was made again. */
  readonly recalled: Suspect;
  readonly smallest: Smallest;
  /** Decade of the relative error of the smallest case. */
  readonly decade: number | null;
  /** What two trials share that are one finding: signature, smallest case and decade. */
  readonly key: string;
}

/** What shrinking came to. */
export interface Trials {
  readonly trials: readonly Trial[];
  /** Groups that were not shrunk, since a smallest case that was found explains them. */
  readonly covered: ReadonlyMap<SuspectGroup, Trial>;
  /** Groups that nothing explains: there were too many, or time was up. */
  readonly left: readonly SuspectGroup[];
}

/** Shrinking one subject's suspects may take so long; what comes after is reported as it was found. */
const subjectMs = 120_000;
const defaultEach = 3;

/**
 * Shrinks unlike suspects of each group at once, group after group, those with the fewest labels first: what they shrink
 * to explains the groups whose cases have the same labels and more.
 */
export async function shrinkSuspects(request: ExplainRequest): Promise<Trials> {
  const { suspects, context, most } = request;
  const each = context.options.shrinkEach ?? defaultEach;
  const until = context.clock.ms() + subjectMs;
  const trials: Trial[] = [];
  const covered = new Map<SuspectGroup, Trial>();
  const left: SuspectGroup[] = [];
  const isFull = () => context.signal.aborted || new Set(trials.map(({ key }) => key)).size >= most;
  const shrinkOf = async (group: SuspectGroup, count: number) => {
    const { result } = group.suspects[0]!;
    const cases = group.suspects.reduce((sum, one) => sum + one.cases, 0);
    context.observer.say(
      `shrinking a drift of ${request.job.suite}/${request.job.subject}, ${result.modern} (${cases} cases)`,
    );
    // A case that hangs costs its deadline for each candidate that does: one must do.
    const picked = diverse(group, result.status === 'timed-out' ? 1 : count);
    return Promise.all(picked.map((suspect) => trialOf(suspect, request, until)));
  };
  for (const group of inTurn(suspects.groups)) {
    const by = coveredBy(trials, { ...group, result: group.suspects[0]!.result });
    if (by !== undefined) covered.set(group, by);
    else if (isFull() || trials.length >= most * each) left.push(group);
    else trials.push(...(await shrinkOf(group, each)));
  }
  // What is explained by its labels may still be something else: a few are looked at, and kept if nothing explains them.
  for (const group of spread([...covered.keys()], each)) {
    if (isFull()) break;
    const [trial] = await shrinkOf(group, 1);
    if (trial === undefined || coveredBy(trials, shrunkFace(trial)) !== undefined) continue;
    covered.delete(group);
    trials.push(trial);
  }
  return { trials, covered, left };
}

/**
 * Moderns by turns, so that one that is all wrong does not use up what the others need; groups that drift in few places
 * and have few labels first.
 */
function inTurn(groups: readonly SuspectGroup[]): SuspectGroup[] {
  const turns = new Map<string, number>();
  return groups
    .toSorted((a, b) => drifts(a) - drifts(b) || a.labels.length - b.labels.length)
    .map((group) => {
      const { modern } = group.suspects[0]!.result;
      const turn = turns.get(modern) ?? 0;
      turns.set(modern, turn + 1);
      return { group, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ group }) => group);
}

const drifts = ({ suspects }: SuspectGroup) => suspects[0]!.result.drifts.length;

type Explained = Pick<SuspectGroup, 'signature' | 'mechanism' | 'labels'> & { readonly result: Result };

/** The trial that a group is explained by, alone or as one of several; undefined when there is none. */
function coveredBy(trials: readonly Trial[], group: Explained): Trial | undefined {
  return trials.find((trial) => covers(trial, group)) ?? severalCover(trials, group);
}

/**
 * Two bugs that one case runs into are no third bug: everything that drifts in it drifts by itself in smaller cases. What
 * looks like nothing that is known stays apart.
 */
function severalCover(trials: readonly Trial[], { result, mechanism, labels }: Explained): Trial | undefined {
  if (!isPlain(result)) return undefined;
  const wanted = new Set(driftNames(result));
  const parts = trials.filter(({ suspect, smallest }) => {
    if (suspect.result.modern !== result.modern || !isPlain(suspect.result)) return false;
    const names = driftNames(suspect.result);
    return names.length < wanted.size && names.every((name) => wanted.has(name)) && explains(smallest.labels, labels);
  });
  const seen = new Set(parts.flatMap(({ suspect }) => driftNames(suspect.result)));
  if (seen.size < wanted.size) return undefined;
  return mechanism === null ? parts[0] : parts.find(({ suspect }) => suspect.mechanism === mechanism);
}

const isPlain = ({ status, raised }: Result) => status === 'drifted' && raised === undefined;
const driftNames = (result: Result) => result.drifts.map((drift) => `${drift.class} ${drift.path}`);

/** The smallest case has no label that the group's cases lack: whatever is wrong with it may be all that is with them. */
function covers({ suspect, smallest }: Trial, { signature, mechanism, labels }: Explained): boolean {
  if (suspect.signature !== signature || suspect.mechanism !== mechanism) return false;
  return explains(smallest.labels, labels);
}

/** No label at all explains only what has none either. */
export function explains(smaller: readonly string[], labels: readonly string[]): boolean {
  return smaller.length === 0 ? labels.length === 0 : smaller.every((label) => labels.includes(label));
}

const shrunkFace = ({ suspect, smallest }: Trial): Explained => ({ ...suspect, labels: smallest.labels });

/** `count` items from all over a list. */
function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, place) => items[Math.floor(place * step)]!);
}

async function trialOf(suspect: Suspect, request: ExplainRequest, until: number): Promise<Trial> {
  const { job, stream, labelsOf, context } = request;
  const recalled = recall(suspect, stream, job);
  const smallest = await smallestOf(recalled, job, stream, labelsOf, context.clock, until - context.clock.ms());
  checkInput(smallest.input, `a finding of ${job.suite}/${job.subject}`);
  const decade = decadeOf(smallest.judged);
  // A side that is not the same twice is one finding, whatever the input.
  const shown = suspect.result.status === 'flaky' ? [] : [encodeArguments(smallest.input), String(decade)];
  const key = JSON.stringify([suspect.signature, ...shown]);
  return { suspect, recalled, smallest, decade, key };
}

/** A suspect with the input of its first case. */
function recall(suspect: Suspect, stream: Stream | null, job: SubjectJob): Suspect {
  const { item, forgotten } = suspect;
  if (!forgotten || stream === null || item.ref.kind !== 'generated') return suspect;
  const own = openStream(item.ref.seed, job.suite, job.subject, stream.generator);
  const generated = generateInput(own, item.ref.index);
  return { ...suspect, item: { ...item, input: generated.input }, generated };
}
