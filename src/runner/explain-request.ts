import type { GoldenFile } from '../golden/vector.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Stream } from './property.ts';
import type { RunContext } from './run-context.ts';
import type { SubjectJob } from './subject-job.ts';
import type { Suspects } from './suspects.ts';

/** What a subject's suspects are explained with. */
export interface ExplainRequest {
  readonly job: SubjectJob;
  readonly suspects: Suspects;
  readonly stream: Stream | null;
  readonly golden: GoldenFile | null;
  readonly labelsOf: (input: CallArguments) => readonly string[];
  readonly context: RunContext;
  /** Findings that are wanted at the most. */
  readonly most: number;
}
