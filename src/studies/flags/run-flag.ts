import { makeScratchFolder, removeScratchFolder } from '../../disk/scratch-folder.ts';
import type { RunObserver, RunOptions } from '../../runner/options.ts';
import { pipeline } from '../../runner/pipeline.ts';
import { openStream } from '../../runner/property.ts';
import type { ReadySuite } from '../../runner/run-suite.ts';
import { openSides } from '../../runner/sides.ts';
import { planWorks } from '../../runner/works.ts';
import { caseLabels } from '../../suite/case-labels.ts';
import { suiteDefaults } from '../../suite/defaults.ts';
import type { LoadedSuite } from '../../suite/load-suite.ts';
import type { CallArguments, Outcome } from '../../value/outcome.ts';
import { readTrace } from './read-trace.ts';
import type { Trace } from './trace.ts';

/** One start of a side with a flag at one value. */
export interface FlagRun {
  readonly failure: string | null;
  /** Subject and outcome of each case, the same cases in the same order in every run. */
  readonly outcomes: readonly { readonly subject: string; readonly outcome: Outcome }[];
  readonly trace: Trace;
}

export interface FlagRunRequest {
  readonly side: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: RunOptions;
  /** Golden vectors and generated cases of each subject, at most so many of either. */
  readonly cases: number;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
}

/** Traced code is so much slower, or less. */
const tracedDeadline = 20;
const mostDeadlineMs = 24 * 60 * 60 * 1000;

/** Starts a side with these variables, asks it a few cases of each subject, and reads which code ran. */
export async function runFlag(ready: ReadySuite, request: FlagRunRequest): Promise<FlagRun> {
  const { side, env, observer, signal } = request;
  const folder = makeScratchFolder('vernier-');
  const isLegacy = side === 'legacy';
  const options: RunOptions = {
    ...request.options,
    ...{ jobs: 1, moderns: isLegacy ? [] : [side], reference: isLegacy ? 'both' : 'golden' },
  };
  const traced = withEnv(ready.suite, side, { ...env, VERNIER_TRACE: folder, NODE_V8_COVERAGE: folder });
  try {
    const sides = await openSides(traced, options, observer, signal, { moderns: !isLegacy, twins: true });
    const { failure, implementation } = isLegacy ? sides.legacy : sides.moderns[0]!;
    const outcomes: { subject: string; outcome: Outcome }[] = [];
    try {
      for (const selection of ready.selections) {
        const { subject } = selection;
        const { inFlight, deadlineMs } = { ...suiteDefaults, ...ready.suite.definition.subjects[subject] };
        await pipeline(
          casesOf(ready, selection, request),
          inFlight,
          async (input): Promise<Outcome | null> =>
            (await implementation?.call({
              ...{ subject, input, seed: options.seed },
              deadlineMs: Math.min(deadlineMs * tracedDeadline, mostDeadlineMs),
            })) ?? null,
          (outcome) => {
            if (outcome !== null) outcomes.push({ subject, outcome });
            return !signal.aborted;
          },
        );
      }
    } finally {
      await sides.close();
    }
    return {
      failure: implementation === null ? (failure ?? 'it is retired') : null,
      outcomes,
      trace: readTrace(folder),
    };
  } finally {
    await removeScratchFolder(folder);
  }
}

/** The suite with more environment for one side, each process of which imports for itself. */
function withEnv(suite: LoadedSuite, side: string, env: Readonly<Record<string, string>>): LoadedSuite {
  const { legacy, moderns } = suite.definition;
  const old = side === 'legacy' ? legacy! : moderns[side]!;
  const own = { ...old, env: { ...old.env, ...env }, fork: 'off' as const };
  const changed = side === 'legacy' ? { legacy: own } : { moderns: { ...moderns, [side]: own } };
  return { ...suite, definition: { ...suite.definition, ...changed } };
}

function* casesOf(
  { suite, golden }: ReadySuite,
  selection: ReadySuite['selections'][number],
  { options: { seed }, cases }: FlagRunRequest,
): Generator<CallArguments> {
  const { subject } = selection;
  const definition = suite.definition.subjects[subject]!;
  const file = golden.get(subject);
  const plan = planWorks({
    labelsOf: (input) => caseLabels(definition, input, `${suite.name}/${subject}`),
    golden: file === undefined ? null : { ...file, vectors: spread(file.vectors, cases) },
    stream: definition.generator === undefined ? null : openStream(seed, suite.name, subject, definition.generator),
    ...{ seed, cases, selection },
  });
  const works = plan.works();
  for (let next = works.next(); !next.done; next = works.next()) yield next.value.item.input;
}

/** So many of a list, from all over it: neighbours are alike. */
function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / Math.max(most, 1));
  return Array.from({ length: Math.min(all.length, most) }, (_, index) => all[Math.floor(index * step)]!);
}
