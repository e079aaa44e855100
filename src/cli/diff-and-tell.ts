import { resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { compareValues } from '../compare/compare.ts';
import { shownPath } from '../disk/shown-path.ts';
import { diffJson, diffLines } from '../reporters/diff-table.ts';
import { colourStyle, paint, plainStyle } from '../reporters/styled.ts';
import { exitCodes } from './exit-codes.ts';
import { wantsColour } from './output.ts';
import { type PolicyFlags, policyFrom } from './policy-options.ts';
import { readValueFile } from './read-value-file.ts';

export interface DiffFlags extends PolicyFlags {
  readonly max: number;
  readonly json?: boolean;
}

/** Compares two value files and prints what differs. @returns the exit code */
export function diffAndTell(legacyFile: string, modernFile: string, flags: DiffFlags): number {
  const policy = policyFrom(flags);
  const [legacy, modern] = [readValueFile(resolve(legacyFile)), readValueFile(resolve(modernFile))];
  const comparison = compareValues(legacy, modern, policy, { maxDifferences: flags.max });
  if (comparison.ignored > 0 && comparison.compared === 0 && comparison.beyond === 0) {
    const what = `--ignore ${(flags.ignore ?? []).map((pattern) => JSON.stringify(pattern)).join(' ')}`;
    throw new SetupError(
      `${what} leaves nothing to compare: ${comparison.ignored} places were ignored, and there are no others. Name fewer`,
    );
  }
  const compared = {
    legacy: shownPath(resolve(legacyFile)),
    modern: shownPath(resolve(modernFile)),
    policy,
    comparison,
  };
  if (flags.json) process.stdout.write(diffJson(compared));
  else {
    const style = wantsColour(process.stdout, process.env) ? colourStyle : plainStyle;
    process.stdout.write(`${paint(diffLines(compared), style)}\n`);
  }
  return comparison.verdict === 'agree' ? exitCodes.pass : exitCodes.red;
}
