import { systemClock } from '../base/clock.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { type Recorded, recordGolden } from '../studies/record-golden.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { inCi } from './in-ci.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

/** Records the golden vectors of a suite and says what changed, or waits for a review. @returns the exit code */
export async function recordAndTell(suite: string, flags: RunFlags, overwrite: boolean): Promise<number> {
  const project = await loadProject(process.cwd());
  const options = runOptions(flags, project);
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal } = session;
    const ci = inCi();
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
    for (const one of recorded) session.print(escapeTerminal(recordedLine(one)));
    const waits = recorded.some(({ pending }) => pending !== null);
    if (waits) session.print(`Decide over it: vernier golden review ${suite}`);
    if (flags.json) process.stdout.write(`${JSON.stringify({ suite, recorded }, null, 2)}\n`);
    return waits ? exitCodes.red : exitCodes.pass;
  } finally {
    session.close();
  }
}

function recordedLine({ file, vectors, diff, pending }: Recorded): string {
  const { added, changed, removed } = diff;
  const what = `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
  if (pending !== null) return `${file}: left as it is; what would change waits in ${pending} (${what})`;
  return `${file}: ${vectors} vectors, ${diff.same ? 'nothing changed' : what}`;
}
