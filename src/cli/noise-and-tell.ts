import { systemClock } from '../base/clock.ts';
import { noiseLines } from '../reporters/noise-table.ts';
import { type Line, paint, span } from '../reporters/styled.ts';
import type { NoiseBench } from '../studies/measure-noise.ts';
import { looseFloors, proposedFloor, undeclaredPlaces } from '../studies/noise-floors.ts';
import { type NoiseStudy, studyNoise } from '../studies/study-noise.ts';
import { loadProject } from '../suite/load-config.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { exitCodes } from './exit-codes.ts';
import { capHeapGrowth } from './heap-growth.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

export interface NoiseFlags extends RunFlags {
  readonly fresh: number;
  readonly factor: number;
  readonly slack: number;
  readonly check?: boolean;
}

/** Runs each side of suites against itself and says where it disagreed. @returns the exit code */
export async function noiseAndTell(suites: readonly string[], flags: NoiseFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  capHeapGrowth();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal, style, progress } = session;
    const options = runOptions(flags, project);
    const study = await studyNoise({
      project,
      suites,
      options,
      fresh: flags.fresh,
      observer,
      clock: systemClock,
      signal,
    });
    progress.finish();
    const today = utcDate(systemClock.now());
    const found = study.benches.map((bench) => {
      const undeclared = undeclaredPlaces(bench).map((place) => ({
        place,
        floor: proposedFloor(place, bench, flags.factor, today),
      }));
      return { bench, undeclared };
    });
    const warnings = flags.check
      ? bySubject(study.benches).flatMap((benches) => looseFloors(benches, flags.slack))
      : [];
    const lines: Line[] = found.flatMap(({ bench, undeclared }) => [...noiseLines(bench, undeclared), []]);
    lines.push(...warnings.map((warning): Line => [span('warning', 'warn'), span(`  ${warning}`)]));
    const noisy = found.filter(({ undeclared }) => undeclared.length > 0).map(({ bench }) => bench);
    lines.push(
      ...study.failures.map(
        ({ name, failure }): Line => [span('failed', 'bad'), span(`  suite "${name}": ${failure}`)],
      ),
    );
    lines.push(verdictLine(study, noisy, flags.check ?? false));
    session.print(paint(lines, style));
    if (flags.json) tellJson(study, found, warnings);
    return codeOf(study, noisy);
  } finally {
    session.close();
  }
}

function codeOf({ benches, failures, interrupted }: NoiseStudy, noisy: readonly NoiseBench[]): number {
  if (interrupted) return exitCodes.interrupted;
  if (failures.length > 0) return exitCodes.setup;
  if (noisy.length > 0) return exitCodes.red;
  return benches.length === 0 || benches.some(({ compared }) => compared === 0)
    ? exitCodes.inconclusive
    : exitCodes.pass;
}

function verdictLine({ benches, seed }: NoiseStudy, noisy: readonly NoiseBench[], check: boolean): Line {
  if (noisy.length > 0) {
    const sides = noisy.map(({ suite, subject, side }) => `${suite}/${subject} · ${side}`).join(', ');
    return [span(`Noise that is not declared: ${sides} (seed ${seed})`, 'bad')];
  }
  const empty = benches.filter(({ compared }) => compared === 0);
  if (benches.length === 0 || empty.length > 0)
    return [span('A side gave nothing to compare: nobody knows whether it is noisy', 'warn')];
  const cases = benches.reduce((sum, { compared }) => sum + compared, 0);
  const declared = benches.some(({ disagreed }) => disagreed > 0) ? ' but for what is declared' : '';
  const hint = check || declared === '' ? '' : '; --check holds the declarations against what was measured';
  return [span(`No noise in ${cases} A/A cases${declared} (seed ${seed})${hint}`, 'good')];
}

function bySubject(benches: readonly NoiseBench[]): NoiseBench[][] {
  return Object.values(Object.groupBy(benches, ({ suite, subject }) => `${suite}/${subject}`)).map((all) => all ?? []);
}

function tellJson(
  { seed, implementations, interrupted }: NoiseStudy,
  found: readonly object[],
  warnings: readonly string[],
): void {
  const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  process.stdout.write(`${JSON.stringify({ seed, interrupted, implementations, sides: found, warnings }, plain, 2)}\n`);
}
