import { resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { checkPolicy } from '../compare/check-policy.ts';
import { compareValues } from '../compare/compare.ts';
import type { Policy } from '../compare/policy.ts';
import { shownPath } from '../disk/shown-path.ts';
import { diffJson, diffLines } from '../reporters/diff-table.ts';
import { colourStyle, paint, plainStyle } from '../reporters/styled.ts';
import { exitCodes } from './exit-codes.ts';
import { wantsColour } from './output.ts';
import { readValueFile } from './read-value-file.ts';

export interface DiffFlags extends Pick<Policy, 'rtol' | 'atol' | 'ulp' | 'mode' | 'norm' | 'types' | 'signedZero'> {
  /** Commander's default of `--no-equal-nan` is true. */
  readonly equalNan: boolean;
  readonly ignore?: readonly string[];
  readonly max: number;
  readonly json?: boolean;
}

/** Compares two value files and prints what differs. @returns the exit code */
export function diffAndTell(legacyFile: string, modernFile: string, flags: DiffFlags): number {
  const policy = policyOf(flags);
  const problems = checkPolicy(policy);
  const idle = (['rtol', 'atol'] as const).filter((name) => flags[name] !== undefined);
  if (idle.length > 0 && (policy.mode === 'ulp' || policy.mode === 'bitwise'))
    problems.push(
      `--${idle.join(' and --')} would have no effect in mode "${policy.mode}": leave one or the other out`,
    );
  if (problems.length > 0) throw new SetupError(`The options do not go together: ${problems.join('. ')}`);
  const [legacy, modern] = [readValueFile(resolve(legacyFile)), readValueFile(resolve(modernFile))];
  const comparison = compareValues(legacy, modern, policy, { maxDifferences: flags.max });
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

function policyOf({ rtol, atol, ulp, mode, norm, types, equalNan, signedZero, ignore }: DiffFlags): Policy {
  const implied = ulp === undefined ? (norm === undefined ? undefined : 'norm') : 'ulp';
  const asked = {
    rtol,
    atol,
    ulp,
    mode: mode ?? implied,
    norm,
    types,
    signedZero,
    equalNan: equalNan ? undefined : false,
  };
  const paths = ignore?.map((path) => ({ path, ignore: true }));
  return Object.fromEntries(Object.entries({ ...asked, paths }).filter(([, value]) => value !== undefined)) as Policy;
}
