import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { parseAddress } from '../implementations/address.ts';
import { type Check, each, integer, isObject, oneOf, problem, real, recordOf, shape, text } from './shape.ts';

const mostMs = 24 * 60 * 60 * 1000;

const variable = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  words: 'the name of an environment variable: letters, digits and _ were wanted, no digit first',
};

/** The check of an `ImplementationDefinition` whose paths start at `folder`. */
export function checkImplementation(folder: string): Check {
  return each(
    shape(
      {
        address: each(text, addressIn(folder)),
        requirements: each(text, fileIn(folder)),
        env: recordOf(variable, variableValue),
        startMs: real(1, mostMs),
        memoryMb: integer(16, 1024 * 1024),
        integers: oneOf('number', 'bigint'),
      },
      ['address'],
    ),
    onlyWhere('requirements', 'python:'),
    onlyWhere('integers', 'module:'),
  );
}

function addressIn(folder: string): Check {
  return (value, at, problems) => {
    try {
      const { file } = parseAddress(value as string) as { file?: string };
      if (file !== undefined) fileIn(folder)(file, at, problems);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      problem(problems, at, error.message);
    }
  };
}

/** A file that must exist, inside the suite's folder or beside it, never an absolute path: a suite must work elsewhere. */
function fileIn(folder: string): Check {
  return (value, at, problems) => {
    const path = resolve(folder, value as string);
    if (isAbsolute(value as string)) {
      problem(
        problems,
        at,
        `"${value}" is absolute; write it relative to the suite's folder: "./${relative(folder, path).replaceAll(sep, '/')}"`,
      );
    } else if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      problem(problems, at, `there is no file ${shownPath(path)}; paths are relative to the suite's folder`);
    }
  };
}

const variableValue: Check = (value, at, problems) => {
  if (typeof value !== 'string') problem(problems, at, `wanted a string, found ${typeof value}`);
  else if (value.includes('\0')) problem(problems, at, 'no environment variable can hold a zero character');
};

function onlyWhere(key: 'requirements' | 'integers', scheme: string): Check {
  return (value, at, problems) => {
    if (!isObject(value) || value[key] === undefined || String(value.address).startsWith(scheme)) return;
    problem(
      problems,
      `${at}.${key}`,
      `it means something for ${scheme} addresses only, not for ${JSON.stringify(value.address)}`,
    );
  };
}
