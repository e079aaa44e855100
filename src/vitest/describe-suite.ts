import { basename, dirname, resolve } from 'node:path';
import { describe, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import type { TestCase } from '../reporters/junit-cases.ts';
import { type TestSuite, testSuites } from '../reporters/test-suites.ts';
import { loadProject } from '../suite/load-config.ts';
import { type RunSettings, runForTests } from './run-for-tests.ts';

export interface SuiteTestOptions extends RunSettings {
  /** Folder whose project it is (default: the working folder, which is where Vitest's configuration lies). */
  readonly root?: string;
}

/**
 * Runs a suite while Vitest collects tests, and defines one test a golden vector, one a subject and modern for the
 * generated cases, and one a finding, whose failure is the drift in full. Floors hold: a subject of which too little was
 * compared is a failing test, never an empty green list. The reports lie where `vernier run` leaves them.
 *
 * @param suite Name of the suite, or the path of its folder or suite file: `half`, `./suites/half`, `suites/half/suite.ts`
 * @example describeSuite('half', { cases: 500 });
 */
export function describeSuite(suite: string, options: SuiteTestOptions = {}): void {
  const { root = process.cwd(), ...settings } = options;
  const place = placeOf(suite, root);
  describe(`suite ${place.name}`, async () => {
    for (const { name, cases } of await suitesOf(place, settings)) {
      describe(name, () => {
        for (const test of cases) define(test);
      });
    }
  });
}

interface Place {
  readonly name: string;
  /** Folder from which the project's configuration is looked for. */
  readonly from: string;
}

function placeOf(suite: string, root: string): Place {
  if (!/[/\\]/.test(suite)) return { name: suite, from: root };
  const path = resolve(root, suite);
  const folder = /\.[cm]?[jt]s$/.test(path) ? dirname(path) : path;
  return { name: basename(folder), from: folder };
}

/** What cannot be set up is a failing test: an error outside of any test is easily overlooked. */
async function suitesOf({ name, from }: Place, settings: RunSettings): Promise<TestSuite[]> {
  try {
    const { report, folder } = await runForTests(await loadProject(from), name, settings);
    const suites = testSuites(report);
    const red = (test: TestCase) =>
      isRed(test) ? { ...test, text: `${test.text}\n\nReports: ${folder}/`.trim() } : test;
    return suites.map((one) => ({ ...one, cases: one.cases.map(red) }));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const setUp = { classname: name, name: 'set-up', mark: 'error', message: error.message } as const;
    return [{ name, cases: [{ ...setUp, type: 'set-up', text: '', note: '', seconds: 0 }] }];
  }
}

const isRed = ({ mark }: TestCase) => mark === 'failure' || mark === 'error';

function define(test: TestCase): void {
  if (test.mark === 'skipped') it.skip(test.name);
  else
    it(test.name, () => {
      if (isRed(test)) throw new SuiteFailure(test);
    });
}

/** A failure that reads like a report: where in Vernier it was thrown says nothing. */
class SuiteFailure extends Error {
  override readonly name = 'Vernier';

  constructor({ message, text }: TestCase) {
    super(text === '' ? message : text.startsWith(message) ? text : `${message}\n\n${text}`);
    this.stack = `${this.name}: ${this.message}`;
  }
}
