import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment } from '../environments/python.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { createImplementation, type ImplementationSpec } from './create-implementation.ts';
import type { Call, Implementation } from './implementation.ts';

export const project = fileURLToPath(new URL('../..', import.meta.url));
export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** An interpreter that has NumPy: the one of the expression suite's legacy side, made when it is not there yet. */
export async function pythonWithNumpy(): Promise<string> {
  const requirements = `${project}/suites/expression/requirements/legacy.txt`;
  return (await ensurePythonEnvironment({ name: 'legacy', requirements, root: project })).python;
}

/** An implementation of the fixtures, with patience for a machine that is busy with other tests. */
export function fixture(spec: Partial<ImplementationSpec> & { readonly address: string }): Implementation {
  return createImplementation({ name: 'modern', root: fixtures, ...spec });
}

export function callOf(
  subject: string,
  args: readonly Value[],
  more: Partial<Call> & Partial<CallArguments> = {},
): Call {
  const { kwargs = {}, ...rest } = more;
  return { subject, input: { args, kwargs }, seed: 1, deadlineMs: 20_000, ...rest };
}

/** What a call returned. @throws when it did not */
export function returnedBy(outcome: Outcome): Value {
  if (outcome.kind !== 'returned') throw new Error(`Not returned: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
