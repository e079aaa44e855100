import { describe, expect, it } from 'vitest';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts, type Parsed, parseXml } from './fixtures/injections.ts';
import { drift } from './fixtures/sample-findings.ts';
import { reportOf } from './fixtures/sample-report.ts';
import { renderPicture } from './picture.ts';

const text = renderPicture(drift, 'npx vernier run expression');

describe('renderPicture', () => {
  it('is as expected', () => {
    expect(text).toBe(expectedText('drift.svg', text));
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|url\(|<script|<style|<image|<foreignObject|\son\w+=/i,
    );
  });

  it('is one title, one box, three dots and a line of text for each line, whatever the finding says', () => {
    const pictures = ['plain', ...hostileTexts].map((hostile) =>
      renderPicture(reportOf(hostile).findings[0]!, hostile),
    );
    const shapes = parseXml(pictures).map((parsed) => {
      if ('error' in parsed) throw new Error(parsed.error);
      return (parsed as Extract<Parsed, { tags: string[] }>).tags.filter((tag) => !tag.endsWith('tspan')).join(' ');
    });
    const [plain, ...hostile] = shapes;
    const oneLineMore = hostileTexts.map((one) => one.trim() === '');
    expect(hostile.filter((_, index) => !oneLineMore[index])).toEqual(
      hostile.filter((_, index) => !oneLineMore[index]).map(() => plain),
    );
  });

  it('cuts lines that are too wide', () => {
    const wide = renderPicture({ ...drift, modernAddress: `python:${'x'.repeat(500)}` }, 'run');
    expect(Number(/width="(\d+)"/.exec(wide)![1])).toBeLessThan(1100);
    expect(wide).toContain('…');
  });
});
