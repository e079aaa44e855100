import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { withLock } from '../disk/lock.ts';
import type { PythonEnvironment, PythonRequest } from './environment.ts';
import { askInterpreter, askPackages, type Interpreter } from './interpreter.ts';
import { pythonIn, readMade } from './made.ts';
import { makeEnvironment } from './make-environment.ts';
import { type Pin, pinLine, readPins } from './pins.ts';
import { sameVersion } from './same-version.ts';

/** Raised when environments made before must not be used any more. */
const scheme = 'vernier-environment/1';
/** Long enough for the other run to fetch a big package over a slow line. */
const lockTimeoutMs = 30 * 60_000;
const digitsInName = 32;

/**
 * The Python environment of an implementation: found, or made in `.vernier/envs/<digest>` from its lock, where the
 * digest is of its pins, the Python and the platform. Two runs at once make it once; one that was killed on the way
 * leaves nothing that is taken for an environment.
 *
 * @throws SetupError naming what is missing (Python, venv, the package index, a wheel, disk) and the remedy
 */
export async function ensurePythonEnvironment(request: PythonRequest): Promise<PythonEnvironment> {
  const pins = request.requirements === null ? [] : readPins(request.requirements);
  if (request.python !== undefined) return givenPython(request, request.python, pins);
  const base = await askInterpreter(request.base ?? 'python3', baseHint(request), request.signal);
  const { digest, place } = placeOf(pins, request.root, base);
  const found = readMade(place, digest);
  const known = { python: pythonIn(place), path: place, lock: request.requirements, digest };
  if (found !== undefined) return { ...known, version: found.version, packages: found.packages, made: false };
  const onWaiting = (holder: string) => {
    // Two implementations with the same pins share an environment: no news.
    if (holder === 'this process') return;
    request.onProgress?.(`waiting for ${holder}, which makes the Python environment for ${request.name}`);
  };
  return withLock(
    `${place}.lock`,
    async () => {
      const meanwhile = readMade(place, digest);
      const { version, packages } = meanwhile ?? (await makeEnvironment({ request, pins, base, digest, place }));
      return { ...known, version, packages, made: meanwhile === undefined };
    },
    { timeoutMs: lockTimeoutMs, onWaiting },
  );
}

/**
 * Whether the environment of a lock has been made already, for the Python given.
 *
 * @throws SetupError when the lock cannot be read
 */
export function isEnvironmentMade(requirements: string, root: string, base: Interpreter): boolean {
  const { place, digest } = placeOf(readPins(requirements), root, base);
  return readMade(place, digest) !== undefined;
}

function placeOf(pins: readonly Pin[], root: string, { version, platform }: Interpreter) {
  const digest = sha256(canonicalJson([scheme, pins.map(pinLine).sort(), version, platform]));
  return { digest, place: join(root, '.vernier', 'envs', digest.slice(0, digitsInName)) };
}

async function givenPython(request: PythonRequest, given: string, pins: readonly Pin[]): Promise<PythonEnvironment> {
  const python = whichPython(given, request.root);
  const remedy = remedyFor(request, given);
  const about = await askInterpreter(python, remedy, request.signal);
  const packages = await askPackages(python, request.signal);
  tellMoved(request, about, packages, pins);
  return {
    python: about.executable,
    version: about.version,
    path: about.prefix,
    lock: null,
    digest: sha256(canonicalJson([scheme, packages, about.version, about.platform])),
    packages,
    made: false,
  };
}

/** Without a lock, PATH's own Python is what was given: nobody named it, and no other is made. */
function remedyFor({ name, requirements }: PythonRequest, given: string): string {
  if (requirements === null && given === 'python3') return installHint(name);
  const made = requirements === null ? '' : ', or leave it out and one is made';
  return `Give the path of a Python >= 3.8 with --python ${name}=PATH${made}.`;
}

/** A name stays one, for PATH; a folder means the environment in it. */
function whichPython(given: string, root: string): string {
  if (!given.includes('/')) return given;
  const path = resolve(root, given);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? pythonIn(path) : path;
}

/** A given Python is used as it is; where it is not what the lock asks for, people are told. */
function tellMoved(
  request: PythonRequest,
  about: Interpreter,
  packages: Readonly<Record<string, string>>,
  pins: readonly Pin[],
): void {
  const moved = pins
    .filter((pin) => pin.marker === null && !sameVersion(pin.version, packages[pin.name] ?? ''))
    .map((pin) => `${pin.name} is ${packages[pin.name] ?? 'missing'}, not ${pin.version}`);
  if (moved.length === 0) return;
  request.onProgress?.(
    `${request.name}: "${about.executable}" is not as ${request.requirements} has it: ${moved.join(', ')}; --python ${request.name}=make:PATH makes an environment that is`,
  );
}

function baseHint({ name, base }: PythonRequest): string {
  return base === undefined
    ? installHint(name)
    : `The environment for ${name} is to be made with it: install it, or name another with --python ${name}=make:PATH.`;
}

function installHint(name: string): string {
  return `Install Python 3.8 or newer (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python), or name one with --python ${name}=PATH.`;
}
