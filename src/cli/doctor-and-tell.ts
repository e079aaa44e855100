import { systemClock } from '../base/clock.ts';
import { doctorLines } from '../reporters/doctor-lines.ts';
import { paint } from '../reporters/styled.ts';
import { examine } from '../studies/doctor/examine.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { exitCodes } from './exit-codes.ts';
import { openSession } from './session.ts';

/** Looks at machine and project, and prints what was found. @returns the exit code */
export async function doctorAndTell(json: boolean): Promise<number> {
  const session = openSession(json);
  try {
    const machine = { node: process.versions.node, platform: process.platform, path: process.env.PATH ?? '' };
    const symptoms = await examine(process.cwd(), machine, utcDate(systemClock.now()), session.signal);
    session.print(paint(doctorLines(symptoms), session.style));
    const isFit = symptoms.every(({ state }) => state !== 'bad');
    if (json) process.stdout.write(`${JSON.stringify({ isFit, symptoms }, null, 2)}\n`);
    return isFit ? exitCodes.pass : exitCodes.setup;
  } finally {
    session.close();
  }
}
