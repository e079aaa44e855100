import { describe, expect, it } from 'vitest';
import { checkSchema } from '../base/schema.ts';
import { artefactSchema } from '../disk/artefact-schema.ts';
import { hostileTexts } from './fixtures/injections.ts';
import { creepOf, sampleCreep } from './fixtures/sample-creep.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { githubAnnotations } from './github.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { markdownReporter } from './markdown.ts';
import { readReport } from './read-report.ts';
import { sparkline } from './sparkline.ts';
import { plainStyle } from './styled.ts';
import { renderSummary } from './terminal.ts';

const quiet = { ...sampleReport, vectors: [], findings: [], waivers: [], findingsLeftOut: 0, notRun: [] };
const report = { ...quiet, creep: sampleCreep };
const options = { style: plainStyle, folder: null, files: [] };

describe('creep in reports', () => {
  it('is told on the terminal with its course and what changed beside it', () => {
    const text = renderSummary(report, options);
    expect(text).toContain(
      [
        'creep    expression/evaluate · python: the share of tolerance at $.value[*] of the panel rises from run to run',
        '         ▁·▃█',
        '         alike: vector maxwell-3',
        '         changed beside it: node 24.0.0 -> 24.21.0',
        '         by chance: 2.0e-9',
        '         (held against the last 2 runs of branch "main")',
      ].join('\n'),
    );
  });

  it('is one line when nothing moves, or there is no baseline yet', () => {
    const calm = { ...sampleCreep, creeps: [] };
    expect(renderSummary({ ...quiet, creep: calm }, options)).toContain(
      'history  nothing moves; held against the last 2',
    );
    const none = { baseline: [], said: 'No baseline yet: the history is empty', series: 0, tests: 0, creeps: [] };
    expect(renderSummary({ ...quiet, creep: none }, options)).toContain('history  No baseline yet');
    expect(markdownReporter.render({ ...quiet, creep: none })).toContain('No baseline yet');
  });

  it('is in report.json as its schema says, and is read back', () => {
    const text = jsonReporter.render({ ...sampleReport, creep: sampleCreep });
    expect(checkSchema(artefactSchema('report-1'), JSON.parse(text))).toEqual([]);
    expect(readReport(text, 'report.json', artefactSchema('report-1')).creep).toEqual(sampleCreep);
  });

  it('warns on GitHub, is a green test with a note in JUnit, and a table in Markdown', () => {
    expect(githubAnnotations({ ...report, decision: 'pass' })).toEqual([
      expect.stringMatching(/^::warning title=Creep%3A expression\/evaluate · python%2C trend::the share/),
    ]);
    const xml = junitReporter.render(report);
    expect(xml).toContain('name="creep: trend at $.value[*]"');
    expect(xml).toMatch(/<testsuite name="vernier.creep" tests="1" failures="0"/);
    expect(markdownReporter.render(report)).toContain('## Creep: within policy, but moving');
  });

  it('is inert whatever its texts are', () => {
    for (const hostile of hostileTexts) {
      const one = { ...quiet, creep: creepOf(hostile) };
      for (const line of renderSummary(one, options).split('\n')) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(line).not.toMatch(/^\s*::|##(?:vso|teamcity)?\[/i);
      }
      for (const line of githubAnnotations(one))
        expect(line.match(/^::(?:warning|error|notice) title=[^\n]*$/)).not.toBeNull();
      const rows = markdownReporter
        .render(one)
        .split('\n')
        .filter((line) => line.startsWith('| trend'));
      expect(rows).toHaveLength(1);
      expect(rows[0]!.split('|')).toHaveLength(6);
      expect(rows[0]!.replaceAll(/`[^`]*`|<code>[^<]*<\/code>/g, '')).not.toMatch(/[<>@[\]]|https?:|www\./);
      expect(jsonReporter.render(one)).toContain('"creep"');
    }
  });
});

describe('sparkline', () => {
  it('shows orders of magnitude as steps, gaps as dots, and nothing that moves as nothing', () => {
    expect(sparkline([1, 2, 3, 4])).toBe('▁▃▆█');
    expect(sparkline([1e-16, 1e-12, 1e-8, 0])).toBe('▁▅█▁');
    expect(sparkline([1, null, 1])).toBe('▁·▁');
    expect(sparkline([])).toBe('');
  });
});
