import { SetupError } from '../base/errors.ts';
import { type CommandResult, runCommand } from './command.ts';
import { packageName } from './pins.ts';
import { pythonVariables } from './variables.ts';

/** What a Python says about itself. */
export interface Interpreter {
  /** Absolute path, behind any shim. */
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
  readonly prefix: string;
  /** Everything a wheel's fit depends on: `cpython linux-x86_64 x86_64 .cpython-311-x86_64-linux-gnu.so`. */
  readonly platform: string;
  readonly pip: string | null;
  readonly venv: boolean;
  readonly ensurepip: boolean;
}

/** The oldest Python that Vernier's driver speaks. */
const oldest = [3, 8] as const;
const answerTimeoutMs = 60_000;

/** Runs under any Python since 2.6, so that an old one can be named. */
const question = `
import json, os, sys
def has(name):
    import importlib.util
    return importlib.util.find_spec(name) is not None
about = {'executable': sys.executable, 'version': sys.version.split()[0], 'prefix': sys.prefix}
if sys.version_info >= (3, 8):
    import site, sysconfig
    try:
        # pip is run with -I, which leaves out the user's own packages.
        sys.path[:] = [folder for folder in sys.path if folder != site.getusersitepackages()]
        from pip import __version__ as pip
    except Exception:
        pip = None
    words = [sys.implementation.name, sysconfig.get_platform(), os.uname().machine, sysconfig.get_config_var('EXT_SUFFIX')]
    about.update(platform=' '.join(map(str, words)), pip=pip, venv=has('venv'), ensurepip=has('ensurepip'))
print(json.dumps(about))
`;

const packagesQuestion = `
import importlib.metadata, json
print(json.dumps([[d.metadata['Name'], d.version] for d in importlib.metadata.distributions() if d.metadata['Name']]))
`;

/**
 * Asks an interpreter what it is.
 *
 * @param python a path or a name on PATH
 * @throws SetupError when there is none, it is no Python, or it is too old
 */
export async function askInterpreter(python: string, remedy: string, signal?: AbortSignal): Promise<Interpreter> {
  const about = (await ask(python, question, remedy, signal)) as Interpreter;
  if (typeof about?.executable !== 'string' || typeof about.version !== 'string') throw notPython(python, [], remedy);
  const [major = 0, minor = 0] = about.version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new SetupError(
      `"${python}" is Python ${about.version}, and Python ${oldest.join('.')} or newer is wanted. ${remedy}`,
    );
  }
  return about;
}

/** Name -> version of all packages an interpreter sees, sorted by name. @throws SetupError */
export async function askPackages(python: string, signal?: AbortSignal): Promise<Record<string, string>> {
  const listed = (await ask(python, packagesQuestion, 'Check that Python.', signal)) as [string, string][];
  const found = new Map<string, string>();
  // The first on the path is the one that is imported.
  for (const [name, version] of listed)
    if (!found.has(packageName(name))) found.set(packageName(name), String(version));
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function ask(python: string, code: string, remedy: string, signal?: AbortSignal): Promise<unknown> {
  const environment = pythonVariables(process.env);
  let result: CommandResult;
  try {
    result = await runCommand(python, ['-c', code], { environment, signal, timeoutMs: answerTimeoutMs });
  } catch (error) {
    const { code: reason, name } = error as NodeJS.ErrnoException;
    if (name === 'AbortError') throw error;
    const missing = reason === 'ENOENT' ? `There is no "${python}"` : `"${python}" cannot be run (${reason})`;
    throw new SetupError(`${missing}${reason === 'ENOENT' && !python.includes('/') ? ' on PATH' : ''}. ${remedy}`, {
      cause: error,
    });
  }
  if (result.code !== 0) throw notPython(python, result.all, remedy, result.killedBy);
  try {
    // Start-up files of a Python may print lines of their own first.
    return JSON.parse(result.output.at(-1) ?? '');
  } catch {
    throw notPython(python, result.all, remedy);
  }
}

function notPython(
  python: string,
  said: readonly string[],
  remedy: string,
  killedBy: string | null = null,
): SetupError {
  const words = killedBy === null ? said.slice(-3).join('\n').slice(0, 500) : `it was ended by ${killedBy}`;
  const quote = words === '' ? '' : `: ${words}`;
  return new SetupError(`"${python}" did not answer as a Python does${quote}\n${remedy}`);
}
