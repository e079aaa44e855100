import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const rendered = ['report.html', 'report.md', 'junit.xml'];

describe('vernier report', () => {
  let project: TestProject;
  afterEach(() => project?.remove());

  it('renders what a run left again, byte for byte, from its report.json alone', async () => {
    const honest = 'export const square = (x) => x * x;\n';
    const wrong = 'export const square = (x) => (x > 10 ? x * x * (1 + 1e-9) : x * x);\n';
    project = new TestProject(squareSuite(honest, wrong));
    expect((await project.vernier(['run', '--no-keep'])).code).toBe(1);
    const folder = project.lastRun();
    const before = rendered.map((file) => project.read(`${folder}/${file}`));
    expect(before[0]).toContain('Drift');
    const again = await project.vernier(['report', folder, '--out', 'elsewhere', '--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      decision: 'fail',
      files: expect.arrayContaining(['elsewhere/report.html']),
    });
    expect(rendered.map((file) => project.read(`elsewhere/${file}`))).toEqual(before);
    const beside = await project.vernier(['report', `${folder}/report.json`]);
    expect(beside).toMatchObject({ code: 0, out: expect.stringContaining(`${folder}/report.html`) });
  });

  it('says what it was given instead of a run', async () => {
    project = new TestProject({ 'other/report.json': '{"schema": "vernier/report/9"}' });
    const other = await project.vernier(['report', 'other']);
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('is not a report of version 1') });
    const none = await project.vernier(['report', 'nowhere']);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('nowhere') });
    expect(project.has('other/report.html')).toBe(false);
  });
});
