import type { Policy } from '../compare/policy.ts';
import type { Generator } from '../generators/generator.ts';
import type { RunReport } from '../runner/report.ts';
import { type PreparedRequest, runPrepared } from '../runner/run.ts';
import { utcDate, WaiverBook } from '../suite/match-waiver.ts';
import { pairSuite } from '../suite/pair-suite.ts';
import { Selection } from '../suite/select.ts';
import { textLabels } from '../suite/text-labels.ts';

/** Two addresses, and what they are called with. */
export interface CompareRequest extends Omit<PreparedRequest, 'resumed' | 'keepFound'> {
  readonly legacy: string;
  readonly modern: string;
  readonly subject: string | null;
  readonly policy: Policy;
  readonly generator: Generator;
  /** Calls to make when the options do not say. */
  readonly cases: number;
  readonly deadlineMs: number | null;
}

/**
 * Compares two implementations as a run compares the sides of a suite, without one.
 *
 * @throws SetupError as `pairSuite` and `run`
 */
export async function compareTwo(request: CompareRequest): Promise<RunReport> {
  const { legacy, modern, policy, generator, cases, deadlineMs, project, options, clock } = request;
  const definition = { policy, generator, cases, labels: textLabels, ...(deadlineMs === null ? {} : { deadlineMs }) };
  const suite = pairSuite({ legacy, modern, subject: request.subject, definition, root: project.root });
  const [subject = ''] = Object.keys(suite.definition.subjects);
  const offered = [{ suite: suite.name, subject, vectors: [], generates: true }];
  const ready = {
    suite,
    golden: new Map(),
    found: new Map(),
    waivers: new WaiverBook([], suite.name, utcDate(clock.now())),
    selections: new Selection(options.only, options.filter).selectSubjects(offered),
  };
  return runPrepared({ ...request, resumed: null, keepFound: false }, { ready: [ready], failures: [] });
}
