import type { Clock } from '../../base/clock.ts';
import { SetupError } from '../../base/errors.ts';
import { compareOutcomes } from '../../compare/compare-outcomes.ts';
import type { Policy } from '../../compare/policy.ts';
import type { RunObserver, RunOptions } from '../../runner/options.ts';
import { prepare } from '../../runner/prepare.ts';
import type { ReadySuite } from '../../runner/run-suite.ts';
import type { Project } from '../../suite/config.ts';
import type { LoadedSuite } from '../../suite/load-suite.ts';
import { utcDate } from '../../suite/match-waiver.ts';
import { policyOf } from '../../suite/policy-of.ts';
import type { FlagDefinition } from '../../suite/suite.ts';
import type { Outcome, Raised, Returned } from '../../value/outcome.ts';
import { type FlagRun, runFlag } from './run-flag.ts';
import { compareTraces, type TraceDifference } from './trace.ts';

/**
 * `switches`: other code runs with the flag on than with it off. `nothing`: the same code ran and gave the same answers.
 * `inconclusive`: it cannot be told, by `reason`.
 */
export type FlagVerdict = 'switches' | 'nothing' | 'inconclusive';

/** What became of one flag. */
export interface FlagCheck extends TraceDifference {
  readonly suite: string;
  readonly flag: string;
  readonly side: string;
  readonly what: string | null;
  readonly on: string;
  readonly off: string;
  readonly verdict: FlagVerdict;
  /** Why it is inconclusive; null when it is not. */
  readonly reason: string | null;
  readonly cases: number;
  /** Cases that returned a value. */
  readonly returnedOn: number;
  readonly returnedOff: number;
  /** Cases whose outcomes differ, and not by themselves; of them those beyond the subject's policy. */
  readonly answersDiffer: number;
  readonly beyondPolicy: number;
}

