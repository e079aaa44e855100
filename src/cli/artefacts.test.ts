import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../golden/schema/${name}.json`, import.meta.url), 'utf8'));
const journal = schemaOf('journal-1');
const evidence = schemaOf('evidence-1');

describe('what a run leaves', () => {
  let project: TestProject;
  afterEach(() => project?.remove());

  it('conforms to its schemas, whatever happened in it', async () => {
    const modern = `export const square = (x) => {
  const text = String(x);
  if (text.endsWith('3')) throw new RangeError('three');
  if (text.endsWith('5')) return x * x + 1;
  if (text.endsWith('7')) return Infinity;
  if (text.endsWith('9')) process.kill(process.pid, 'SIGABRT');
  return x * x;
};
`;
    project = new TestProject(squareSuite('export const square = (x) => x * x;\n', modern));
    expect((await project.vernier(['run'])).code).toBe(1);
    const lines = project.read(`${project.lastRun()}/cases.jsonl`).trimEnd().split('\n');
    expect(lines).toHaveLength(201);
    for (const line of lines) expect(problemLines(checkSchema(journal, JSON.parse(line)))).toEqual([]);
    const report = project.report();
    expect(new Set(report.findings.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['drifted', 'crashed']),
    );
    for (const { evidence: file } of report.findings) {
      expect(problemLines(checkSchema(evidence, JSON.parse(project.read(file))))).toEqual([]);
    }
    const [finding] = report.findings;
    const spoilt = { ...JSON.parse(project.read(finding.evidence)), status: 'odd', more: 1 };
    expect(problemLines(checkSchema(evidence, spoilt))).toHaveLength(2);
  });
});
