import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { type Address, parseAddress } from '../implementations/address.ts';
import { isRetired } from './is-retired.ts';
import { anything, type Check, each, integer, isObject, oneOf, problem, real, recordOf, shape, text } from './shape.ts';

const mostMs = 24 * 60 * 60 * 1000;

/** Names of environment variables. */
export const variable = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  words: 'the name of an environment variable: letters, digits and _ were wanted, no digit first',
};

/** The check of an `ImplementationDefinition` whose paths start at `folder`. Only legacy can be retired. */
export function checkImplementation(folder: string, { retirable = false } = {}): Check {
  return each(
    shape(
      {
        address: each(text, addressIn(folder), retirable ? anything : notRetired),
        requirements: each(text, fileIn(folder)),
        python: text,
        env: recordOf(variable, variableValue),
        startMs: real(1, mostMs),
        memoryMb: integer(16, 1024 * 1024),
        integers: oneOf('number', 'bigint'),
        values: oneOf('native', 'tagged'),
        fork: oneOf('auto', 'off'),
      },
      ['address'],
    ),
    onlyWhere('requirements', 'python:', 'module:'),
    onlyWhere('python', 'python:'),
    onlyWhere('integers', 'module:'),
    onlyWhere('values', 'module:'),
    onlyWhere('fork', 'python:'),
  );
}

/** An address that parses and whose file, where it names one, exists. */
function addressIn(folder: string): Check {
  return (value, at, problems) => {
    try {
      const address = parseAddress(value as string, folder);
      const file = fileOf(address);
      if (file !== null) existing(file, at, problems);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      problem(problems, at, error.message);
    }
  };
}

function fileOf(address: Address): string | null {
  switch (address.scheme) {
    case 'python':
      return address.isFile ? address.target : null;
    case 'module':
      return address.target;
    case 'golden':
      return null;
    default:
      // A program without a folder is looked for on the PATH, later.
      return isAbsolute(address.words[0]) ? address.words[0] : null;
  }
}

/** A path relative to the folder, never an absolute one: a suite must work on every machine. */
function fileIn(folder: string): Check {
  return (value, at, problems) => {
    if (!isAbsolute(value as string)) existing(resolve(folder, value as string), at, problems);
    else problem(problems, at, `${JSON.stringify(value)} is absolute; write it relative to the suite's folder`);
  };
}

function existing(path: string, at: string, problems: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  problem(
    problems,
    at,
    `there is no file ${shownPath(path)}; a path starts at the folder of the suite, or where "vernier compare" is called`,
  );
}

const notRetired: Check = (value, at, problems) => {
  if (isRetired({ legacy: { address: value as string } }))
    problem(problems, at, '"golden:" stands for a legacy that is retired; a modern is something that can be called');
};

/** Values of environment variables. */
export const variableValue: Check = (value, at, problems) => {
  if (typeof value !== 'string') problem(problems, at, `wanted a string, found ${typeof value}`);
  else if (value.includes('\0')) problem(problems, at, 'no environment variable can hold a zero character');
};

function onlyWhere(
  key: 'requirements' | 'python' | 'integers' | 'values' | 'fork',
  ...schemes: readonly string[]
): Check {
  return (value, at, problems) => {
    if (!isObject(value) || value[key] === undefined) return;
    if (schemes.some((scheme) => String(value.address).startsWith(scheme))) return;
    problem(
      problems,
      `${at}.${key}`,
      `it means something for ${schemes.join(' and ')} addresses only, not for ${JSON.stringify(value.address)}`,
    );
  };
}
