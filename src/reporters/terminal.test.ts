import { describe, expect, it } from 'vitest';
import type { Finding } from '../runner/report.ts';
import type { Crashed } from '../value/outcome.ts';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts } from './fixtures/injections.ts';
import { drift, sampleFindings } from './fixtures/sample-findings.ts';
import { reportOf, sampleReport } from './fixtures/sample-report.ts';
import { colourStyle, plainStyle } from './styled.ts';
import { renderFinding, renderSummary } from './terminal.ts';

const options = { style: plainStyle, folder: 'reports/2026-11-20T06-46-00Z-1a2b', files: ['report.md', 'report.json'] };

describe('renderFinding', () => {
  it('prints a drift in the voice of Vernier', () => {
    expect(renderFinding(drift, plainStyle)).toBe(
      `Drift: expression/evaluate · modern "typescript" differs from legacy at $.value[2]
  legacy    0.0010000000000000002   python:suites/expression/legacy.py
  modern    0.0010000000000731      module:suites/expression/modern.ts
  off by    7.31e-11 relative, 337113 ulp; policy allows rtol 1e-12, atol 0 (73.1x the tolerance)
  looks like scale: modern / legacy is 1.0000000000731 everywhere
  referee   0.00100000000000000019: legacy is nearer (0.1 ulp against 337113 ulp)
  input is  ill-conditioned: one input ulp moves the answer 3.1e7 ulp
  input     A0*exp(-A1*x)  {A0: 2.0, A1: 0.5, x: float64[3]}   (shrunk 11 times from seed 42; 4 cases show it)
  replay    vernier replay reports/2026-11-20T06-46-00Z-1a2b/evidence/3f9c00000001.json
  try       fix modern; or, if this is meant, vernier waive reports/2026-11-20T06-46-00Z-1a2b/evidence/3f9c00000001.json`,
    );
  });

  it('prints every shape of finding as expected', () => {
    const text = `${sampleFindings.map((finding) => renderFinding(finding, plainStyle)).join('\n\n')}\n`;
    expect(text).toBe(expectedText('findings.txt', text));
  });

  it('never calls what is beyond the tolerance one times it', () => {
    const near = renderFinding({ ...drift, difference: { ...drift.difference!, share: 1.0004 } }, plainStyle);
    expect(near).toContain('(just over the tolerance)');
  });

  it('does not blame modern for a legacy that moved', () => {
    const moved = sampleFindings.find((finding) => finding.class === 'legacy-moved')!;
    const text = renderFinding(moved, plainStyle);
    expect(text).toContain(
      'legacy no longer gives its golden outcome at $.value[2]: environment changed or golden stale',
    );
    expect(text).not.toContain('modern');
  });

  it('is the same text in colour', () => {
    for (const finding of sampleFindings) {
      // biome-ignore lint/complexity/useRegexLiterals: the escape is clearer as text
      const bare = renderFinding(finding, colourStyle).replace(new RegExp('\u001b\\[[0-9]+m', 'g'), '');
      expect(bare).toBe(renderFinding(finding, plainStyle));
    }
  });
});

describe('renderSummary', () => {
  it('is as expected', () => {
    const text = `${renderSummary(sampleReport, options)}\n`;
    expect(text).toBe(expectedText('summary.txt', text));
  });

  it('marks waived drift and stale waivers where the run passed', () => {
    const text = renderSummary({ ...sampleReport, decision: 'pass' }, options);
    expect(text).toContain('23 waived by int-literals (23)');
    expect(text).toContain('warning  waiver "shadow" of expression/evaluate · python is stale');
  });

  it('has one line for all stale waivers of a suite', () => {
    const stale = sampleReport.waivers.find(({ state }) => state === 'stale')!;
    const other = { ...stale, waiver: { ...stale.waiver, id: 'shadow-2' } };
    const text = renderSummary({ ...sampleReport, waivers: [stale, other] }, options);
    expect(text.match(/stale/g)).toHaveLength(1);
    expect(text).toContain('warning  2 waivers of expression are stale, nothing needed them: shadow, shadow-2');
  });

  it('tells an interrupted run from a whole one', () => {
    expect(renderSummary({ ...sampleReport, interrupted: true, cut: true }, options)).toMatch(
      /interrupted[\s\S]*time budget/,
    );
  });
});

describe('a fit', () => {
  it('says by what it was told where the two optimizers stand, and who is nearer the minimum', () => {
    const rule = 'modern stopped where more steps take 0.3 off its sum; sums of squares with rtol 1e-8';
    const word = { nearer: 'legacy', why: '', truth: 'a = 0.5', legacyUlp: null, modernUlp: null } as const;
    const finding: Finding = {
      ...drift,
      class: 'stopped-early',
      summary: 'modern "python" and legacy are not at one minimum (stopped-early): modern stopped',
      difference: { ...drift.difference!, class: 'stopped-early', rule, ulp: null },
      referee: { ...word, fit: { legacyDigits: 11, modernDigits: 2.5, basin: 'one' } },
    };
    const text = renderFinding(finding, plainStyle);
    expect(text).toContain('are not at one minimum (stopped-early)');
    expect(text).toContain('because   modern stopped where more steps take 0.3 off its sum\n');
    expect(text).toContain('referee   legacy is nearer the true minimum by 8.5 digits (11.0 against 2.5); one basin');
  });
});

describe('long text', () => {
  const long = 'long '.repeat(20_000);
  const crash = sampleFindings.find((finding) => finding.status === 'crashed')!;
  const raised = sampleFindings.find((finding) => finding.class === 'returned-vs-raised')!;
  const error = { class: 'E', bases: [], message: long, setup: false };
  const findings: Finding[] = [
    { ...crash, modernOutcome: { ...crash.modernOutcome!, stderr: long } as Crashed },
    { ...raised, modernOutcome: { kind: 'raised', elapsedNs: null, warnings: [], error } },
    { ...drift, notes: [{ bugType: 'B', description: long, effect: '' }], path: long, modernAddress: long },
    { ...drift, class: 'type', difference: { ...drift.difference!, rel: null, abs: null, ulp: null, rule: long } },
    {
      ...drift,
      input: { args: [long, [long, long], long], kwargs: { long } },
      difference: { ...drift.difference!, modern: long },
    },
  ];

  it('is cut with counts wherever it stands', () => {
    const report = { ...sampleReport, reasons: [long, long], notRun: [{ ...sampleReport.notRun[0]!, reason: long }] };
    const texts = [...findings.map((finding) => renderFinding(finding, plainStyle)), renderSummary(report, options)];
    for (const text of texts) {
      expect(text).toMatch(/…/);
      for (const line of text.split('\n')) expect(line.length).toBeLessThan(1000);
    }
  });
});

describe('hostile text on the terminal', () => {
  const all = (text: string) => {
    const report = reportOf(text);
    return [...report.findings.map((finding) => renderFinding(finding, plainStyle)), renderSummary(report, options)]
      .join('\n')
      .split('\n');
  };
  const notStderr = (line: string) => !line.startsWith('  stderr    | ');
  const plain = all('plain').filter(notStderr).length;

  it.each(hostileTexts.map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile]))(
    '%s moves no cursor and forges no line',
    (_name, hostile) => {
      const lines = all(hostile);
      // Only stderr is shown line by line.
      if (hostile.trim() !== '') expect(lines.filter(notStderr)).toHaveLength(plain);
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(line).not.toMatch(/^\s*::|^\s*(?:not )?ok \d|^1\.\.|##(?:vso|teamcity)?\[/i);
      }
    },
  );
});
