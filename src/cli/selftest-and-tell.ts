import { join, relative, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { selftestJson } from '../reporters/selftest-json.ts';
import { selftestLines } from '../reporters/selftest-table.ts';
import { paint } from '../reporters/styled.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import { selftest } from '../studies/selftest/selftest.ts';
import { loadProject } from '../suite/load-config.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface SelftestFlags extends RunFlags {
  readonly minKill?: number;
}

/** Tests suites with seeded faults, prints what was found and leaves `selftest.json`. @returns the exit code */
export async function selftestAndTell(suites: readonly string[], flags: SelftestFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const runId = newRunId(systemClock.now());
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    // The configuration's number of cases is meant for runs: here each is judged several dozen times.
    const options = { ...runOptions(flags, project), cases: flags.cases ?? null };
    const report = await selftest({
      project,
      suites,
      runId,
      options,
      minKill: flags.minKill ?? null,
      clock: systemClock,
      observer,
      signal,
    });
    session.progress.finish();
    // First, so that a disk that is full takes nothing from whoever waited.
    session.print(paint(selftestLines(report), style));
    const folder = makeRunFolder(join(flags.reports === undefined ? project.reports : resolve(flags.reports), runId));
    const text = selftestJson(report);
    const file = join(folder, 'selftest.json');
    writeFileAtomic(file, text);
    session.print(`\nwritten to ${relative(process.cwd(), file)}`);
    if (flags.json) process.stdout.write(text);
    return report.exitCode;
  } finally {
    session.close();
  }
}
