import { join } from 'node:path';
import { SetupError } from '../../base/errors.ts';
import { askInterpreter, type Interpreter } from '../../environments/interpreter.ts';
import { isEnvironmentMade } from '../../environments/python.ts';
import { pythonWanted } from '../../runner/python-wanted.ts';
import type { Project } from '../../suite/config.ts';
import { findSuites } from '../../suite/find-suites.ts';
import { type LoadedSuite, loadFound, loadSuite, loadVectors } from '../../suite/load-suite.ts';
import { waiverBook } from '../../suite/waiver-book.ts';
import { bad, good, note, type Symptom } from './symptom.ts';

/** Suites with their golden vectors, kept cases and waivers, each loaded by itself. */
export async function examineSuites(
  project: Project,
  today: string,
): Promise<{ readonly symptoms: readonly Symptom[]; readonly suites: readonly LoadedSuite[] }> {
  const symptoms: Symptom[] = [];
  const suites: LoadedSuite[] = [];
  const remedy = 'mend what the message names';
  let found: readonly { readonly name: string }[] = [];
  try {
    found = findSuites(project);
  } catch (error) {
    symptoms.push(bad('suites', messageOf(error), remedy));
  }
  for (const { name } of found) {
    try {
      const suite = await loadSuite(project, name);
      suites.push(suite);
      const vectors = [...loadVectors(suite).values()].reduce((sum, file) => sum + file.vectors.length, 0);
      loadFound(suite);
      waiverBook(project, suite, today);
      symptoms.push(good(`suite ${name}`, `loads, with ${vectors} golden vectors`));
    } catch (error) {
      symptoms.push(bad(`suite ${name}`, messageOf(error), remedy));
    }
  }
  if (found.length === 0 && symptoms.length === 0)
    symptoms.push(note('suites', 'there are none', 'begin with one: vernier init'));
  return { symptoms, suites };
}

/** True when an implementation of one of the suites is Python. */
export function needsPython(suites: readonly LoadedSuite[]): boolean {
  return suites.some((suite) => implementationsOf(suite).some(({ address }) => address.startsWith('python:')));
}

/** The Python environments that the suites ask for, made or not; `interpreter` is the one where a suite names none. */
export async function examineEnvironments(
  project: Project,
  suites: readonly LoadedSuite[],
  interpreter: Interpreter | null,
  signal: AbortSignal,
): Promise<Symptom[]> {
  const symptoms: Symptom[] = [];
  for (const suite of suites) {
    for (const one of implementationsOf(suite)) {
      if (one.requirements === undefined) continue;
      const label = `environment ${suite.name}/${one.name}`;
      try {
        const { base } = pythonWanted(one, undefined, suite);
        const remedy = `Install it, or name another with --python ${one.name}=make:PATH.`;
        const used = base === undefined ? interpreter : await askInterpreter(base, remedy, signal);
        if (used === null) continue;
        symptoms.push(
          isEnvironmentMade(join(suite.folder, one.requirements), project.root, used)
            ? good(label, 'made')
            : note(label, 'not made yet', 'the first run makes it; that takes a network or a package index'),
        );
      } catch (error) {
        symptoms.push(bad(label, messageOf(error), 'mend the lock file, or what the message names'));
      }
    }
  }
  return symptoms;
}

function implementationsOf({ definition }: LoadedSuite) {
  const { legacy, moderns } = definition;
  const all = [...(legacy === undefined ? [] : [['legacy', legacy] as const]), ...Object.entries(moderns)];
  return all.map(([name, one]) => ({ name, ...one }));
}

/** A fault of Vernier itself is none of the project. */
function messageOf(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  throw error;
}
