import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { loadProject } from '../suite/load-config.ts';
import { namePattern } from '../suite/names.ts';
import { ignoredPaths, starterFiles } from '../suite/starter/starter.ts';
import type { StarterSides } from '../suite/starter/starter-request.ts';
import { onTerminal } from './ask-terminal.ts';
import { exitCodes } from './exit-codes.ts';
import { addressFrom } from './init-address.ts';
import type { InitFlags } from './init-flags.ts';
import { askForFlags } from './init-questions.ts';

/** Writes a starter into the project of the working folder. @returns the exit code */
export async function initAndTell(name: string | null, given: InitFlags): Promise<number> {
  const cwd = process.cwd();
  const found = await loadProject(cwd);
  // A configuration further up makes this a part of its project; a mere package.json there does not.
  const project = found.configFile === null ? { ...found, root: cwd, suites: join(cwd, 'suites') } : found;
  const isOpen = given.legacy === undefined || given.modern === undefined || given.takes === undefined;
  const asks = isOpen && !given.yes && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const flags = asks ? await onTerminal((ask) => askForFlags(given, ask)) : given;
  if ((flags.legacy === undefined) !== (flags.modern === undefined))
    throw new SetupError('--legacy and --modern belong together: give both, or none for the example');
  const suite = suiteName(name, project, flags);
  const sides = sidesOf(flags, cwd, join(project.suites, suite));
  const python = sides === null && spawnSync('python3', ['--version']).status === 0;
  const packageFile = nearestPackage(project.root);
  const files = starterFiles({
    ...{ suite, sides },
    ending: endingOf(packageFile, flags.js ?? false),
    exampleLegacy: python ? 'python' : 'javascript',
    suites: relative(project.root, project.suites),
    has: { packageFile: packageFile !== null, config: project.configFile !== null },
  });
  const lines = [...write(project.root, files), ...ignore(project.root)];
  if (sides === null && !python)
    lines.push('  python3 is not on the PATH: the example has a legacy in JavaScript instead');
  process.stdout.write(`${lines.map(escapeTerminal).join('\n')}\n\n${nextSteps(project.root, suite, sides === null)}`);
  return exitCodes.pass;
}

function suiteName(given: string | null, project: Pick<Project, 'suites'>, flags: InitFlags): string {
  const fallback = flags.legacy === undefined ? 'example' : (flags.subject ?? functionIn(flags.legacy) ?? 'parity');
  const name = given ?? fallback;
  if (!namePattern.pattern.test(name)) throw new SetupError(`${JSON.stringify(name)} is not ${namePattern.words}`);
  if (findSuites(project).some((one) => one.name === name))
    throw new SetupError(
      `There is a suite "${name}" already, in ${shownPath(join(project.suites, name))}; nothing was written. Give another name: vernier init <name>`,
    );
  return name;
}

const functionIn = (address: string) => /[:#]([A-Za-z_]\w*)$/.exec(address)?.[1] ?? null;

function sidesOf(flags: InitFlags, cwd: string, folder: string): StarterSides | null {
  if (flags.legacy === undefined || flags.modern === undefined) return null;
  const [legacy, modern] = [addressFrom(flags.legacy, cwd, folder), addressFrom(flags.modern, cwd, folder)];
  const subject = flags.subject ?? legacy.function ?? modern.function;
  if (subject === null)
    throw new SetupError('Neither address names a function: say which operation to compare with --subject <name>');
  if (!namePattern.pattern.test(subject))
    throw new SetupError(
      `The subject ${JSON.stringify(subject)} is not ${namePattern.words}; give another with --subject`,
    );
  return { legacy: legacy.text, modern: modern.text, subject, takes: flags.takes ?? ['number'] };
}

/** The package.json that decides how files below `folder` are read; null when there is none. */
function nearestPackage(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return null;
  }
}

/** A plain ending is a module only where package.json says so. The one that is written where there is none does. */
function endingOf(packageFile: string | null, js: boolean): 'ts' | 'mts' | 'js' | 'mjs' {
  const isModule = packageFile === null || typeIn(packageFile) === 'module';
  if (js) return isModule ? 'js' : 'mjs';
  return isModule ? 'ts' : 'mts';
}

function typeIn(packageFile: string): unknown {
  const text = readTextFile(packageFile, { what: 'package file', maxBytes: 16 * 1024 * 1024 });
  try {
    return (JSON.parse(text) as { type?: unknown } | null)?.type;
  } catch {
    throw new SetupError(`${shownPath(packageFile)} is not JSON: mend it first`);
  }
}

/** Writes what is not there yet. @returns what was done, a line a file */
function write(root: string, files: ReadonlyMap<string, string>): string[] {
  return [...files].map(([name, text]) => {
    const path = join(root, name);
    if (existsSync(path)) return `  kept     ${name}, which was there`;
    writeFileAtomic(path, text);
    return `  written  ${name}`;
  });
}

/** Adds to .gitignore what it lacks. */
function ignore(root: string): string[] {
  const path = join(root, '.gitignore');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : 'node_modules/\n';
  const lines = before.split(/\r?\n/).map((line) => line.trim());
  const missing = ignoredPaths.filter((one) => !lines.includes(one) && !lines.includes(`/${one}`));
  if (missing.length === 0) return [];
  writeFileAtomic(path, `${before}${before.endsWith('\n') || before === '' ? '' : '\n'}${missing.join('\n')}\n`);
  return [`  added    ${missing.join(' ')} to .gitignore`];
}

function nextSteps(root: string, suite: string, example: boolean): string {
  const steps = [
    ...(isInstalled(root) ? [] : ['npm install --save-dev vernier']),
    `npx vernier run ${suite}`,
    ...(example ? [`npx vernier golden record ${suite}`] : []),
  ];
  return `Next:\n${steps.map((step) => `  ${step}\n`).join('')}`;
}

function isInstalled(root: string): boolean {
  try {
    createRequire(join(root, 'x.js')).resolve('vernier/package.json');
    return true;
  } catch {
    return false;
  }
}
