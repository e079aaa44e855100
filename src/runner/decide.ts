import { isRetired } from '../suite/is-retired.ts';
import type { PropertyReport } from './properties/property-ledger.ts';
import type { Decision, RunReport, SubjectModernReport, SuiteReport, WaiverReport } from './report.ts';
import type { StatisticsReport } from './statistics-book.ts';
import type { Tally } from './tally.ts';

/** The floors of a subject with what was reached; see `Floors`. */
export type FloorsReport = SubjectModernReport['floors'];

/** A decision with its reasons, worst first. */
export interface Decided {
  readonly decision: Decision;
  readonly reasons: readonly string[];
}

const redWords = {
  drifted: 'drifted beyond policy',
  violated: 'violated a property',
  flaky: 'were flaky',
  'timed-out': 'timed out',
  crashed: 'crashed',
  'protocol-error': 'broke the wire protocol',
} as const;

/**
 * Decides over one subject against one modern: red results and broken bounds fail; missing results, unmet floors, bounds
 * with too few numbers and properties that were never checked are inconclusive.
 */
export function decideSubject(
  tally: Tally,
  floors: FloorsReport,
  bounds: readonly StatisticsReport[] = [],
  properties: readonly PropertyReport[] = [],
): Decided {
  const red: string[] = [];
  for (const [status, words] of Object.entries(redWords)) {
    const count = tally.of(status as keyof typeof redWords);
    if (count > 0) red.push(`${count} of ${tally.total} cases ${words}`);
  }
  const open: string[] = [];
  for (const { verdict, path, sentence } of bounds) {
    if (verdict !== 'pass') (verdict === 'fail' ? red : open).push(`${path}${path === '' ? '' : ': '}${sentence}`);
  }
  for (const { name, held, violated } of properties) {
    if (held + violated === 0) open.push(`the property "${name}" was checked in no case`);
  }
  const notRun = tally.of('not-run');
  if (notRun > 0) open.push(`${notRun} of ${tally.total} cases were not run`);
  if (!floors.met) open.push(floorReason(floors));
  if (red.length > 0) return { decision: 'fail', reasons: [...red, ...open] };
  if (open.length > 0) return { decision: 'inconclusive', reasons: open };
  return { decision: 'pass', reasons: [] };
}

function floorReason(floors: FloorsReport): string {
  if (floors.cases === 0) return 'nothing was compared';
  if (floors.cases < floors.minCases)
    return `only ${floors.cases} cases were compared, ${floors.minCases} are the least that counts`;
  return `only ${percent(floors.returnedShare)} of the cases compared something that is not empty, an error or NaN; ${percent(floors.minReturned)} is the least that counts`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What decides over a whole run. */
export interface RunFacts {
  readonly interrupted: boolean;
  /** Suites that could not be set up, with the reason. */
  readonly setupFailures: readonly string[];
  readonly suites: readonly SuiteReport[];
  readonly waivers: readonly WaiverReport[];
  readonly notRun: RunReport['notRun'];
}

/** Exit code by precedence: 130 interrupted, 2 set-up, 1 red, 3 inconclusive, 0 pass. */
export function decideRun(facts: RunFacts): Decided & { readonly exitCode: number } {
  const fails: string[] = [];
  const open: string[] = [];
  for (const suite of facts.suites)
    for (const subject of suite.subjects)
      for (const modern of subject.moderns) {
        const where = `${suite.name}/${subject.name}, ${modern.modern === 'legacy' ? 'legacy' : `modern "${modern.modern}"`}`;
        if (modern.decision === 'fail') fails.push(`${where}: ${modern.reasons.join('; ')}`);
        if (modern.decision === 'inconclusive') open.push(`${where}: ${modern.reasons.join('; ')}`);
      }
  for (const { suite, waiver, state, share } of facts.waivers) {
    if (state === 'expired')
      fails.push(
        `${suite}: waiver "${waiver.id}" expired on ${waiver.expires}; renew it with its owner ${waiver.owner} or remove it`,
      );
    if (state === 'exceeded')
      fails.push(
        `${suite}: waiver "${waiver.id}" covered ${percent(share)} of its subject's cases, ${percent(waiver.maxShare)} is allowed`,
      );
  }
  for (const { suite, subject, modern, side, reason, count } of facts.notRun) {
    const who = side === 'legacy' ? 'legacy' : `modern "${modern}"`;
    open.push(`${suite}/${subject}: ${count} cases were not run because of ${who}: ${reason}`);
  }
  const reasons = [...facts.setupFailures, ...fails, ...open];
  if (facts.interrupted)
    return {
      decision: 'inconclusive',
      exitCode: 130,
      reasons: ['The run was interrupted; what is reported is what was done until then', ...reasons],
    };
  if (facts.setupFailures.length > 0)
    return { decision: fails.length > 0 ? 'fail' : 'inconclusive', exitCode: 2, reasons };
  if (fails.length > 0) return { decision: 'fail', exitCode: 1, reasons };
  if (open.length > 0) return { decision: 'inconclusive', exitCode: 3, reasons };
  if (!facts.suites.some((suite) => suite.subjects.length > 0))
    return { decision: 'inconclusive', exitCode: 3, reasons: ['Nothing was compared'] };
  return { decision: 'pass', exitCode: 0, reasons: [passReason(facts)] };
}

function passReason({ suites, waivers }: RunFacts): string {
  const benches = suites.flatMap((suite) =>
    suite.subjects.flatMap((subject) => subject.moderns.filter(({ modern }) => modern !== 'legacy')),
  );
  const cases = benches.reduce((sum, bench) => sum + bench.statistics.cases, 0);
  const covered = waivers.reduce((sum, waiver) => sum + waiver.covered, 0);
  const waived = covered === 0 ? 'none waived' : `${covered} waived`;
  const retired = suites.filter(({ implementations }) => implementations.some(isGone)).map(({ name }) => name);
  const alone = retired.length === 0 ? '' : `; legacy of ${retired.join(', ')} is retired: golden vectors alone`;
  const checks = benches.flatMap(({ properties }) => properties).reduce((sum, { held }) => sum + held, 0);
  const properties = checks === 0 ? '' : `; ${checks} checks of properties held`;
  return `Every one of ${cases} comparisons agreed within policy or was waived (${waived})${properties}${alone}`;
}

const isGone = ({ side, address }: SuiteReport['implementations'][number]) =>
  side === 'legacy' && isRetired({ legacy: { address } });
