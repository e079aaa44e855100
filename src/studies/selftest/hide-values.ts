import { hidden, type ValuesShown } from '../../runner/redaction/hide-value.ts';
import type { BenchSelftest, Detection, DriftSize, Survivor } from './selftest-report.ts';

/**
 * The same without the values of answers: places, counts, distances and lines of the policy stay. A subject that leaves
 * out some of its places (`redact`) shows none of its values here, since a mutant is one value without those around it.
 */
export function withoutValues(bench: BenchSelftest, values: ValuesShown): BenchSelftest {
  const hide = values === 'hashed' ? 'hashed' : 'none';
  const size = (one: DriftSize): DriftSize => {
    return { ...one, legacy: hidden(one.legacy, hide), noticed: hidden(one.noticed, hide) };
  };
  const detection = (one: Detection | null): Detection | null =>
    one && { ...one, smallest: size(one.smallest), largest: size(one.largest) };
  const survivor = (one: Survivor): Survivor => {
    const { before, after } = one.example;
    const example = {
      before: before === null ? null : hidden(before, hide),
      after: after === null ? null : hidden(after, hide),
    };
    return { ...one, example: { ...one.example, ...example } };
  };
  const paths = bench.paths.map((one) => {
    return { ...one, detects: { golden: detection(one.detects.golden), legacy: detection(one.detects.legacy) } };
  });
  return {
    ...bench,
    paths,
    survivors: bench.survivors.map(survivor),
    falseAlarms: bench.falseAlarms.map(survivor),
    hidden: bench.hidden.map(survivor),
  };
}
