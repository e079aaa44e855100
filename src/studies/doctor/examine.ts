import { join } from 'node:path';
import { SetupError } from '../../base/errors.ts';
import { loadProject } from '../../suite/load-config.ts';
import {
  examineExtras,
  examineFolder,
  examineGit,
  examineNode,
  examinePlatform,
  examinePython,
  type Machine,
} from './examine-machine.ts';
import { examineEnvironments, examineSuites, needsPython } from './examine-project.ts';
import { bad, good, type Symptom } from './symptom.ts';

/** Looks at everything that Vernier needs on this machine and in the project that a folder lies in. Changes nothing. */
export async function examine(from: string, machine: Machine, today: string, signal: AbortSignal): Promise<Symptom[]> {
  const symptoms = [examineNode(machine), examinePlatform(machine)];
  try {
    const project = await loadProject(from);
    symptoms.push(good('configuration', project.configFile ?? 'none: the defaults hold'));
    const { symptoms: ofSuites, suites } = await examineSuites(project, today);
    const python = await examinePython(needsPython(suites), signal);
    const environments = await examineEnvironments(project, suites, python.interpreter, signal);
    symptoms.push(...ofSuites, ...python.symptoms, ...environments);
    symptoms.push(examineFolder('reports', project.reports), examineFolder('golden', project.golden));
    symptoms.push(examineFolder('environments', join(project.root, '.vernier')));
    return [...symptoms, examineGit(project.root), ...examineExtras(project.root, machine)];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const python = await examinePython(false, signal);
    return [...symptoms, bad('configuration', error.message, 'mend what the message names'), ...python.symptoms];
  }
}
