import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostileTexts, injections } from '../fixtures/injections.ts';
import { drift } from '../fixtures/sample-findings.ts';
import { reportOf, sampleReport } from '../fixtures/sample-report.ts';
import { visible } from '../visible.ts';
import { all, parsePage, words } from './fixtures/dom.ts';
import { findingsOf, manyFindings } from './fixtures/many-findings.ts';
import { htmlReporter, renderHtml } from './html.ts';

const text = htmlReporter.render(sampleReport);
const page = parsePage(text);

/** What a page must never hold, whatever the texts in it are. */
function trespasses(markup: string): string[] {
  const document = parsePage(markup);
  const found: string[] = [];
  for (const element of all('*', document)) {
    const name = element.tagName.toLowerCase();
    if (['iframe', 'object', 'embed', 'img', 'base', 'video', 'textarea', 'foreignobject'].includes(name))
      found.push(name);
    for (const { name: attribute, value } of Array.from(element.attributes)) {
      if (/^on|^style$|^srcdoc$|^action$|^formaction$/i.test(attribute)) found.push(`${name} ${attribute}`);
      if (attribute === 'href' && !value.startsWith('#') && !(name === 'link' && value === 'data:,'))
        found.push(`${name} ${value}`);
      if (attribute === 'src') found.push(`${name} src`);
    }
  }
  const scripts = all('script', document).map((script) => script.getAttribute('type') ?? 'run');
  if (scripts.filter((type) => type === 'run').length !== 1) found.push('scripts');
  if (all('style', document).length !== 1 || all('meta[http-equiv]', document).length !== 1)
    found.push('styles or policies');
  return found;
}

