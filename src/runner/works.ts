import type { GoldenFile } from '../golden/vector.ts';
import type { Selection } from '../suite/select.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import { generateInput, type Stream } from './property.ts';
import type { Work } from './run-subject.ts';

/** The cases of one subject in a run, and how many they are. */
export interface SubjectWorks {
  readonly vectors: number;
  readonly generated: number;
  works(): Iterator<Work>;
}

export interface WorksPlan {
  readonly suite: string;
  readonly subject: string;
  readonly definition: SubjectDefinition;
  readonly golden: GoldenFile | null;
  /** Null when the subject has no generator or the run wants vectors alone. */
  readonly stream: Stream | null;
  readonly seed: number;
  readonly cases: number;
  readonly selection: Selection;
}

/** Golden vectors first, in the order of their file, then generated cases by index. */
export function planWorks(plan: WorksPlan): SubjectWorks {
  const { suite, subject, selection } = plan;
  const labelsOf = plan.definition.labels ?? (() => []);
  const vectors = (plan.golden?.vectors ?? []).filter((vector) => selection.wantsVector(suite, subject, vector, labelsOf(vector.input)));
  const indices = plan.stream === null ? [] : selection.generatedIndices(suite, subject, plan.cases);
  return {
    vectors: vectors.length,
    generated: indices.length,
    *works() {
      for (const vector of vectors) {
        yield { item: { ref: { kind: 'vector', id: vector.id }, input: vector.input, labels: labelsOf(vector.input), vector }, generated: null };
      }
      for (const index of indices) {
        const generated = generateInput(plan.stream!, index);
        const labels = labelsOf(generated.input);
        if (!selection.wantsLabels(labels)) continue;
        yield { item: { ref: { kind: 'generated', seed: plan.seed, index }, input: generated.input, labels }, generated };
      }
    },
  };
}
