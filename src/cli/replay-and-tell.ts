import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { replayJson, replayLines } from '../reporters/replay-lines.ts';
import { paint } from '../reporters/styled.ts';
import { HiddenValuesError } from '../runner/read-evidence.ts';
import { type Replayed, replay } from '../runner/replay.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface ReplayFlags extends Pick<RunFlags, 'python' | 'json'> {
  readonly trust?: boolean;
}

const codes: Readonly<Record<Replayed['verdict'], number>> = {
  gone: exitCodes.pass,
  reproduced: exitCodes.red,
  changed: exitCodes.red,
  'not-run': exitCodes.inconclusive,
};

/** Replays an evidence file and says what became of it. @returns the exit code */
export async function replayAndTell(file: string, flags: ReplayFlags): Promise<number> {
  const folder = process.cwd();
  const project = await loadProject(folder);
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style } = session;
    const options = runOptions(flags, project);
    const source = { project, file: resolve(file), trust: flags.trust ?? false, folder, clock: systemClock };
    const replayed = await replay({ ...source, options, observer, signal });
    if (flags.json) process.stdout.write(replayJson(replayed));
    else session.print(paint(replayLines(replayed, file), style));
    return signal.aborted ? exitCodes.interrupted : codes[replayed.verdict];
  } catch (error) {
    if (!(error instanceof HiddenValuesError)) throw error;
    process.stderr.write(`vernier: ${error.message}\n`);
    return exitCodes.inconclusive;
  } finally {
    session.close();
  }
}
