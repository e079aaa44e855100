import { resolve } from 'node:path';
import type { PythonRequest } from '../environments/environment.ts';
import type { ImplementationDefinition } from '../suite/suite.ts';

/** Before a Python that an environment is to be made with, where one that is used as it is could be named: `make:python3.12`. */
const makeWith = 'make:';

/**
 * Which Python an implementation gets. What was given on the command line or in the configuration comes first: an
 * interpreter to use as it is, or `make:` and the one to make its environment with. Then what the suite names: `python`
 * makes the environment of `requirements`, and is used as it is where there are none.
 *
 * @param given as the user named it; its relative paths are the project's, those of the suite are its folder's
 */
export function pythonWanted(
  { requirements, python }: ImplementationDefinition,
  given: string | undefined,
  { root, folder }: { readonly root: string; readonly folder: string },
): Pick<PythonRequest, 'python' | 'base'> {
  const named = python === undefined ? undefined : pathIn(folder, python);
  if (given?.startsWith(makeWith)) return { base: pathIn(root, given.slice(makeWith.length)) };
  if (given !== undefined) return { python: given };
  if (requirements === undefined) return { python: named ?? 'python3' };
  return named === undefined ? {} : { base: named };
}

/** A name stays one, for PATH. */
const pathIn = (folder: string, python: string) => (python.includes('/') ? resolve(folder, python) : python);
