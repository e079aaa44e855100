import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { otherPython, otherVersion } from '../environments/fixtures/other-python.ts';
import { TestProject } from './fixtures/project.ts';

const suite = (python: string) => `import { defineSuite, fc } from 'vernier';
export default defineSuite({
  name: 'square',
  title: 'Squares',
  legacy: { address: 'module:./legacy.mjs' },
  moderns: { python: { address: 'python:./modern.py', requirements: 'requirements/python.txt', python: '${python}' } },
  subjects: { square: { cases: 20, generator: { version: 1, arbitrary: fc.double().map((x) => ({ args: [x], kwargs: {} })) } } },
});
`;

describe('a Python that a suite names', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = (python: string) => {
    project = new TestProject({
      'suites/square/suite.ts': suite(python),
      'suites/square/legacy.mjs': 'export const square = (x) => x * x;\n',
      'suites/square/modern.py': 'def square(x):\n    return x * x\n',
      'suites/square/requirements/python.txt': '# Nothing.\n',
    });
  };
  const madeWith = () => project.report().suites[0].implementations[1].environment.python;

  it('makes the environment, by a path from the folder of the suite', { timeout: 60_000 }, async () => {
    open('../../bin/python-of-ours');
    otherPython(join(project.root, 'bin'), 'python-of-ours');
    const { code, out } = await project.vernier(['run']);
    expect({ code, made: madeWith() }).toEqual({ code: 0, made: otherVersion });
    expect(out).toContain(`(Python ${otherVersion})`);
  });

  it('that is not there ends the run with what to do, and what it says to do helps', { timeout: 60_000 }, async () => {
    open('python-of-nowhere');
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(2);
    expect(out).toContain('There is no "python-of-nowhere" on PATH. The environment for python is to be made with it');
    expect(out).toContain('name another with --python python=make:PATH');
    otherPython(join(project.root, 'bin'), 'python-of-ours');
    expect(await project.vernier(['run', '--python', 'python=make:bin/python-of-ours'])).toMatchObject({ code: 0 });
    expect(madeWith()).toBe(otherVersion);
    expect(await project.vernier(['run', '--python', 'python=make:python3'])).toMatchObject({ code: 0 });
    expect(madeWith()).not.toBe(otherVersion);
  });
});
