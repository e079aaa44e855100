import { expect, it } from 'vitest';
import { pythonWanted } from './python-wanted.ts';

const places = { root: '/project', folder: '/project/suites/fit' };
const address = 'python:./legacy.py';
const locked = { address, requirements: 'requirements/legacy.txt' };

it.each([
  ['nothing named, a lock: made with the default', locked, undefined, {}],
  ['nothing named, no lock: python3 as it is', { address }, undefined, { python: 'python3' }],
  ['a name in the suite', { ...locked, python: 'python3.12' }, undefined, { base: 'python3.12' }],
  ['a path in the suite', { ...locked, python: '../py/python' }, undefined, { base: '/project/suites/py/python' }],
  ['a name in the suite, no lock', { address, python: 'python3.12' }, undefined, { python: 'python3.12' }],
  ['one given to use as it is', { ...locked, python: 'python3.12' }, 'venv/bin/python', { python: 'venv/bin/python' }],
  ['one given to make it with', { ...locked, python: 'python3.12' }, 'make:python3.13', { base: 'python3.13' }],
  ['a path given to make it with', locked, 'make:py/python', { base: '/project/py/python' }],
  ['one given to make it with, no lock', { address }, 'make:/opt/python', { base: '/opt/python' }],
])('pythonWanted() of %s', (_, definition, given, wanted) => {
  expect(pythonWanted(definition, given, places)).toEqual(wanted);
});
