import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import { checkOptimum } from '../compare/optimum/check-optimum.ts';
import type { OptimumRule } from '../compare/optimum/optimum-rule.ts';
import type { Policy } from '../compare/policy.ts';
import type { Case } from './case.ts';
import type { SubjectDefinition } from './suite.ts';

/**
 * The policy for one case: what the suite knows of the case's own problem laid over the rule for optimizers. The policy
 * itself where it has no such rule, or the suite no such function.
 *
 * @param name `<suite>/<subject>`, for the message.
 * @throws SetupError when the suite's function throws, or gives what is no such rule
 */
export function casePolicy(
  policy: Policy,
  { optimum }: Pick<SubjectDefinition, 'optimum'>,
  { input, ref }: Pick<Case, 'input' | 'ref'>,
  name: string,
): Policy {
  if (optimum === undefined || !policy.optimum) return policy;
  const own = call(optimum, input, ref, name);
  if (own === null) return policy;
  const [problem] = checkOptimum('What it gave', own);
  if (problem !== undefined) throw new SetupError(`The optimum function of ${name} gave no rule: ${problem}`);
  return { ...policy, optimum: { ...policy.optimum, ...own } };
}

function call(
  optimum: NonNullable<SubjectDefinition['optimum']>,
  input: Case['input'],
  ref: Case['ref'],
  name: string,
): OptimumRule | null {
  try {
    return optimum(input, ref);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SetupError(
      `The optimum function of ${name} threw ${plainLine(reason)}; it must take any input of its subject`,
      { cause: error },
    );
  }
}
