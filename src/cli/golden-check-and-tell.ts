import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { goldenCheckJson, goldenCheckLines } from '../reporters/golden-check.ts';
import { paint } from '../reporters/styled.ts';
import { checkGolden, type GoldenCheck, isSound } from '../studies/check-golden.ts';
import { findSuites } from '../suite/find-suites.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface GoldenCheckFlags extends RunFlags {
  /** Commander's default of `--no-recompute` is true. */
  readonly recompute: boolean;
}

/** Checks the golden files of one suite or of all. @returns the exit code */
export async function checkGoldenAndTell(suite: string | null, flags: GoldenCheckFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    const names = suite === null ? findSuites(project).map(({ name }) => name) : [suite];
    if (names.length === 0) {
      const folder = shownPath(project.suites);
      throw new SetupError(`There is no suite in ${folder}; write ${folder}/<name>/suite.ts`);
    }
    const checks: GoldenCheck[] = [];
    for (const name of names) {
      if (signal.aborted) return exitCodes.interrupted;
      const options = runOptions(flags, project);
      const check = await checkGolden({ project, suite: name, options, recompute: flags.recompute, observer, signal });
      checks.push(check);
      session.print(paint(goldenCheckLines(check), style));
    }
    const judged = checks.map((check) => ({ check, sound: isSound(check) }));
    if (flags.json) process.stdout.write(goldenCheckJson(judged));
    return signal.aborted ? exitCodes.interrupted : codeOf(checks, flags.recompute);
  } finally {
    session.close();
  }
}

function codeOf(checks: readonly GoldenCheck[], recompute: boolean): number {
  const files = checks.flatMap((check) => check.files);
  if (files.some(({ broken }) => broken !== null)) return exitCodes.setup;
  if (!checks.every(isSound)) return exitCodes.red;
  if (files.reduce((sum, { vectors }) => sum + vectors, 0) === 0) return exitCodes.inconclusive;
  const unasked =
    recompute && checks.some(({ files: of, notAsked, retired }) => notAsked !== null && !retired && of.length > 0);
  return unasked ? exitCodes.inconclusive : exitCodes.pass;
}
