import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { problemList } from '../base/problem-list.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import { plainJson } from '../value/plain-json.ts';
import { outcomePathProblem } from './outcome-path.ts';
import type { SuiteDefinition } from './suite.ts';
import { type Waiver, type WaiverFile, type WaiverRules, waiverDefaults } from './waiver.ts';

const maxWaiverBytes = 4 * 1024 * 1024;

/** Where a suite keeps them. */
export const waiverFile = (folder: string) => join(folder, 'waivers.json');

/** What waivers can name. */
export type WaivableSuite = Pick<SuiteDefinition, 'subjects' | 'moderns'>;

/**
 * The waivers of a suite, checked; none when its folder holds no `waivers.json`.
 *
 * @throws SetupError naming file and place: not strict JSON, not the schema, or a waiver that breaks a rule of
 * `checkWaivers`.
 */
export function loadWaivers(
  folder: string,
  suite: WaivableSuite,
  rules: WaiverRules = waiverDefaults,
): readonly Waiver[] {
  const path = waiverFile(folder);
  if (!existsSync(path)) return [];
  const file = plainJson(readJsonFile(path, { what: 'waiver file', maxBytes: maxWaiverBytes }));
  checkArtefact('waivers-1', file, shownPath(path));
  const { waivers } = file as WaiverFile;
  const problems = checkWaivers(waivers, suite, rules);
  if (problems.length > 0) throw new SetupError(problemList(shownPath(path), problems));
  return waivers;
}

/**
 * What the schema cannot say of waivers, each as `at /waivers/2/expires: …`: ids unique, subject and modern known to the
 * suite, a path that can match, a bound where values are waived, less than all cases, an end after the beginning, and not
 * too many that end on one day.
 */
export function checkWaivers(
  waivers: readonly Waiver[],
  { subjects, moderns }: WaivableSuite,
  { mostPerDay }: WaiverRules = waiverDefaults,
): string[] {
  const problems: string[] = [];
  const ids = new Map<string, number>();
  waivers.forEach((waiver, index) => {
    const report = (key: string, message: string | null) => {
      if (message !== null) problems.push(`at /waivers/${index}/${key} ("${waiver.id}"): ${message}`);
    };
    const first = ids.get(waiver.id);
    if (first !== undefined) report('id', `it is the id of /waivers/${first} too; give each its own`);
    else ids.set(waiver.id, index);
    report('subject', unknownName('subject', waiver.subject, subjects));
    // Legacy may fall short of what is certified.
    if (waiver.modern !== 'legacy') report('modern', unknownName('modern', waiver.modern, moderns));
    if (waiver.class === 'legacy-moved') report('class', legacyMoved);
    report('path', outcomePathProblem(waiver.path));
    report('bound', boundProblem(waiver));
    report('when', endProblem(waiver));
    report('maxShare', shareProblem(waiver.maxShare));
    if (waiver.expires < waiver.created) {
      report('expires', `${waiver.expires} lies before the day it was created, ${waiver.created}`);
    }
  });
  return [...problems, ...bulkProblems(waivers, mostPerDay)];
}

/** What ends on one day is renewed in one go, unread. */
function bulkProblems(waivers: readonly Waiver[], most: number): string[] {
  const byDay = new Map<string, number>();
  for (const { expires } of waivers) byDay.set(expires, (byDay.get(expires) ?? 0) + 1);
  return [...byDay]
    .filter(([, count]) => count > most)
    .map(
      ([day, count]) =>
        `at /waivers: ${count} of them expire on ${day}, ${most} at most may end on one day ("waivers.mostPerDay" in vernier.config): spread them, so that each is looked at when it ends`,
    );
}

function endProblem({ when, class: driftClass, path, bound }: Waiver): string | null {
  if (when.legacyEnds === undefined) return null;
  if (when.legacyError !== undefined)
    return `legacy that ${when.legacyEnds} raised no error: leave out "legacyError", or "legacyEnds"`;
  if (driftClass !== 'returned-vs-raised' || path !== '/**' || bound !== undefined)
    return `where legacy ${when.legacyEnds} nothing is compared: write class "returned-vs-raised", path "/**" and no bound beside "legacyEnds"`;
  return null;
}

// It is drift of the reference side, and no modern's to be excused.
const legacyMoved =
  '"legacy-moved" cannot be waived; restore the environment of legacy, or record its vectors again with "vernier golden record"';

function unknownName(what: string, name: string, known: object): string | null {
  if (Object.hasOwn(known, name)) return null;
  return `the suite has no ${what} ${JSON.stringify(name)}${knownWords(name, Object.keys(known))}`;
}

function boundProblem(waiver: Waiver): string | null {
  if (waiver.class !== 'value' || waiver.bound !== undefined) return null;
  return 'a waiver for class "value" needs a bound: the largest abs, rel or ulp it covers';
}

function shareProblem(share: number): string | null {
  if (share >= 1) {
    return `${share} would cover every case of its subject, which is refused; write the largest share you expect, such as 0.1, or change the policy`;
  }
  return share > 0
    ? null
    : `${share} would cover nothing; write the largest share of its subject's cases you expect, such as 0.1`;
}
