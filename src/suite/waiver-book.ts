import type { Project } from './config.ts';
import type { LoadedSuite } from './load-suite.ts';
import { loadWaivers } from './load-waivers.ts';
import { WaiverBook } from './match-waiver.ts';

/**
 * The waivers of a suite on one day, by the rules of its project.
 *
 * @param today The UTC date, `2026-11-20`; see `utcDate`.
 * @throws SetupError as `loadWaivers` does
 */
export function waiverBook(
  { waivers: rules }: Pick<Project, 'waivers'>,
  suite: LoadedSuite,
  today: string,
): WaiverBook {
  return new WaiverBook(loadWaivers(suite.folder, suite.definition, rules), suite.name, today, rules.warnDays);
}
