import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

describe('a suite that ends the process, or throws where nobody catches it', () => {
  let project: TestProject;
  afterEach(() => project.remove());
  const same = 'export const square = (x) => x * x;\n';
  const runWith = (change: (suite: string) => string) => {
    const files = squareSuite(same, `${same}// other code\n`);
    const path = 'suites/square/suite.ts';
    project = new TestProject({ ...files, [path]: change(files[path]!) });
    return project.vernier(['run', '--cases', '5']);
  };

  it('is never green when it called process.exit(0)', async () => {
    for (const change of [
      (suite: string) => `process.exit(0);\n${suite}`,
      (suite: string) => suite.replace('.map((x) =>', '.map((x) => process.exit(0) ??'),
    ]) {
      const ended = await runWith(change);
      expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('called process.exit()') });
      project.remove();
    }
  });

  it('is told where it threw, without a trace', async () => {
    const ended = await runWith((suite) => `setImmediate(() => Promise.reject(new Error('late')));\n${suite}`);
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/Error: late at suites\/square\/suite.ts:1:/) });
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is told that its generator threw', async () => {
    const ended = await runWith((suite) =>
      suite.replace('.map((x) =>', ".map((x) => { throw new Error('boom') }).map((x) =>"),
    );
    expect(ended).toMatchObject({ code: 2, err: '' });
    expect(ended.out).toContain('The generator of square/square threw Error: boom while it made case #0');
  });
});
