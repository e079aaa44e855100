import { describe, expect, it } from 'vitest';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts } from './fixtures/injections.ts';
import { drift } from './fixtures/sample-findings.ts';
import { reportOf, sampleReport } from './fixtures/sample-report.ts';
import { githubAnnotations } from './github.ts';

const quiet = { ...sampleReport, findings: [], findingsLeftOut: 0, waivers: [] };

describe('githubAnnotations', () => {
  it('are as expected', () => {
    const text = `${githubAnnotations(sampleReport).join('\n')}\n`;
    expect(text).toBe(expectedText('annotations.txt', text));
  });

  it('are at most ten, and a count', () => {
    const findings = Array.from({ length: 33 }, () => drift);
    const lines = githubAnnotations({ ...quiet, findings, findingsLeftOut: 2 });
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('::notice title=Vernier::25 more findings of this run: see report.md');
  });

  it('name the file of the side they speak of', () => {
    const [modern] = githubAnnotations({ ...quiet, findings: [drift] });
    const [legacy] = githubAnnotations({ ...quiet, findings: [{ ...drift, side: 'legacy' }] });
    const [command] = githubAnnotations({ ...quiet, findings: [{ ...drift, modernAddress: 'driver:./run me' }] });
    expect(modern).toMatch(/^::error file=suites\/expression\/modern\.ts,line=1,title=/);
    expect(legacy).toMatch(/^::error file=suites\/expression\/legacy\.py,line=1,title=/);
    expect(command).toMatch(/^::error title=/);
  });

  it('say why a run without a finding is not green, and nothing for one that passed', () => {
    expect(githubAnnotations({ ...quiet, decision: 'inconclusive', reasons: ['Nothing compared'] })).toEqual([
      '::error title=Vernier%3A inconclusive::Nothing compared',
    ]);
    expect(githubAnnotations({ ...quiet, decision: 'pass' })).toEqual([]);
  });

  it.each(hostileTexts.map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile]))(
    'cannot be forged by %s',
    (_name, hostile) => {
      const lines = githubAnnotations(reportOf(hostile));
      expect(lines).toHaveLength(11);
      for (const line of lines) {
        // A level, properties that hold no separator of their own, the message.
        expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^:,]*,line=1,)?title=[^:,]*::/);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    },
  );
});
