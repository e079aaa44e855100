import { systemClock } from '../base/clock.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { recordGolden } from '../studies/record-golden.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

/** Records the golden vectors of a suite and says what changed. @returns the exit code */
export async function recordAndTell(suite: string, flags: RunFlags, overwrite: boolean): Promise<number> {
  const project = await loadProject(process.cwd());
  const options = runOptions(flags, project);
  const session = openSession(false);
  try {
    const { observer, signal } = session;
    const ci = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
    const recorded = await recordGolden({
      project,
      suite,
      options,
      overwrite,
      ci,
      observer,
      clock: systemClock,
      signal,
    });
    for (const { file, vectors, diff } of recorded) {
      const { added, changed, removed } = diff;
      const what = diff.same
        ? 'nothing changed'
        : `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
      session.print(escapeTerminal(`${file}: ${vectors} vectors, ${what}`));
    }
    return exitCodes.pass;
  } finally {
    session.close();
  }
}
