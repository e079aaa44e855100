import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { vernierIn } from './fixtures/command.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
const near = 'export const square = (x) => x * x * (1 + 2 ** -52);\n';
const schema = JSON.parse(readFileSync(new URL('../../golden/schema/selftest-1.json', import.meta.url), 'utf8'));

describe('vernier selftest', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = (policy: string, modern = near) => {
    project = new TestProject(squareSuite(honest, modern, policy));
    return (...args: string[]) => vernierIn(project.root, 'selftest', ...args);
  };

  it('passes a suite that finds every fault, and leaves a report by its schema', () => {
    const run = open('policy: { rtol: 1e-12 },');
    const { code, out } = run('square', '--cases', '60', '--min-kill', '0.95', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(problemLines(checkSchema(schema, report))).toEqual([]);
    expect(report.suites[0].benches[0]).toMatchObject({ killRate: 1, survivors: [], falseAlarms: [] });
    expect(report.suites[0].benches[0].pipeline.every(({ killed }: { killed: boolean }) => killed)).toBe(true);
    expect(project.read(`${project.lastRun()}/selftest.json`)).toBe(out);
    expect(problemLines(checkSchema(schema, { ...report, seed: 'odd', more: 1 }))).toHaveLength(2);
  });

  it('says what lived, where and by which line of the policy, and fails below the least rate', () => {
    const run = open('policy: { rtol: 1e9 },');
    const { code, out } = run('square', '--cases', '60', '--min-kill', '0.95');
    expect(code).toBe(1);
    expect(out).toMatch(/square\/square · modern {3}control pass: 60 of 60 cases green/);
    expect(out).toMatch(/lived sign at \$\.value \(\d+\): policy: rtol 1000000000/);
    expect(out).toMatch(
      /fail {2}square\/square, modern "modern": \d+ of \d+ mutants were killed: \d+\.\d %, at least 95\.0 % is wanted/,
    );
    expect(run('square', '--cases', '60').code).toBe(0);
  });

  it('is inconclusive where the control is red', () => {
    const run = open('');
    const { code, out } = run('square', '--cases', '60', '--min-kill', '0.95');
    expect(code).toBe(3);
    expect(out).toContain('the control without a fault is not green');
  });

  it.each([
    ['where it is asked to', '', ['--values', 'none']],
    ['of a subject that leaves some out', "redact: ['/args/0'],", []],
  ])('keeps values out %s', (_, more, args) => {
    const { out } = open(`policy: { rtol: 1e9 }, ${more}`)('square', '--cases', '10', '--json', ...args);
    const report = JSON.parse(out);
    const [bench] = report.suites[0].benches;
    const hidden = { $opaque: { type: 'hidden', repr: 'left out' } };
    expect(bench.survivors[0]).toMatchObject({
      line: 'policy: rtol 1000000000, default: atol 0',
      example: { before: hidden },
    });
    expect(bench.paths[0].detects.legacy.smallest).toMatchObject({ legacy: hidden, noticed: hidden });
    expect(out).not.toMatch(/"(before|after|legacy)": ?-?\d/);
    expect(problemLines(checkSchema(schema, report))).toEqual([]);
    expect(project.read(`${project.lastRun()}/selftest.json`)).toBe(out);
  });

  it('refuses a share that is none', () => {
    const { code, err } = open('')('square', '--min-kill', '95');
    expect(code).toBe(2);
    expect(err).toContain('It must be a share from 0 to 1');
  });
});
