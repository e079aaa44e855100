import { describe, expect, it } from 'vitest';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts } from './fixtures/injections.ts';
import { drift } from './fixtures/sample-findings.ts';
import { reportOf, sampleReport } from './fixtures/sample-report.ts';
import { githubSummary } from './github.ts';
import { markdownReporter } from './markdown.ts';
import { bar } from './markdown-table.ts';

const text = markdownReporter.render(sampleReport);

/** Markdown without its fenced blocks, the fences checked. */
function outsideOfBlocks(markdown: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})(text)?$/.exec(line);
    if (fence === null && mark?.[2] === 'text') fence = mark[1]!;
    else if (fence !== null && line === fence) fence = null;
    else if (fence === null) lines.push(line);
  }
  expect(fence).toBeNull();
  return lines.join('\n');
}

/** What Markdown would still read something into. */
function outsideOfCode(markdown: string): string {
  return outsideOfBlocks(markdown).replace(/`[^`\n]+`|<code>[^<>`|\n]*<\/code>|\(empty\)/g, 'x');
}

describe('report.md', () => {
  it('is as expected', () => {
    expect(text).toBe(expectedText('report.md', text));
  });

  it.each(hostileTexts.map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile]))(
    'holds %s inert',
    (_name, hostile) => {
      const markdown = outsideOfCode(markdownReporter.render(reportOf(hostile)));
      // Only what the reporter itself writes is left: no mention, link, HTML, emphasis other than its own, heading of a second line.
      const rest = markdown.replaceAll('<0.1%', '');
      expect(rest).not.toMatch(/[<>@[\]\\$~_{}&=^`]|(?<!^#{0,2})#|https?:|www\.|[^\P{Cc}\n]/mu);
      expect(
        rest.replaceAll(/\*\*(?:pass:?|fail:?|inconclusive:?|expired|exceeded|stale|did not start:)\*\*/g, ''),
      ).not.toContain('*');
    },
  );

  it.each(hostileTexts.map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile]))(
    'keeps its tables whole around %s',
    (_name, hostile) => {
      const rest = outsideOfBlocks(markdownReporter.render(reportOf(hostile))).split('\n');
      // Rows are split at every `|`, inside code as well.
      const rules = rest.flatMap((line, index) => (/^\| -/.test(line) ? [index] : []));
      expect(rules.length).toBe(6);
      for (const rule of rules) {
        const cells = rest[rule]!.split('|').length;
        expect(rest[rule - 1]!.split('|').length).toBe(cells);
        for (let row = rule + 1; rest[row]?.startsWith('|'); row += 1) expect(rest[row]!.split('|').length).toBe(cells);
      }
    },
  );

  it('cuts findings after twenty and counts the rest', () => {
    const findings = Array.from({ length: 33 }, (_, index) => ({ ...drift, id: String(index) }));
    const long = markdownReporter.render({ ...sampleReport, findings });
    expect(long.match(/^### /gm)).toHaveLength(20);
    expect(long).toContain('## Findings (36)');
    expect(long).toContain('13 more findings: see report.json.');
    expect(long).toContain('3 distinct drifts beyond the limit of findings');
  });

  it('is short when there is nothing to tell', () => {
    const empty = {
      ...sampleReport,
      suites: [],
      vectors: [],
      findings: [],
      findingsLeftOut: 0,
      waivers: [],
      notRun: [],
    };
    expect(markdownReporter.render(empty).match(/^#+ .*/gm)).toEqual(['# Vernier: fail', '## Environment']);
  });
});

describe('githubSummary', () => {
  it('is report.md', () => {
    expect(githubSummary(sampleReport)).toBe(text);
  });

  it('leaves out its last sections rather than grow beyond what GitHub takes', () => {
    const notRun = Array.from({ length: 9000 }, () => ({ ...sampleReport.notRun[0]!, reason: 'a '.repeat(60) }));
    const summary = githubSummary({ ...sampleReport, notRun });
    expect(Buffer.byteLength(summary)).toBeLessThan(1_000_100);
    expect(summary).toContain('## Findings');
    expect(summary).toMatch(/sections left out here: see report\.md\.\n$/);
  });
});

describe('bar', () => {
  it('is as long as its share, and never nothing for something', () => {
    expect(bar(10, 10, 4)).toBe('████');
    expect(bar(5, 10, 5)).toBe('██▌');
    expect(bar(1, 1e9, 40)).toBe('▏');
    expect(bar(0, 10, 4)).toBe('');
  });
});
