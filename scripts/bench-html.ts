/**
 * How large `report.html` is for many findings, how long it takes to write, and how long a browser takes to open and to
 * filter it. The report is made: the sample's findings, no two alike.
 *
 *     node scripts/bench-html.ts [findings, 10000] [rounds, 5]
 */
import { cpus } from 'node:os';
import { median } from '../src/base/statistics.ts';
import { chromiumPath, openPage } from '../src/reporters/html/fixtures/browser.ts';
import { manyFindings } from '../src/reporters/html/fixtures/many-findings.ts';
import { renderHtml } from '../src/reporters/html/html.ts';

const findings = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 5);

const report = manyFindings(findings);
renderHtml(manyFindings(1));
const started = performance.now();
const html = renderHtml(report);
const written = performance.now() - started;

console.log(`${findings} findings on ${cpus()[0]?.model}, Node ${process.version}, median of ${rounds}`);
console.log(`size       ${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB`);
console.log(`render     ${written.toFixed(0)} ms`);

if (chromiumPath === null) console.log('open       not exercised: no Chromium (set CHROMIUM to the path of one)');
else {
  const opened: number[] = [];
  const painted: number[] = [];
  const filtered: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { page, close } = await openPage(html);
    const [loaded, paint] = (await page.evaluate(
      `[performance.getEntriesByType('navigation')[0].loadEventEnd, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN]`,
    )) as [number, number];
    opened.push(loaded);
    painted.push(paint);
    // From the key to the page being laid out again, the wait for more keys (80 ms) included.
    const took = (await page.evaluate(`new Promise((done) => {
      const search = document.querySelector('input[type=search]');
      const shown = document.getElementById('shown');
      const start = performance.now();
      new MutationObserver(() => { document.body.offsetHeight; done(performance.now() - start); }).observe(shown, { childList: true });
      search.value = 'sin(7 drift';
      search.dispatchEvent(new Event('input', { bubbles: true }));
    })`)) as number;
    filtered.push(took);
    await close();
  }
  console.log(`paint      ${median(painted).toFixed(0)} ms to the first content`);
  console.log(`open       ${median(opened).toFixed(0)} ms to the end of loading, its script included`);
  console.log(`filter     ${median(filtered).toFixed(0)} ms for a search through all of them`);
}
