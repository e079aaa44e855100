import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { TestProject } from './fixtures/project.ts';

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../golden/schema/${name}.json`, import.meta.url), 'utf8'));

/** Temperatures there and back, with no legacy at all. */
const suite = (properties: string) => `import { defineSuite, fc } from 'vernier';
const generator = {
  version: 1,
  arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((x) => ({ args: [x], kwargs: {} })),
};
export default defineSuite({
  name: 'warm',
  moderns: { modern: { address: 'module:./modern.mjs' } },
  subjects: {
    fahrenheit: { compare: false, cases: 200, generator, properties: ${properties} },
    celsius: { compare: false, cases: 50, generator, properties: { monotone: { argument: 0 } } },
  },
});
`;
const roundTrip =
  "{ roundTrip: { inverse: 'celsius', policy: { rtol: 1e-9, atol: 1e-9 } }, monotone: { argument: 0 } }";
const honest = `export const fahrenheit = (x) => x * 1.8 + 32;
export const celsius = (x) => (x - 32) / 1.8;
`;
/** Wrong from 1000 degrees on. */
const wrong = honest.replace('x * 1.8 + 32;', '(x > 1000 ? x * 1.8 + 31 : x * 1.8 + 32);');

describe('a suite without a legacy', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = (modern: string, properties = roundTrip) => {
    project = new TestProject({ 'suites/warm/suite.ts': suite(properties), 'suites/warm/modern.mjs': modern });
    return project;
  };

  it('passes where its properties hold, and says how often they were checked', async () => {
    const { code, out } = await open(honest).vernier(['run']);
    expect(out).toContain('properties: monotone held in 200 cases; roundTrip held in 200 cases');
    expect(out).toContain('checks of properties held');
    expect(code).toBe(0);
    const report = project.report();
    expect(problemLines(checkSchema(schemaOf('report-1'), report))).toEqual([]);
    expect(report.suites[0].implementations.map(({ name }: { name: string }) => name)).toEqual(['modern']);
    expect(project.read(`${project.lastRun()}/report.md`)).toContain('roundTrip held in 200 cases');
  });

  it('has its noise measured on the sides that it has', async () => {
    const { code, out } = await open(honest).vernier(['noise', '--cases', '20']);
    expect({ code, legacy: out.includes('legacy') }).toEqual({ code: 0, legacy: false });
    expect(out).toContain('No noise in 40 A/A cases');
  });

  it('finds what breaks one, shrinks it, and keeps evidence', async () => {
    const { code, out } = await open(wrong).vernier(['run', '--seed', '1']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /Violation: warm\/fahrenheit · modern "modern" breaks a property: roundTrip: celsius\(f\(x\)\) is \S+, wanted/,
    );
    const report = project.report();
    expect(problemLines(checkSchema(schemaOf('report-1'), report))).toEqual([]);
    const finding = report.findings.find(({ violation }: { violation: string }) => violation.startsWith('roundTrip'));
    expect(finding).toMatchObject({ status: 'violated', side: null, class: null, confirmed: { runs: 3, cameBack: 3 } });
    expect(finding.shrinks).toBeGreaterThan(0);
    const evidence = JSON.parse(project.read(finding.evidence));
    expect(evidence.violation).toBe(finding.violation);
    expect(problemLines(checkSchema(schemaOf('evidence-1'), evidence))).toEqual([]);
    const again = await project.vernier(['replay', finding.evidence]);
    expect(again.code).toBe(1);
    expect(again.out + again.err).toContain('reproduced');
    project.write({ 'suites/warm/modern.mjs': honest });
    expect((await project.vernier(['replay', finding.evidence])).code).toBe(0);
    const lines = project.read(`${project.lastRun()}/cases.jsonl`).trimEnd().split('\n');
    for (const line of lines) expect(problemLines(checkSchema(schemaOf('journal-1'), JSON.parse(line)))).toEqual([]);
  });

  it('is inconclusive where a property was never checked', async () => {
    const never = '{ roundTrip: { inverse: "celsius", when: () => false } }';
    const { code, out } = await open(honest, never).vernier(['run', '--seed', '1']);
    expect(code).toBe(3);
    expect(out).toContain('the property "roundTrip" was checked in no case');
  });

  it('runs by golden vectors alone, too: nothing of it needs a legacy', async () => {
    const { code } = await open(honest).vernier(['run', '--reference', 'golden']);
    expect(code).toBe(0);
    expect(project.report().suites[0].subjects[0].moderns[0].generated.agreed).toBe(200);
  });
});
