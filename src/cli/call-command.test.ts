import { afterEach, describe, expect, it } from 'vitest';
import { TestProject } from './fixtures/project.ts';

describe('vernier call', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const call = (...args: string[]) => {
    project = new TestProject({
      'one.ts': 'export const twice = (x: number) => 2 * x;\nexport const hang = () => { for (;;) {} };\n',
    });
    return project.vernier(['call', ...args]);
  };

  it('prints what was returned, and how long it took', async () => {
    const { code, out, err } = await call('python:math:hypot', '--args', '3.0', '4.0');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^5\.0\n {2}took +[\d.]+ [un]s\n$/);
  });

  it('takes named arguments and a subject, and gives JSON for programs', async () => {
    const { code, out } = await call(
      'python:json:dumps',
      '--args',
      '[1, {"$f":"nan"}]',
      '--kwargs',
      '{"indent": 1}',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'returned', value: '[\n 1,\n NaN\n]', warnings: [] });
    const twice = await project.vernier(['call', 'module:./one.ts', '--subject', 'twice', '--args', '-1.25']);
    expect(twice.out).toMatch(/^-2\.5\n/);
  });

  it('tells of changed arguments and of warnings', async () => {
    expect((await call('python:random:shuffle', '--args', '[1,2,3,4]')).out).toMatch(/changed +its arguments: \[\d/);
    expect((await call('python:warnings:warn', '--args', '"hm"')).out).toContain('UserWarning: hm');
  });

  it('exits 1 when it raised, crashed or did not answer', async () => {
    const raised = await call('python:math:sqrt', '--args=-1.0');
    expect(raised).toMatchObject({ code: 1, out: expect.stringContaining('raised ValueError') });
    expect(await call('python:os:abort')).toMatchObject({ code: 1, out: expect.stringContaining('died of SIGABRT') });
    const hung = await call('module:./one.ts#hang', '--deadline', '200');
    expect(hung).toMatchObject({ code: 1, out: expect.stringContaining('gave no answer in 200 ms') });
  });

  it.each([
    [['python:nowhere:f'], /Cannot load python:nowhere:f/],
    [['module:./one.ts', '--subject', 'thrice'], /has no subject "thrice".*twice/],
    [['module:./one.ts'], /add --subject/],
    [['math.sin'], /Invalid address/],
    [['python:math:sin', '--args', 'abc'], /Argument 1 of --args, "abc".*quotes of its own/],
    [['python:math:sin', '--kwargs', '[1]'], /wanted an object/],
  ])('exits 2 for %j', async (args, message) => {
    const { code, err } = await call(...args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('prints nothing that moves the cursor', async () => {
    const { out } = await call('python:builtins:str', '--args', '"\\u001b[2J::error::x"');
    expect(out).not.toContain('\u001b');
  });
});
