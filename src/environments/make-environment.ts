import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { runCommand } from './command.ts';
import type { PythonRequest } from './environment.ts';
import { askPackages, type Interpreter } from './interpreter.ts';
import { finish, type MadeEnvironment, newAttempt, pythonIn, removeTree } from './made.ts';
import type { Pin } from './pins.ts';
import { brokenRequirements, insidePip, installPins, outsidePip, type Pip } from './pip.ts';
import { pipFailure } from './pip-failure.ts';
import { sameVersion } from './same-version.ts';
import { pythonVariables } from './variables.ts';

export interface Making {
  readonly request: PythonRequest;
  readonly pins: readonly Pin[];
  readonly base: Interpreter;
  readonly digest: string;
  /** Where the finished environment is to be found. */
  readonly place: string;
}

const shownPins = 6;

/** Makes an environment at its place, or throws and leaves nothing. Call it under the lock of the place. */
export async function makeEnvironment(making: Making): Promise<MadeEnvironment> {
  const { request, base, pins, digest, place } = making;
  const clock = request.clock ?? systemClock;
  const start = clock.ms();
  const tell = (line: string) => request.onProgress?.(`${request.name}: ${line}`);
  request.onProgress?.(`making the Python environment for ${request.name}: ${listed(pins)} (Python ${base.version})`);
  const attempt = newAttempt(place);
  try {
    const pip = await makeVenv(making, attempt);
    if (pins.length > 0) await install(making, pip, attempt, tell);
    const packages = await askPackages(pythonIn(attempt), request.signal);
    verify(making, packages);
    const made = { digest, version: base.version, packages };
    finish(place, attempt, made);
    tell(`the environment is ready after ${((clock.ms() - start) / 1000).toFixed(1)} s`);
    return made;
  } catch (error) {
    removeTree(attempt);
    throw error;
  }
}

/**
 * Makes the bare environment and says which pip works on it. The pip that is there already saves `ensurepip` two
 * seconds, and works where Debian has split `ensurepip` off.
 */
async function makeVenv({ request, base, pins, place }: Making, attempt: string): Promise<Pip> {
  const useOther = `or use an existing Python with --python ${request.name}=PATH`;
  const install = 'Debian, Ubuntu: apt install python3-venv';
  if (!base.venv) {
    throw new SetupError(`"${base.executable}" has no module "venv". Install it (${install}), ${useOther}.`);
  }
  const outside = outsidePip(base, pythonIn(attempt), request.root);
  const bare = outside !== undefined || pins.length === 0;
  if (!bare && !base.ensurepip) {
    throw new SetupError(
      `"${base.executable}" has neither a pip >= 22.3 nor the module "ensurepip". Install one (${install}), ${useOther}.`,
    );
  }
  const args = ['-m', 'venv', ...(bare ? ['--without-pip'] : []), attempt];
  const environment = pythonVariables(process.env);
  const result = await runCommand(base.executable, args, { environment, signal: request.signal });
  if (result.code !== 0) {
    const said = result.all.slice(-8).join('\n');
    const why = /No space left|Errno 28/.test(said)
      ? 'The disk is full: free some space and run again'
      : `Mend what Python complains about, ${useOther}`;
    throw new SetupError(`"${base.executable} -m venv" cannot make "${place}". ${why}.\n${said}`);
  }
  return outside ?? insidePip(pythonIn(attempt), request.root);
}

async function install(
  { request, pins, base }: Making,
  pip: Pip,
  attempt: string,
  tell: (line: string) => void,
): Promise<void> {
  const lock = request.requirements ?? '';
  const result = await installPins(pip, pins, attempt, tell, request.signal);
  if (result.code !== 0) throw pipFailure(result.all, { name: request.name, lock, pins, base, folder: attempt });
  const broken = await brokenRequirements(pip, request.signal);
  const missing = broken.filter((line) => line.includes('not installed'));
  if (missing.length > 0) {
    throw new SetupError(
      `${lock} does not pin all that is needed: ${missing.join(' ')} Add the missing packages to it.`,
    );
  }
  for (const line of broken) tell(`note: ${line}`);
}

/** pip may have been configured to install elsewhere, or to stand a package in for another. */
function verify({ request, pins }: Making, packages: Readonly<Record<string, string>>): void {
  for (const pin of pins) {
    const found = packages[pin.name];
    // A marker may say that this platform does not want it.
    if (found === undefined ? pin.marker !== null : sameVersion(pin.version, found)) continue;
    const instead = found === undefined ? 'it is not there' : `version ${found} is`;
    throw new SetupError(
      `${request.requirements}:${pin.line}: ${pin.name} ${pin.version} was installed, but ${instead} in the new environment. Check pip's configuration (pip config list).`,
    );
  }
}

function listed(pins: readonly Pin[]): string {
  if (pins.length === 0) return 'no packages';
  const more = pins.length > shownPins ? ` and ${pins.length - shownPins} more` : '';
  return (
    pins
      .slice(0, shownPins)
      .map((pin) => `${pin.name} ${pin.version}`)
      .join(', ') + more
  );
}
