import { random } from '../../base/chance.ts';
import type { TimedCase } from '../../perf/time-round.ts';
import { checkInput } from '../../runner/check-input.ts';
import { generateInput, openStream } from '../../runner/property.ts';
import type { ReadySuite } from '../../runner/run-suite.ts';
import { caseName } from '../../suite/case.ts';
import { caseLabels } from '../../suite/case-labels.ts';
import type { CaseSelection } from '../../suite/select.ts';

/** A filter on labels may leave out all but one case in so many. */
const mostFiltered = 100;

/**
 * The cases that a subject is timed on, `count` at most: golden vectors drawn by the seed, and as many generated cases,
 * or more where there are few vectors. The generator's edges are left out: they are there to be odd, not to be common.
 */
export function timedCases(ready: ReadySuite, selection: CaseSelection, count: number, seed: number): TimedCase[] {
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const labelsOf = (one: TimedCase) => caseLabels(definition, one.input, `${suite}/${subject}`);
  const vectors = (ready.golden.get(subject)?.vectors ?? []).filter(
    (vector) =>
      'returned' in vector.outcome &&
      selection.wantsVector(vector) &&
      selection.wantsLabels(caseLabels(definition, vector.input, `${suite}/${subject}`), vector),
  );
  const { generator } = definition;
  const share = generator === undefined ? count : Math.ceil(count / 2);
  const chance = random(`perf/${seed}/${suite}/${subject}`);
  const drawn = vectors
    .map((vector) => ({ vector, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, share)
    .map(({ vector: { id, input } }): TimedCase => ({ name: id, input }));
  if (generator === undefined) return drawn;
  const stream = openStream(seed, suite, subject, generator);
  const from = generator.edges?.length ?? 0;
  for (const index of selection.generatedIndexes(from + count * mostFiltered)) {
    if (drawn.length >= count) break;
    if (index < from) continue;
    const one = { name: caseName({ kind: 'generated', seed, index }), input: generateInput(stream, index).input };
    checkInput(one.input, `case ${one.name} of ${suite}/${subject}`);
    if (selection.wantsLabels(labelsOf(one))) drawn.push(one);
  }
  return drawn;
}
