import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { waive } from '../studies/waive.ts';
import { loadProject } from '../suite/load-config.ts';
import { utcDate } from '../suite/match-waiver.ts';
import type { Waiver } from '../suite/waiver.ts';
import { exitCodes } from './exit-codes.ts';
import { inCi } from './in-ci.ts';
import { openReport } from './open-report.ts';

export interface WaiveFlags {
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  readonly bound?: readonly string[];
  readonly factor: number;
  readonly maxShare?: number;
  readonly label?: string;
  readonly json?: boolean;
}

/** Writes waivers for an evidence file and shows them. @returns the exit code */
export async function waiveAndTell(file: string, flags: WaiveFlags): Promise<number> {
  const path = resolve(file);
  const report = join(dirname(dirname(path)), 'report.json');
  const waived = await waive({
    project: await loadProject(process.cwd()),
    file: path,
    owner: flags.owner,
    reason: flags.reason,
    expires: flags.expires,
    today: utcDate(systemClock.now()),
    bound: flags.bound === undefined ? null : boundOf(flags.bound),
    maxShare: flags.maxShare ?? null,
    label: flags.label ?? null,
    factor: flags.factor,
    report: existsSync(report) ? openReport(report) : null,
    ci: inCi(),
  });
  const { waivers, notes } = waived;
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ file: shownPath(waived.path), waivers, notes }, null, 2)}\n`);
    return exitCodes.pass;
  }
  const lines = [
    `Written to ${shownPath(waived.path)}:`,
    '',
    JSON.stringify(waivers, null, 2),
    '',
    ...notes.map((note) => `note  ${note}`),
    `Run it again to see it waived: vernier replay ${shownPath(path)}`,
  ];
  process.stdout.write(
    `${lines
      .flatMap((line) => line.split('\n'))
      .map(escapeTerminal)
      .join('\n')}\n`,
  );
  return exitCodes.pass;
}

/** Reads `rel=1e-9`, once for each size. @throws SetupError */
function boundOf(texts: readonly string[]): NonNullable<Waiver['bound']> {
  const bound = new Map<string, number>();
  for (const text of texts) {
    const [, name = '', limit = ''] = /^(abs|rel|ulp)=(.+)$/.exec(text) ?? [];
    const size = Number(limit);
    if (name === '' || !(size > 0 && Number.isFinite(size)) || bound.has(name))
      throw new SetupError(
        `--bound ${JSON.stringify(text)}: wanted is rel=, abs= or ulp= with a number above 0, each once, such as rel=1e-9`,
      );
    bound.set(name, size);
  }
  return Object.fromEntries(bound);
}
