import { resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { splitCommand } from './command-words.ts';

/** Where an implementation is, parsed. Paths are absolute: a driver's working folder is a temporary one. */
export type Address = PythonAddress | ModuleAddress | CommandAddress | GoldenAddress;

/** `python:./file.py`, `python:./file.py:function`, `python:package.module:function`. */
export interface PythonAddress {
  readonly scheme: 'python';
  /** As it was written, for people. */
  readonly text: string;
  /** A file's absolute path or a module's dotted name. */
  readonly target: string;
  readonly isFile: boolean;
  /** Null: the subject's name is the function's. */
  readonly function: string | null;
}

/** `module:./file.ts`, `module:./file.ts#function`. */
export interface ModuleAddress {
  readonly scheme: 'module';
  readonly text: string;
  /** Absolute path. */
  readonly target: string;
  readonly function: string | null;
}

/** `driver:command …` speaks wire protocol 1; `exec:command …` is any program. */
export interface CommandAddress {
  readonly scheme: 'driver' | 'exec';
  readonly text: string;
  /** Program and arguments. Words that start with `./` or `../` are paths, made absolute. */
  readonly words: readonly [string, ...string[]];
}

/** `golden:`, a legacy that is retired: golden vectors hold its answers, and there are no others. */
export interface GoldenAddress {
  readonly scheme: 'golden';
  readonly text: string;
}

const wanted =
  '"python:./file.py", "python:package.module:function", "module:./file.ts#function", "driver:command" or "exec:command"';

/**
 * Parses an address.
 *
 * @param root folder that relative paths start from
 * @throws SetupError when it is not one
 */
export function parseAddress(text: string, root: string): Address {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1).trim();
  if (scheme === 'golden' && rest === '') return { scheme, text };
  if (rest === '') throw invalid(text, 'it names nothing');
  if (text.includes('\0')) throw invalid(text, 'it holds a NUL character');
  switch (scheme) {
    case 'python':
      return pythonAddress(text, rest, root);
    case 'module':
      return moduleAddress(text, rest, root);
    case 'driver':
    case 'exec':
      return { scheme, text, words: commandWords(text, rest, root) };
    case 'golden':
      throw invalid(text, 'the golden vectors are those of the suite: "golden:" takes nothing behind it');
    case 'http':
      throw invalid(text, '"http:" is not something that can be called');
    default:
      throw invalid(text, colon < 0 ? 'it has no scheme' : `the scheme "${scheme}" is unknown`);
  }
}

const moduleName = /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;
const functionName = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

function pythonAddress(text: string, rest: string, root: string): PythonAddress {
  const match = /^(.*?)(?::([^:/\\]*))?$/s.exec(rest);
  const target = match?.[1] ?? '';
  const name = match?.[2] ?? null;
  if (name !== null && !functionName.test(name)) throw invalid(text, `"${name}" is not a function's name`);
  if (target.endsWith('.py')) {
    return { scheme: 'python', text, target: resolve(root, target), isFile: true, function: name };
  }
  if (!moduleName.test(target)) throw invalid(text, `"${target}" is neither a .py file nor a module's dotted name`);
  return { scheme: 'python', text, target, isFile: false, function: name };
}

function moduleAddress(text: string, rest: string, root: string): ModuleAddress {
  const hash = rest.lastIndexOf('#');
  const target = hash < 0 ? rest : rest.slice(0, hash);
  const name = hash < 0 ? null : rest.slice(hash + 1);
  if (name !== null && !functionName.test(name)) throw invalid(text, `"${name}" is not a function's name`);
  if (!/\.[cm]?[jt]s$/.test(target)) throw invalid(text, `"${target}" is not a .ts, .mts, .js, .mjs or .cjs file`);
  return { scheme: 'module', text, target: resolve(root, target), function: name };
}

function commandWords(text: string, rest: string, root: string): [string, ...string[]] {
  const words = splitCommand(rest);
  if (words === null) throw invalid(text, 'a quote is not closed');
  const [program, ...others] = words.map((word) => (/^\.\.?\//.test(word) ? resolve(root, word) : word));
  if (program === undefined || program === '') throw invalid(text, 'it names no program');
  return [program, ...others];
}

function invalid(text: string, why: string): SetupError {
  return new SetupError(`Invalid address ${JSON.stringify(text)}: ${why}. Wanted ${wanted}.`);
}
