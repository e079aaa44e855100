import type { FoundCase } from '../golden/found.ts';
import type { GoldenFile } from '../golden/vector.ts';
import type { CaseSelection } from '../suite/select.ts';
import type { CallArguments } from '../value/outcome.ts';
import { checkInput } from './check-input.ts';
import type { SubjectPanel } from './panel.ts';
import { generateInput, type Stream } from './property.ts';
import { inShard, type Shard } from './shard.ts';
import type { Work } from './subject-job.ts';
import type { IsOver } from './time-budget.ts';

/** The cases of one subject in a run. */
export interface SubjectWorks {
  /** How many there will be, at most: a filter on labels is known only case by case. */
  readonly planned: number;
  /** The same for all shards together. */
  readonly plannedInAll: number;
  /** How many of them are no generated ones; all of these run, whatever the time. */
  readonly fixed: number;
  works(): Iterator<Work>;
  /** How many cases were generated when time was up; null while it is not. */
  readonly cutAfter: number | null;
}

export interface WorksPlan {
  readonly labelsOf: (input: CallArguments) => readonly string[];
  readonly golden: GoldenFile | null;
  /** Cases that failed in earlier runs. */
  readonly found?: readonly FoundCase[];
  /** Null when the subject has no generator, or the run goes by vectors alone. */
  readonly stream: Stream | null;
  readonly seed: number;
  readonly cases: number;
  /** Cases that are the same in every run; they run whatever the time. */
  readonly panel?: SubjectPanel | null;
  readonly selection: CaseSelection;
  /** Asked before each generated case: after true there are no more. */
  readonly isOver?: IsOver;
  /** Leaves out the cases of the other shards. */
  readonly shard?: Shard;
}

const inputsChecked = 64;

/** Cases that failed before first, then golden vectors in the order of their file, the panel, generated cases by index. */
export function planWorks(plan: WorksPlan): SubjectWorks {
  const { labelsOf, golden, found = [], stream, seed, cases, selection, isOver, shard = { number: 1, of: 1 } } = plan;
  const isOurs = (_: unknown, index: number) => inShard(index, shard);
  const allKept = found.filter((one) => selection.wantsVector(one) && selection.wantsLabels(labelsOf(one.input)));
  const allVectors = (golden?.vectors ?? []).filter(
    (vector) => selection.wantsVector(vector) && selection.wantsLabels(labelsOf(vector.input), vector),
  );
  const kept = allKept.filter(isOurs);
  const vectors = allVectors.filter(isOurs);
  const { panel = null } = plan;
  // Where the run's own seed is the panel's, its first cases are the panel.
  const ours = panel?.stream == null ? null : { ...panel, stream: panel.stream };
  const fixed = kept.length + vectors.length + Math.ceil((ours?.cases ?? 0) / shard.of);
  const generated = stream === null ? 0 : selection.generatedCount(cases);
  let cutAfter: number | null = null;
  return {
    planned: fixed + Math.ceil(generated / shard.of),
    plannedInAll: allKept.length + allVectors.length + (ours?.cases ?? 0) + generated,
    fixed,
    get cutAfter() {
      return cutAfter;
    },
    *works() {
      for (const { id, input } of kept) {
        yield { item: { ref: { kind: 'found', id }, input, labels: labelsOf(input) }, generated: null };
      }
      for (const vector of vectors) {
        const ref = { kind: 'vector', id: vector.id } as const;
        yield { item: { ref, input: vector.input, labels: labelsOf(vector.input), vector }, generated: null };
      }
      for (let index = 0; ours !== null && index < ours.cases; index += 1) {
        if (!inShard(index, shard)) continue;
        const generated = generateInput(ours.stream, index);
        if (index < inputsChecked)
          checkInput(generated.input, `case #${index} of the panel of ${selection.suite}/${selection.subject}`);
        const ref = { kind: 'generated', seed: ours.seed, index } as const;
        yield { item: { ref, input: generated.input, labels: labelsOf(generated.input) }, generated };
      }
      if (stream === null) return;
      let made = 0;
      for (const index of selection.generatedIndexes(cases)) {
        if (!inShard(index, shard)) continue;
        if (isOver?.()) {
          cutAfter = made;
          return;
        }
        const generated = generateInput(stream, index);
        // A generator that is wrong is nearly always wrong at once; looking at every input would cost too much.
        if (made++ < inputsChecked)
          checkInput(generated.input, `case #${index} of ${selection.suite}/${selection.subject}`);
        const labels = labelsOf(generated.input);
        if (!selection.wantsLabels(labels)) continue;
        yield { item: { ref: { kind: 'generated', seed, index }, input: generated.input, labels }, generated };
      }
    },
  };
}
