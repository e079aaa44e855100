import { afterEach, describe, expect, it } from 'vitest';
import { examineFolder, examineNode, examinePlatform } from '../studies/doctor/examine-machine.ts';
import type { Symptom } from '../studies/doctor/symptom.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

describe('vernier doctor', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const stateOf = (symptoms: Symptom[], name: string) => symptoms.find((one) => one.name === name)?.state;

  it('finds nothing in the way of a suite that loads', async () => {
    project = new TestProject(
      squareSuite('export const square = (x) => x * x;\n', 'export const square = (x) => x ** 2;\n'),
    );
    const { code, out } = await project.vernier(['doctor']);
    expect(out).toContain('Nothing stands in the way');
    expect(code).toBe(0);
  });

  it('says what is broken and what to do, for programs too', async () => {
    project = new TestProject(squareSuite('', ''));
    project.write({
      'suites/broken/suite.ts': 'export default { name: "broken" };\n',
      'suites/square/waivers.json': '{',
    });
    const { code, out, err } = await project.vernier(['doctor', '--json']);
    const { isFit, symptoms } = JSON.parse(out);
    expect({ code, isFit }).toEqual({ code: 2, isFit: false });
    expect(stateOf(symptoms, 'suite broken')).toBe('bad');
    expect(stateOf(symptoms, 'suite square')).toBe('bad');
    expect(stateOf(symptoms, 'git')).toBe('note');
    expect(symptoms.every(({ state, remedy }: Symptom) => (state === 'good') === (remedy === null))).toBe(true);
    expect(err).toContain('To be mended first: suite broken, suite square');
  });

  it('wants Python where a suite does, and no more than notes it elsewhere', async () => {
    project = new TestProject(squareSuite('export const square = (x) => x;\n', 'export const square = (x) => x;\n'));
    const without = { env: { PATH: '/nowhere' } };
    const plain = JSON.parse((await project.vernier(['doctor', '--json'], without)).out);
    expect(stateOf(plain.symptoms, 'python')).toBe('note');
    const suite = project.read('suites/square/suite.ts').replace('module:./legacy.mjs', 'python:./legacy.py');
    project.write({ 'suites/square/suite.ts': suite, 'suites/square/legacy.py': '' });
    const needed = await project.vernier(['doctor', '--json'], without);
    expect(stateOf(JSON.parse(needed.out).symptoms, 'python')).toBe('bad');
    expect(needed.code).toBe(2);
  });

  it('knows machines that Vernier does not run on', () => {
    const machine = { node: '24.1.0', platform: 'linux', path: '' };
    expect(examineNode(machine).state).toBe('good');
    expect(examineNode({ ...machine, node: '22.17.1' })).toMatchObject({
      state: 'bad',
      remedy: expect.stringContaining('22.18'),
    });
    expect(examinePlatform({ ...machine, platform: 'win32' })).toMatchObject({
      state: 'bad',
      remedy: expect.stringContaining('WSL'),
    });
    expect(examineFolder('reports', '/dev/null/reports').state).toBe('bad');
  });
});
