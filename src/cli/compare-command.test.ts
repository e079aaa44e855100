import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { TestProject } from './fixtures/project.ts';

const files = {
  'calls.json': '[["a b"], ["a/b"], ["abc"]]',
  'old.py': 'def area(w, h):\n    return w * h\n\ndef same(w, h):\n    return h * w\n',
  'new.ts':
    'export const area = (w: number, h: number): number => Math.fround(w) * h;\nexport const product = (w: number, h: number): number => w * h;\n',
};

describe('vernier compare', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = () => {
    project = new TestProject(files);
    return readdirSync(project.root).sort();
  };
  const quote = ['compare', 'python:urllib.parse:quote', 'python:urllib.parse:quote_plus'];

  it('finds the space and the slash in three calls, and leaves nothing behind', async () => {
    const before = open();
    const { code, out, err } = await project.vernier([...quote, '--calls', 'calls.json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/legacy +"%20" +python:urllib\.parse:quote\n +modern +"\+" +python:urllib\.parse:quote_plus/);
    expect(out).toMatch(/input +" "/);
    expect(out).toMatch(/legacy +"\/" +python:urllib\.parse:quote\n +modern +"%2F" /);
    expect(out).toMatch(/input +\/ /);
    expect(out.match(/^Drift:/gm)).toHaveLength(2);
    expect(out).toContain('2 of 3 cases drifted');
    expect(readdirSync(project.root).sort()).toEqual(before);
  });

  it('compares a Python with a TypeScript function over generated calls', async () => {
    open();
    const area = ['compare', 'python:./old.py:area', 'module:./new.ts#area', '--generate', 'number,number'];
    const drifted = await project.vernier([...area, '--json']);
    expect(drifted.code).toBe(1);
    const report = JSON.parse(drifted.out);
    expect(report.suites[0].subjects[0].moderns[0].statistics.cases).toBe(1000);
    expect(report.findings[0]).toMatchObject({ suite: 'compare', subject: 'area', evidence: '' });
    const same = ['compare', 'python:./old.py:same', 'module:./new.ts#product', '--generate', 'ordinary,ordinary'];
    const agreed = await project.vernier([...same, '--cases', '50']);
    expect({ code: agreed.code, err: agreed.err }).toEqual({ code: 0, err: '' });
    expect(agreed.out).toContain('50 generated');
  });

  it('goes by the tolerance that it is given', async () => {
    open();
    const area = ['compare', 'python:./old.py:area', 'module:./new.ts#area', '--generate', 'ordinary,ordinary'];
    expect((await project.vernier([...area, '--cases', '100'])).code).toBe(1);
    expect((await project.vernier([...area, '--cases', '100', '--rtol', '1e-6'])).code).toBe(0);
  });

  it('leaves reports and evidence where they are asked for', async () => {
    open();
    const { out } = await project.vernier([...quote, '--calls', 'calls.json', '--reports', 'out']);
    const [finding] = project.report(project.lastRun('out')).findings;
    expect(out).toContain(`vernier replay ${finding.evidence} --trust`);
    expect(project.has(finding.evidence)).toBe(true);
  });

  it.each([
    [['--calls', 'calls.json', '--generate', 'strings'], /said once/],
    [[], /said once.*number, ordinary, integer/],
    [['--generate', 'strngs'], /no kind "strngs".*string/],
    [['--calls', 'none.json'], /none\.json/],
    [['--calls', 'old.py'], /old\.py at line 1/],
    [['--generate', 'strings', '--rtol', '1e-9', '--mode', 'bitwise'], /no effect/],
  ])('says what is wrong with %j', async (args, message) => {
    open();
    const { code, err } = await project.vernier([...quote, ...args]);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('refuses what is no pair', async () => {
    open();
    const refused = async (...pair: string[]) => {
      const { code, out, err } = await project.vernier(['compare', ...pair, '--generate', 'numbers']);
      return `${code} ${out}${err}`;
    };
    expect(await refused('python:math:sin', 'python:math:sin')).toMatch(/^2 [\s\S]*is the same as legacy/);
    expect(await refused('python:./old.py', 'module:./new.ts')).toMatch(/^2 [\s\S]*add --subject/);
    expect(await refused('python:./old.py:area', 'module:./newer.ts#area')).toMatch(
      /^2 [\s\S]*there is no file newer.ts/,
    );
    expect(await refused('pyton:math:sin', 'python:math:sin')).toMatch(/^2 [\s\S]*scheme "pyton" is unknown/);
    expect(await refused('golden:', 'python:math:sin')).toMatch(/^2 [\s\S]*cannot be called/);
    expect(await refused('python:math:sin', 'python:nowhere:sin')).toMatch(/^3 [\s\S]*nothing was compared/);
  });
});
