import { type Command, InvalidArgumentError, Option } from 'commander';
import { SetupError } from '../base/errors.ts';
import { checkPolicy } from '../compare/check-policy.ts';
import type { Policy } from '../compare/policy.ts';
import { wholeNumber } from './run-options.ts';

/** What commands without a suite say of the policy. */
export interface PolicyFlags extends Pick<Policy, 'rtol' | 'atol' | 'ulp' | 'mode' | 'norm' | 'types' | 'signedZero'> {
  /** Commander's default of `--no-equal-nan` is true. */
  readonly equalNan: boolean;
  readonly ignore?: readonly string[];
}

/** Adds the options that `policyFrom` reads. */
export function addPolicyOptions(command: Command): Command {
  const whole = wholeNumber(0, Number.MAX_SAFE_INTEGER);
  const modes = ['value', 'bitwise', 'ulp', 'norm'];
  return command
    .option('--rtol <x>', 'relative tolerance (default: 0)', tolerance)
    .option('--atol <x>', 'absolute tolerance (default: 0)', tolerance)
    .option('--ulp <n>', 'accepted distance in units in the last place; sets --mode ulp', whole)
    .addOption(new Option('--mode <mode>', 'how numbers are judged (default: value)').choices(modes))
    .addOption(new Option('--norm <norm>', 'what the scale of an array is, in mode norm').choices(['max', 'l2', 'l1']))
    .addOption(
      new Option('--types <level>', 'how alike types must be (default: compatible)').choices([
        'strict',
        'compatible',
        'loose',
      ]),
    )
    .option('--no-equal-nan', 'NaN differs from NaN')
    .option('--signed-zero', '-0 differs from 0')
    .option('--ignore <pattern...>', 'places to skip: /timestamp, /rows/*/id');
}

/** @throws SetupError when the options do not go together */
export function policyFrom(flags: PolicyFlags): Policy {
  const policy = assembled(flags);
  const problems = checkPolicy(policy);
  const idle = (['rtol', 'atol'] as const).filter((name) => flags[name] !== undefined);
  if (idle.length > 0 && (policy.mode === 'ulp' || policy.mode === 'bitwise'))
    problems.push(
      `--${idle.join(' and --')} would have no effect in mode "${policy.mode}": leave one or the other out`,
    );
  if (problems.length > 0) throw new SetupError(`The options do not go together: ${problems.join('. ')}`);
  return policy;
}

function assembled({ rtol, atol, ulp, mode, norm, types, equalNan, signedZero, ignore }: PolicyFlags): Policy {
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

/** Parses a tolerance, for commander. @throws InvalidArgumentError */
function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a finite number >= 0, such as 1e-9.');
  return value;
}
