import { systemClock } from '../base/clock.ts';
import { shownPath } from '../disk/shown-path.ts';
import { flagLines } from '../reporters/flag-lines.ts';
import { paint } from '../reporters/styled.ts';
import { checkFlags, type FlagCheck } from '../studies/flags/check-flags.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface FlagsFlags extends RunFlags {
  readonly cases: number;
}

/** Most places of code in JSON, of each list; how many there are is told beside them. */
const mostPlaces = 1000;

/** Flips every flag and says which code ran. @returns the exit code */
export async function checkFlagsAndTell(suites: readonly string[], flags: FlagsFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style, progress } = session;
    const options = runOptions(flags, project);
    const request = { project, suites, options, cases: flags.cases, observer, clock: systemClock, signal };
    const checks = await checkFlags(request);
    progress.finish();
    session.print(
      paint(
        checks.flatMap((check) => [...flagLines(check, (path) => shownPath(path)), []]),
        style,
      ),
    );
    if (flags.json) tellJson(options.seed, checks, signal.aborted);
    return signal.aborted ? exitCodes.interrupted : codeOf(checks);
  } finally {
    session.close();
  }
}

function codeOf(checks: readonly FlagCheck[]): number {
  const has = (wanted: FlagCheck['verdict']) => checks.some(({ verdict }) => verdict === wanted);
  return has('nothing') ? exitCodes.red : has('inconclusive') ? exitCodes.inconclusive : exitCodes.pass;
}

function tellJson(seed: number, checks: readonly FlagCheck[], interrupted: boolean): void {
  const flags = checks.map(({ onlyOn, onlyOff, ...check }) => {
    const part = (places: FlagCheck['onlyOn']) => ({
      count: places.length,
      places: places.slice(0, mostPlaces).map(({ kind, file, name, line }) => ({ kind, file, name, line })),
    });
    return { ...check, onlyOn: part(onlyOn), onlyOff: part(onlyOff) };
  });
  process.stdout.write(`${JSON.stringify({ seed, interrupted, flags }, null, 2)}\n`);
}
