import { join } from 'node:path';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { type CommandResult, runCommand } from './command.ts';
import type { Interpreter } from './interpreter.ts';
import { type Pin, pinLine } from './pins.ts';
import { pythonVariables } from './variables.ts';

/** `pip --python` came with 22.3: one pip can install into environments that have none. */
const firstWithPython = [22, 3] as const;

/** `-I` keeps files of the working folder from standing in for modules of Python's. */
const pipModule = ['-I', '-m', 'pip'];

/** How pip is called for an environment. */
export interface Pip {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs: relative paths in pip's configuration are the project's. */
  readonly folder: string;
}

/** The interpreter's own pip working on another environment; undefined when it has none, or one too old for that. */
export function outsidePip(base: Interpreter, environmentPython: string, folder: string): Pip | undefined {
  const [major = 0, minor = 0] = (base.pip ?? '').split('.').map(Number);
  const able = major > firstWithPython[0] || (major === firstWithPython[0] && minor >= firstWithPython[1]);
  return able ? { command: base.executable, args: [...pipModule, '--python', environmentPython], folder } : undefined;
}

/** The pip that `ensurepip` put into the environment itself. */
export function insidePip(environmentPython: string, folder: string): Pip {
  return { command: environmentPython, args: pipModule, folder };
}

/**
 * Installs exactly the pins: wheels only, so that nothing is built here, and no dependencies that are not pinned.
 * Byte code is left to the first import: compiling all of a big package takes longer than installing it.
 */
export function installPins(
  pip: Pip,
  pins: readonly Pin[],
  folder: string,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<CommandResult> {
  const lock = join(folder, 'requirements.txt');
  writeFileAtomic(lock, pins.map((pin) => `${pinLine(pin)}\n`).join(''));
  const flags = ['--no-deps', '--only-binary', ':all:', '--no-compile', '--no-user', '--progress-bar', 'off'];
  const onLine = (line: string) => {
    const news = newsOf(line);
    if (news !== undefined) tell(news);
  };
  return runPip(pip, ['install', ...flags, '-r', lock], { onLine, signal });
}

/** Names what installed packages need and do not find: pip's own lines, `scipy 1.0 requires numpy, which is not installed.` */
export async function brokenRequirements(pip: Pip, signal?: AbortSignal): Promise<string[]> {
  const result = await runPip(pip, ['check'], { signal });
  return result.code === 0 ? [] : result.output.filter((line) => / (requires|has requirement) /.test(line));
}

function runPip(
  pip: Pip,
  args: readonly string[],
  options: { onLine?: (line: string) => void; signal: AbortSignal | undefined },
) {
  const quiet = ['--no-input', '--disable-pip-version-check', '--no-color'];
  return runCommand(pip.command, [...pip.args, ...quiet, ...args], {
    ...options,
    folder: pip.folder,
    environment: pythonVariables(process.env),
  });
}

/** The lines of pip that a person waiting wants to see. */
function newsOf(line: string): string | undefined {
  const fetched = /^\s*(Downloading|Using cached) (?:\S*\/)?(\S+\.whl)(?:\.metadata)?\b(.*)$/.exec(line);
  if (fetched !== null) {
    return line.includes('.metadata') ? undefined : `${fetched[1]!.toLowerCase()} ${fetched[2]}${fetched[3]}`;
  }
  if (line.startsWith('Installing collected packages')) return 'installing';
  if (/WARNING: Retrying/.test(line)) return 'the package index does not answer, pip tries again';
  return undefined;
}
