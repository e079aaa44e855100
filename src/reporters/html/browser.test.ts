import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { hostileTexts } from '../fixtures/injections.ts';
import { sampleReport } from '../fixtures/sample-report.ts';
import { visible } from '../visible.ts';
import { chromiumPath, type OpenedPage, openPage } from './fixtures/browser.ts';
import { findingsOf, manyFindings } from './fixtures/many-findings.ts';
import { renderHtml } from './html.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The machine may be busy with much else. */
const patient = { timeout: 30_000 };

/** Findings of accessibility that hinder somebody. */
async function barriers({ page }: OpenedPage): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run(document).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)))`,
  );
}

if (chromiumPath === null) {
  const words = 'not exercised: no Chromium (install Debian\'s "chromium", or set CHROMIUM to the path of one)';
  console.warn(`report.html in a browser: ${words}`);
  describe('report.html in a browser', () => it(words, () => expect(chromiumPath).toBeNull()));
} else {
  describe('report.html in a browser', { timeout: 120_000 }, () => {
    let opened: OpenedPage;
    afterEach(() => opened?.close());
    const shown = () => opened.page.locator('.finding:visible').count();
    const told = () => opened.page.locator('#shown').textContent();

    it('opens from disk without an error, a request or a word against its policy, at any width', async () => {
      opened = await openPage(renderHtml(sampleReport));
      const { page, complaints } = opened;
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('12 distinct drifts');
      expect(await page.getByRole('navigation').getByRole('link').count()).toBeGreaterThan(8);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      expect(complaints).toEqual([]);
    });

    it('filters by subject, status, class and words, and shows 200 more at a time, 10,000 in all', async () => {
      opened = await openPage(renderHtml(manyFindings(10_000)));
      const { page, complaints } = opened;
      expect([await shown(), await told()]).toEqual([200, '10,000 findings, 200 shown']);
      await page.getByRole('button', { name: 'show 200 more' }).click();
      expect([await shown(), await told()]).toEqual([400, '10,000 findings, 400 shown']);
      await page.getByLabel('status').selectOption('crashed');
      await expect.poll(told, patient).toBe('833 of 10,000 findings, 200 shown');
      await page.getByLabel('status').selectOption('');
      await page.getByLabel('search').fill('a9876*EXP vernier');
      await expect.poll(told, patient).toBe('1 of 10,000 findings');
      const only = page.locator('.finding:visible');
      await only.locator('> summary').click();
      const id = (9876).toString(16).padStart(12, '0');
      expect(await only.locator('.f-replay code').textContent()).toBe(
        `vernier replay reports/2026-11-20T06-46-00Z-1a2b/evidence/${id}.json`,
      );
      await page.getByLabel('search').fill('no such finding');
      await expect.poll(told, patient).toBe('0 of 10,000 findings');
      expect(await shown()).toBe(0);
      expect(complaints).toEqual([]);
    });

    it('makes of its data the same cards as those that stand in the file', async () => {
      const { findings } = manyFindings(212);
      const late = {
        ...sampleReport,
        findings: [
          ...findings.slice(0, 200),
          ...findings.slice(0, 12).map(({ curves: _, ...finding }) => ({ ...finding, id: `late-${finding.id}` })),
        ],
      };
      opened = await openPage(renderHtml(late));
      const { page } = opened;
      await page.locator('#more').click();
      const cardsOf = (selector: string): Promise<string[]> =>
        page.evaluate(
          `[...document.querySelectorAll('${selector}')].map((card) => [...card.querySelectorAll(':scope > summary, :scope > dl')].map((part) => part.innerHTML.replace(/\\s+/g, ' ').replaceAll('> <', '><').trim()).join(''))`,
        );
      const early = await cardsOf('.finding:nth-child(-n+12)');
      const made = await cardsOf('.finding[id^=f-late]');
      expect(made).toHaveLength(12);
      expect(made.map((card) => card.replaceAll('late-', ''))).toEqual(early);
    });

    it('is worked by the keyboard', async () => {
      opened = await openPage(renderHtml(sampleReport));
      const { page } = opened;
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
      await page.keyboard.press('Enter');
      await page.locator('.finding > summary').nth(3).focus();
      const isOpen = () =>
        page
          .locator('.finding')
          .nth(3)
          .evaluate((element) => (element as unknown as { open: boolean }).open);
      expect(await isOpen()).toBe(false);
      await page.keyboard.press('Enter');
      expect(await isOpen()).toBe(true);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('copy');
    });

    const looks = [
      ['light', 1280],
      ['dark', 390],
    ] as const;
    it.each(looks)('has nothing serious against it by axe, in %s and %i wide', async (colorScheme, width) => {
      // The checker itself is not of the page, so it may do what the page may not.
      opened = await openPage(renderHtml(sampleReport), {
        colorScheme,
        bypassCSP: true,
        viewport: { width, height: 800 },
      });
      await opened.page.getByRole('button', { name: 'open all' }).click();
      expect(await barriers(opened)).toEqual([]);
    });

    it('obeys no text of a run, as markup or as data', async () => {
      opened = await openPage(renderHtml(findingsOf(hostileTexts, 150)));
      const { page, complaints } = opened;
      for (const text of hostileTexts.slice(0, 90)) {
        // Every finding is made at least once.
        if (await page.locator('#more').isVisible()) await page.locator('#more').click();
        if (text === hostileTexts[3]) await page.getByRole('button', { name: 'open all' }).click();
      }
      expect(await shown()).toBe(150 + hostileTexts.length);
      const titles = await page.locator('.finding .where').allTextContents();
      expect(titles.slice(150)).toEqual(hostileTexts.map((text) => visible(`${text}/${text}`)));
      expect(complaints).toEqual([]);
      expect(page.url()).toMatch(/^file:.*report\.html$/);
    });

    it('can be read with scripts blocked, and says what is not shown then', async () => {
      opened = await openPage(renderHtml(manyFindings(300)), { javaScriptEnabled: false });
      const { page } = opened;
      expect(await page.locator('.finding').count()).toBe(200);
      expect(await page.locator('#rest-note').isVisible()).toBe(true);
      expect(await page.locator('#rest-note').textContent()).toContain('100 more findings');
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('svg.plot').first().isVisible()).toBe(true);
    });
  });
}
