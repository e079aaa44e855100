import { SetupError } from '../base/errors.ts';
import { isRetired } from '../suite/is-retired.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { RunObserver, RunOptions } from './options.ts';

/**
 * A suite whose legacy is retired runs by its golden vectors alone: there is nobody to answer a generated case.
 *
 * @throws SetupError when legacy is asked for all the same
 */
export function byVectorsAlone(
  options: RunOptions,
  { name, definition }: LoadedSuite,
  observer: RunObserver,
): RunOptions {
  if (!isRetired(definition)) return options;
  if (options.reference === 'legacy')
    throw new SetupError(`--reference legacy: legacy of suite "${name}" is retired, only its golden vectors are left`);
  observer.say(`legacy of ${name} is retired: golden vectors alone are compared, generators are not used`);
  return { ...options, reference: 'golden' };
}
