import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { type Replayed, replay } from '../runner/replay.ts';
import { loadProject } from '../suite/load-config.ts';
import type { Outcome } from '../value/outcome.ts';
import { renderValue } from '../value/render.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

const codes: Readonly<Record<Replayed['verdict'], number>> = {
  gone: exitCodes.pass,
  reproduced: exitCodes.red,
  changed: exitCodes.red,
  'not-run': exitCodes.inconclusive,
};

/** Replays an evidence file and says what became of it. @returns the exit code */
export async function replayAndTell(file: string, flags: RunFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const session = openSession(false);
  try {
    const { observer, signal } = session;
    const options = runOptions(flags, project);
    const replayed = await replay({ project, file: resolve(file), options, observer, clock: systemClock, signal });
    const { verdict, before, now, judged, input } = replayed;
    const lines = [
      `${verdict}: the evidence says ${before}, now it is ${now}`,
      `  input    ${input.args.map((value) => renderValue(value, { maxLength: 200 })).join(', ')}`,
      `  legacy   ${outcomeWords(judged.legacy)}`,
      `  modern   ${outcomeWords(judged.modern)}`,
    ];
    session.print(lines.map(escapeTerminal).join('\n'));
    return signal.aborted ? exitCodes.interrupted : codes[verdict];
  } finally {
    session.close();
  }
}

function outcomeWords(outcome: Outcome | null): string {
  switch (outcome?.kind) {
    case undefined:
      return 'not asked';
    case 'returned':
      return renderValue(outcome.value, { maxLength: 200 });
    case 'raised':
      return `raised ${outcome.error.class}: ${outcome.error.message.slice(0, 200)}`;
    case 'crashed':
      return `crashed (${outcome.signal ?? `exit code ${outcome.exitCode}`})`;
    default:
      return outcome!.kind;
  }
}
