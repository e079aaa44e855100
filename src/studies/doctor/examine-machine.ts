import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { SetupError } from '../../base/errors.ts';
import { shownPath } from '../../disk/shown-path.ts';
import { askInterpreter, type Interpreter } from '../../environments/interpreter.ts';
import { gitState } from '../../runner/surroundings.ts';
import { bad, good, note, type Symptom } from './symptom.ts';

const oldestNode = [22, 18] as const;

/** What the doctor is told about the machine, so that tests can tell it of another one. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  /** The value of PATH. */
  readonly path: string;
}

export function examineNode({ node }: Machine): Symptom {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const remedy = `install Node.js ${oldestNode.join('.')} or newer: https://nodejs.org`;
  return isNew ? good('node', node) : bad('node', `${node} is too old`, remedy);
}

export function examinePlatform({ platform }: Machine): Symptom {
  if (platform === 'linux' || platform === 'darwin') return good('platform', platform);
  const remedy =
    platform === 'win32' ? 'run Vernier inside WSL: wsl --install, then install Node there' : 'use Linux or macOS';
  return bad('platform', `${platform} is not supported: process groups and sockets work otherwise there`, remedy);
}

/** Python, and what environments are made with. Where no suite needs it, it is no more than a note. */
export async function examinePython(
  isNeeded: boolean,
  signal: AbortSignal,
): Promise<{ readonly symptoms: readonly Symptom[]; readonly interpreter: Interpreter | null }> {
  const missing = isNeeded ? bad : note;
  const remedy = 'install it, for instance: apt install python3 python3-venv, or brew install python';
  try {
    const interpreter = await askInterpreter('python3', remedy, signal);
    const symptoms = [good('python', `${interpreter.version} at ${interpreter.executable}`)];
    const lacks = [interpreter.venv ? '' : 'venv', interpreter.ensurepip ? '' : 'ensurepip'].filter(
      (one) => one !== '',
    );
    symptoms.push(
      lacks.length === 0
        ? good('venv', `venv and pip ${interpreter.pip ?? 'by ensurepip'}`)
        : missing('venv', `this Python lacks ${lacks.join(' and ')}`, 'install them: apt install python3-venv'),
    );
    return { symptoms, interpreter };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { symptoms: [missing('python', error.message.replace(` ${remedy}`, ''), remedy)], interpreter: null };
  }
}

/** A folder that exists, or can be made, and written to. */
export function examineFolder(name: string, folder: string): Symptom {
  for (let at = folder; ; at = dirname(at)) {
    try {
      accessSync(at, constants.W_OK);
      return good(name, `${shownPath(folder)} can be written`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(at) !== at) continue;
      const remedy = `make it yours: chown or chmod u+w ${shownPath(at)}`;
      return bad(name, `${shownPath(folder)} cannot be written (${(error as NodeJS.ErrnoException).code})`, remedy);
    }
  }
}

export function examineGit(root: string): Symptom {
  const state = gitState(root);
  if (state === null)
    return note('git', 'no commit here', 'reports say no commit, and a cutover gate wants one: git init, git commit');
  const { commit, branch, dirty } = state;
  const at = `${commit.slice(0, 12)} on ${branch ?? 'no branch'}`;
  return dirty
    ? note('git', `${at}, with changes that are not committed`, 'commit them before a cutover')
    : good('git', at);
}

/** What may be installed beside Vernier. */
export function examineExtras(root: string, { path }: Machine): Symptom[] {
  const resolve = createRequire(join(root, 'package.json')).resolve;
  const extra = (name: string, use: string): Symptom => {
    try {
      resolve(name);
      return good(name, 'installed');
    } catch {
      return note(name, 'not installed', `only ${use} needs it: npm install --save-dev ${name}`);
    }
  };
  const browser = path
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find(isProgram);
  return [
    extra('@duckdb/node-api', '"vernier query"'),
    extra('vitest', 'the door "vernier/vitest"'),
    browser === undefined
      ? note('chromium', 'not installed', 'only the tests of Vernier itself need it: nothing to do')
      : good('chromium', browser),
  ];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
