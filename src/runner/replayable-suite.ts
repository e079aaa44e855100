import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { isRetired } from '../suite/is-retired.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import { loadWaivers } from '../suite/load-waivers.ts';
import { utcDate, WaiverBook } from '../suite/match-waiver.ts';
import { noSuite } from '../suite/names.ts';
import { pairSuite } from '../suite/pair-suite.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { RunOptions } from './options.ts';
import type { Evidence } from './read-evidence.ts';

/** Which evidence, and where it is replayed. */
export interface ReplaySource {
  readonly project: Project;
  /** Path of the evidence file. */
  readonly file: string;
  /** Run what the evidence names where no suite here has its name. */
  readonly trust: boolean;
  /** Absolute folder that paths in the evidence's addresses start from. */
  readonly folder: string;
  readonly clock: Clock;
}

/** What evidence is replayed in. */
export interface Replayable {
  readonly suite: LoadedSuite;
  readonly definition: SubjectDefinition;
  readonly waivers: WaiverBook;
  /** False when its implementations are those that the evidence names. */
  readonly isLocal: boolean;
  readonly options: Pick<RunOptions, 'reference'>;
}

/**
 * The local suite of the evidence's name; where there is none, and the user trusts the evidence, its own addresses.
 *
 * @throws SetupError when neither will do; without trust it says what would be run
 */
export async function replayableSuite(evidence: Evidence, request: ReplaySource): Promise<Replayable> {
  const isLocal = evidence.suite !== noSuite && findSuites(request.project).some(({ name }) => name === evidence.suite);
  return isLocal ? localSuite(evidence, request) : foreignSuite(evidence, request);
}

async function localSuite(evidence: Evidence, { project, file, clock }: ReplaySource): Promise<Replayable> {
  const suite = await loadSuite(project, evidence.suite);
  const { subjects, moderns } = suite.definition;
  const definition = Object.hasOwn(subjects, evidence.subject) ? subjects[evidence.subject] : undefined;
  const about = `which ${shownPath(file)} is about`;
  if (definition === undefined)
    throw new SetupError(`Suite "${suite.name}" has no subject "${evidence.subject}", ${about}`);
  if (evidence.modern !== 'legacy' && !Object.hasOwn(moderns, evidence.modern))
    throw new SetupError(`Suite "${suite.name}" has no modern "${evidence.modern}", ${about}`);
  const waivers = new WaiverBook(loadWaivers(suite.folder, suite.definition), suite.name, utcDate(clock.now()));
  return {
    suite,
    definition,
    waivers,
    isLocal: true,
    options: { reference: isRetired(suite.definition) ? 'golden' : 'both' },
  };
}

function foreignSuite(evidence: Evidence, { file, trust, folder: root, clock }: ReplaySource): Replayable {
  const shown = shownPath(file);
  const legacy = evidence.implementations.find(({ side }) => side === 'legacy')?.address;
  const isLegacy = evidence.modern === 'legacy';
  const modern = isLegacy ? legacy : evidence.implementations.find(({ name }) => name === evidence.modern)?.address;
  if (legacy === undefined || modern === undefined)
    throw new SetupError(`${shown} at /implementations: legacy and the modern "${evidence.modern}" were wanted there`);
  if (!trust) {
    const none =
      evidence.suite === noSuite ? 'belongs to no suite' : `is about the suite "${evidence.suite}", which is not here`;
    throw new SetupError(
      `${shown} ${none}. Replaying it would run what it names itself, here and with your rights: legacy ${JSON.stringify(legacy)}${isLegacy ? '' : ` and modern ${JSON.stringify(modern)}`}. Add --trust if you know who wrote it`,
    );
  }
  const definition = { policy: evidence.policy };
  const name = isLegacy ? 'modern' : evidence.modern;
  const suite = pairSuite({ legacy, modern, name, subject: evidence.subject, definition, root });
  const waivers = new WaiverBook([], suite.name, utcDate(clock.now()));
  return { suite, definition, waivers, isLocal: false, options: { reference: 'both' } };
}