export interface FlagsRequest {
  readonly project: Project;
  /** Empty: all suites. */
  readonly suites: readonly string[];
  readonly options: RunOptions;
  /** Golden vectors and generated cases of each subject, at most so many of either. */
  readonly cases: number;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Starts a side twice with each flag on and twice with it off, in turns, asks the same cases, and holds against each
 * other which code ran. Differences that two starts with the same value show too are no doing of the flag.
 *
 * @throws SetupError as a run does, and when none of the suites declares a flag
 */
export async function checkFlags(request: FlagsRequest): Promise<readonly FlagCheck[]> {
  const { project, clock, signal, observer } = request;
  const options: RunOptions = { ...request.options, moderns: [], bail: false };
  const { ready, failures } = await prepare(project, request.suites, options, utcDate(clock.now()));
  if (failures.length > 0) throw new SetupError(`Suite "${failures[0]!.name}": ${failures[0]!.failure}`);
  const wanted = ready.flatMap((one) =>
    Object.entries(one.suite.definition.flags ?? {}).map(([name, flag]) => ({ one, name, flag })),
  );
  const silent = request.suites.find((suite) => !wanted.some(({ one }) => one.suite.name === suite));
  if (wanted.length === 0 || silent !== undefined) {
    const who = silent === undefined ? 'No suite' : `Suite "${silent}"`;
    const declares = silent === undefined ? 'declares a flag' : 'declares no flag';
    throw new SetupError(
      `${who} ${declares} to check; write flags: { NAME: { on: 'true', off: 'false' } } into its suite.ts`,
    );
  }
  const checks: FlagCheck[] = [];
  for (const { one, name, flag } of wanted) {
    const runs: FlagRun[] = [];
    for (const value of [flag.on, flag.off, flag.on, flag.off]) {
      if (signal.aborted) return checks;
      observer.say(`${one.suite.name}: ${flag.side ?? 'legacy'} with ${name}=${value}`);
      const side = flag.side ?? 'legacy';
      runs.push(await runFlag(one, { ...request, options, side, env: { [name]: value } }));
    }
    if (signal.aborted) return checks;
    checks.push(judge(one, name, flag, runs as [FlagRun, FlagRun, FlagRun, FlagRun]));
  }
  return checks;
}

function judge(
  { suite }: ReadySuite,
  name: string,
  { on, off, side = 'legacy', what }: FlagDefinition,
  [on1, off1, on2, off2]: readonly [FlagRun, FlagRun, FlagRun, FlagRun],
): FlagCheck {
  const difference = compareTraces([on1.trace, on2.trace], [off1.trace, off2.trace]);
  const returned = ({ outcomes }: FlagRun) => outcomes.filter(({ outcome }) => outcome.kind === 'returned').length;
  const runs = [on1, off1, on2, off2] as const;
  const counts = {
    cases: on1.outcomes.length,
    returnedOn: returned(on1),
    returnedOff: returned(off1),
    ...answers(suite, side, runs),
  };
  const switches = difference.onlyOn.length + difference.onlyOff.length > 0;
  const reason = whyUnknown(runs, { name, on, off }, counts, switches);
  const verdict = reason !== null ? 'inconclusive' : switches ? 'switches' : 'nothing';
  return {
    suite: suite.name,
    flag: name,
    side,
    what: what ?? null,
    on,
    off,
    verdict,
    reason,
    ...counts,
    ...difference,
  };
}

/** How many cases the flag gives another outcome, beside those that differ by themselves. */
function answers(
  { definition }: LoadedSuite,
  side: string,
  [on1, off1, on2, off2]: readonly [FlagRun, FlagRun, FlagRun, FlagRun],
): Pick<FlagCheck, 'answersDiffer' | 'beyondPolicy'> {
  const counts = { answersDiffer: 0, beyondPolicy: 0 };
  for (const [index, { subject, outcome }] of on1.outcomes.entries()) {
    const [other, again, otherAgain] = [off1, on2, off2].map(({ outcomes }) => outcomes[index]?.outcome);
    if (other === undefined || again === undefined || otherAgain === undefined) continue;
    const policy = policyOf(definition.subjects[subject]!, side, false);
    const found = distance(outcome, other, policy);
    const unsteady = distance(outcome, again, policy) !== 'same' || distance(other, otherAgain, policy) !== 'same';
    if (found === 'same' || unsteady) continue;
    counts.answersDiffer += 1;
    if (found === 'beyond') counts.beyondPolicy += 1;
  }
  return counts;
}

function distance(a: Outcome, b: Outcome, policy: Policy): 'same' | 'within' | 'beyond' {
  const answered = (one: Outcome): one is Raised | Returned => one.kind === 'returned' || one.kind === 'raised';
  if (!answered(a) || !answered(b)) return a.kind === b.kind ? 'same' : 'beyond';
  const { beyond, within } = compareOutcomes(a, b, policy);
  return beyond > 0 ? 'beyond' : within > 0 ? 'within' : 'same';
}

function whyUnknown(
  runs: readonly FlagRun[],
  { name, on, off }: { readonly name: string; readonly on: string; readonly off: string },
  { returnedOn, returnedOff, answersDiffer }: Pick<FlagCheck, 'returnedOn' | 'returnedOff' | 'answersDiffer'>,
  switches: boolean,
): string | null {
  const failed = runs.findIndex(({ failure }) => failure !== null);
  if (failed >= 0)
    return `with ${name}=${failed % 2 === 0 ? on : off} it could not be started: ${runs[failed]!.failure}`;
  if (returnedOn === 0 || returnedOff === 0)
    return `with ${name}=${returnedOn === 0 ? on : off} no call returned a value, so that nothing was shown`;
  if (runs.some(({ trace }) => trace.ran.size === 0))
    return 'nothing of what ran could be traced: that takes a "python:" or "module:" address, and calls that run code of these languages';
  if (switches) return null;
  if (runs.some(({ trace }) => !trace.complete))
    return 'more code ran than a trace holds, and what it holds is the same';
  if (answersDiffer > 0)
    return `the code that could be traced is the same, yet ${answersDiffer} answers are not: the flag changes data, or code outside of Python and JavaScript`;
  return null;
}