describe('report.html', () => {
  it('begins with the verdict in one sentence, and why', () => {
    expect(words('h1', page)[0]!.replace(/\s+/g, ' ')).toContain(
      'fail 12 distinct drifts in expression/evaluate on modern "typescript"',
    );
    expect(words('header .reasons li', page)).toEqual(['waiver "old" expired on 2026-10-01']);
    expect(page.title).toBe('Vernier: fail');
  });

  it('tells of everything a run found, each in its section', () => {
    const part = (id: string) => words(`#${id}`, page)[0] ?? '';
    expect(part('subjects')).toContain('5 of 2203 cases drifted');
    expect(part('findings')).toContain('3 distinct drifts beyond the limit of findings');
    expect(part('waivers')).toContain('expires in 12 days');
    expect(part('opinions')).toContain('referee: legacy nearer 12');
    expect(part('not-run')).toContain('module "mathjs" is not installed');
    expect(part('not-run')).toContain('suite import could not be set up');
    expect(part('places')).toContain('modern lies above in 99.9%');
    expect(part('coverage')).toContain('function exp');
    expect(part('timings')).toContain('12.5 us');
    expect(part('environment')).toContain('numpy 1.26.4');
    expect(words('nav a', page)).toEqual(words('main h2', page).map((heading) => heading.replace(/\s+\d+$/, '')));
  });

  it('shows of a finding both values with the digits that differ, all sizes, opinions, and how to replay it', () => {
    const [first] = all('.finding', page);
    expect(words('mark', first!)).toEqual(['000002', '731']);
    const fields = new Map(words('dt', first!).map((label, i) => [label, words('dd', first!)[i]]));
    expect(fields.get('off by')).toBe('7.31e-14 absolute · 7.31e-11 relative · 337,113 ulp · 73.1x the tolerance');
    expect(fields.get('looks like')).toContain('A factor is off.');
    expect(fields.get('referee')).toContain('legacy is nearer');
    expect(fields.get('input is')).toContain('3.1e7 ulp');
    expect(fields.get('replay')).toBe(`vernier replay ${drift.evidence}`);
    expect(fields.get('input')).toContain('A0*exp(-A1*x)');
  });

  it('draws pictures that say what they show, with the same as a table beside each', () => {
    const figures = all('figure', page);
    expect(figures.length).toBeGreaterThan(6);
    for (const figure of figures) {
      const pictures = all('svg', figure);
      expect(pictures.length).toBeGreaterThan(0);
      for (const svg of pictures)
        expect([svg.getAttribute('role'), svg.getAttribute('aria-label')?.length]).toEqual(['img', expect.any(Number)]);
      expect(all('table', figure)).toHaveLength(1);
    }
    expect(words('#findings figcaption', page)[0]).toContain('their difference over x');
  });

  it('allows its own style and script by digest, and nothing else', () => {
    const policy = all('meta[http-equiv]', page)[0]!.getAttribute('content')!;
    const digest = (body: string) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${digest(words('style', page)[0]!)}`);
    expect(policy).toContain(`script-src ${digest(words('script', page)[0]!)};`);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(trespasses(text)).toEqual([]);
  });

  it('names rows and columns of its tables, and every region that scrolls', () => {
    for (const table of all('table', page)) {
      expect(all('th[scope=col]', table).length).toBeGreaterThan(0);
      expect(all('tbody tr', table).length).toBe(all('tbody th[scope=row]', table).length);
    }
    for (const region of all('[role=region]', page)) expect(region.getAttribute('aria-label')).not.toBe('');
  });

  it('is the same for the same report, whatever was rendered before', () => {
    renderHtml(manyFindings(3));
    expect(htmlReporter.render(sampleReport)).toBe(text);
  });

  it('shows trends when it is given some', () => {
    const point = (index: number) => ({
      runId: `r${index}`,
      startedAt: '2026-11-20',
      commit: 'abc',
      value: 0.1 * (index + 1),
    });
    const trend = {
      name: 'expression/evaluate · typescript',
      measure: 'share of tolerance',
      limit: 1,
      points: [0, 1, 2].map(point),
    };
    const trended = parsePage(renderHtml(sampleReport, { trends: [trend] }));
    expect(words('#trends figcaption', trended)).toEqual(['expression/evaluate · typescript: share of tolerance']);
    expect(words('#trends', parsePage(text))).toEqual([]);
  });

  it('does without what older or redacted reports leave out', () => {
    const { legacy: _, modern: __, ...valueless } = drift.difference!;
    const finding = { ...drift, difference: valueless, legacyOutcome: null, modernOutcome: null, evidence: '' };
    const suites = sampleReport.suites.map((suite) => ({
      ...suite,
      subjects: suite.subjects.map((subject) => ({
        ...subject,
        moderns: subject.moderns.map(({ errorMap: _map, statistics: { latencies: _bins, ...statistics }, ...row }) => ({
          ...row,
          statistics,
        })),
      })),
    }));
    const document = parsePage(renderHtml({ ...sampleReport, suites, findings: [finding] }));
    expect(words('.finding dd', document)[0]).toBe('not asked');
    expect(words('#timings tbody tr', document)).toHaveLength(2);
  });
});

describe('findings whose values are left out', () => {
  it('say so, and are told all the same', () => {
    const { curves: _, ...rest } = drift;
    const value = { kind: 'opaque', type: 'hidden', repr: 'left out' } as const;
    const finding = {
      ...rest,
      hidden: 'none',
      input: { args: [value], kwargs: {} },
      difference: { ...drift.difference!, legacy: value, modern: value },
    } as const;
    const document = parsePage(renderHtml({ ...sampleReport, findings: [finding], findingsLeftOut: 0 }));
    expect(words('#findings .note', document)[0]).toContain('Values are left out');
    expect(words('.finding dd', document)[0]).toContain('left out');
    expect(words('.finding mark', document)).toEqual([]);
    expect(words('.finding', document)[0]).toContain('337,113 ulp');
  });
});

describe('texts of a run in report.html', () => {
  it(`are inert, ${injections.length} of ${injections.length} rows of the corpus, in every place`, () => {
    for (const { id, s } of injections) {
      const markup = renderHtml(reportOf(s));
      expect([id, trespasses(markup)]).toEqual([id, []]);
      const shown = parsePage(markup).body.textContent?.includes(visible(s));
      expect([id, shown]).toEqual([id, true]);
    }
    expect(injections).toHaveLength(67);
  });

  it('are inert in the data for its script as well, and come back from it as they were', () => {
    const markup = renderHtml(findingsOf(hostileTexts, 200));
    expect(trespasses(markup)).toEqual([]);
    const island = words('script[type]', parsePage(markup))[0]!;
    expect(island).not.toMatch(/[<>&\u2028\u2029]/);
    const { strings, rows } = JSON.parse(island) as { strings: string[]; rows: (string | number)[][] };
    const subjects = rows.map((row) => (typeof row[1] === 'number' ? strings[row[1]] : row[1]));
    expect(subjects).toEqual(hostileTexts.map((one) => visible(`${one}/${one}`)));
  });
});

describe('many findings', () => {
  it('stay within 5 MB, 10,000 of them, none left out', () => {
    const markup = renderHtml(manyFindings(10_000));
    expect(Buffer.byteLength(markup)).toBeLessThan(5e6);
    const document = parsePage(markup);
    expect(all('.finding', document)).toHaveLength(200);
    expect(words('#rest-note', document)[0]).toContain('9,800 more findings');
    expect(JSON.parse(words('script[type]', document)[0]!).rows).toHaveLength(9800);
  });

  it('say how many did not fit, where even that is too much', () => {
    const markup = renderHtml(manyFindings(21_000));
    expect(Buffer.byteLength(markup)).toBeLessThan(5e6);
    expect(words('#findings .note', parsePage(markup)).at(-1)).toMatch(
      /^[\d,]+ more findings did not fit into this page: see report\.json/,
    );
  });
});
