import { daysUntil } from '../base/days.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { RunReport, WaiverReport } from '../runner/report.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { loadSuite } from '../suite/load-suite.ts';
import { loadWaivers } from '../suite/load-waivers.ts';
import { WaiverBook } from '../suite/match-waiver.ts';
import type { Waiver } from '../suite/waiver.ts';

/** What a waiver absorbed in the last run of its suite. */
export type Absorbed = Pick<WaiverReport, 'covered' | 'share' | 'maxAbs' | 'maxRel' | 'maxUlp'>;

export interface ListedWaiver {
  readonly suite: string;
  readonly waiver: Waiver;
  /** Days until the end of its last day; negative when it expired. */
  readonly daysLeft: number;
  /** `unused`: nothing of the last run needed it. `unknown`: no run had it as it is now. */
  readonly state: 'active' | 'unused' | 'unknown' | 'expired' | 'exceeded';
  readonly expiringSoon: boolean;
  readonly absorbed: Absorbed | null;
  /** In what it allows far more than it absorbed; empty when in nothing. */
  readonly overWide: readonly string[];
}

export interface WaiverList {
  readonly suite: string;
  /** Id of the run that was read; null when there is none. */
  readonly run: string | null;
  readonly waivers: readonly ListedWaiver[];
}

/** How many times what it absorbed a waiver may allow before it is called over-wide. */
const wide = 10;
/** A waiver for fewer cases than this share of its subject's is narrow enough. */
const narrowShare = 0.05;

/**
 * The waivers of suites with what each absorbed in the last run.
 *
 * @param names Empty: all suites.
 * @param lastReport The newest report that has the suite; null when there is none.
 * @throws SetupError for an unknown suite, or a waiver file that is wrong
 */
export async function listWaivers(
  project: Project,
  names: readonly string[],
  today: string,
  lastReport: (suite: string) => RunReport | null,
): Promise<WaiverList[]> {
  const all = names.length > 0 ? [...new Set(names)] : findSuites(project).map(({ name }) => name);
  if (all.length === 0)
    throw new SetupError(
      `There is no suite in ${shownPath(project.suites)}; write ${shownPath(project.suites)}/<name>/suite.ts`,
    );
  const lists: WaiverList[] = [];
  for (const name of all) {
    const suite = await loadSuite(project, name);
    const waivers = loadWaivers(suite.folder, suite.definition, project.waivers);
    const report = waivers.length === 0 ? null : lastReport(name);
    const before = new Map(
      (report?.waivers ?? []).filter((one) => one.suite === name).map((one) => [one.waiver.id, one]),
    );
    const standings = new WaiverBook(waivers, name, today, project.waivers.warnDays).standings(() => 0);
    const listed = standings.map(({ waiver, expiringInDays }) => {
      const then = before.get(waiver.id);
      return listOne(
        name,
        waiver,
        today,
        expiringInDays !== null,
        then !== undefined && same(then.waiver, waiver) ? then : null,
      );
    });
    lists.push({ suite: name, run: report?.runId ?? null, waivers: listed });
  }
  return lists;
}

/** What a run says of a waiver that covered other things then says nothing of it now. */
function same(a: Waiver, b: Waiver): boolean {
  const scope = ({ subject, modern, class: driftClass, path, when, bound, maxShare }: Waiver) =>
    JSON.stringify([
      subject,
      modern,
      driftClass,
      path,
      maxShare,
      Object.entries({ ...when }).sort(),
      Object.entries({ ...bound }).sort(),
    ]);
  return scope(a) === scope(b);
}

function listOne(
  suite: string,
  waiver: Waiver,
  today: string,
  expiringSoon: boolean,
  then: WaiverReport | null,
): ListedWaiver {
  const daysLeft = daysUntil(today, waiver.expires);
  const absorbed = then && {
    covered: then.covered,
    share: then.share,
    maxAbs: then.maxAbs,
    maxRel: then.maxRel,
    maxUlp: then.maxUlp,
  };
  const inRun =
    then === null ? 'unknown' : then.state === 'exceeded' ? 'exceeded' : then.covered === 0 ? 'unused' : 'active';
  return {
    ...{ suite, waiver, daysLeft, expiringSoon, absorbed },
    state: daysLeft < 0 ? 'expired' : inRun,
    overWide: absorbed === null || absorbed.covered === 0 ? [] : overWide(waiver, absorbed),
  };
}

function overWide({ bound, maxShare }: Waiver, absorbed: Absorbed): string[] {
  const words: string[] = [];
  const check = (name: string, allowed: number | undefined, needed: number | null) => {
    if (allowed === undefined || needed === null || !(allowed > wide * needed)) return;
    words.push(`${name} ${allowed} where ${needed === 0 ? 'nothing' : needed.toPrecision(2)} was needed`);
  };
  check('abs', bound?.abs, absorbed.maxAbs);
  check('rel', bound?.rel, absorbed.maxRel);
  check('ulp', bound?.ulp, absorbed.maxUlp === null ? null : Number(absorbed.maxUlp));
  if (maxShare >= narrowShare) check('maxShare', maxShare, absorbed.share);
  return words;
}
