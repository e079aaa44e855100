import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { checkSchema } from '../base/schema.ts';
import type { RunReport } from '../runner/report.ts';
import { expectedText } from './fixtures/expected.ts';
import { hostileTexts } from './fixtures/injections.ts';
import { drift } from './fixtures/sample-findings.ts';
import { reportOf, sampleReport } from './fixtures/sample-report.ts';
import { timeMembers, withoutTimes } from './fixtures/without-times.ts';
import { jsonReporter } from './json.ts';
import { jsonText } from './json-text.ts';
import { readReport } from './read-report.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [key: string]: unknown;
}
const schema = JSON.parse(
  readFileSync(new URL('../../golden/schema/report-1.json', import.meta.url), 'utf8'),
) as Schema;
const text = jsonReporter.render(sampleReport);

function branches(node: unknown): Schema[] {
  if (node === null || typeof node !== 'object') return [];
  return [...(Array.isArray(node) ? [] : [node as Schema]), ...Object.values(node).flatMap(branches)];
}

describe('report.json', () => {
  it('is as expected', () => {
    expect(text).toBe(expectedText('report.json', text));
  });

  it('conforms to its schema, and so does the sample with a hostile text everywhere', () => {
    expect(checkSchema(schema, JSON.parse(text))).toEqual([]);
    for (const hostile of hostileTexts) {
      expect(checkSchema(schema, JSON.parse(jsonReporter.render(reportOf(hostile))))).toEqual([]);
    }
  });

  it('has a schema that lets nothing in or out unnoticed', () => {
    for (const branch of branches(schema).filter((node) => node.type === 'object' && node.properties !== undefined)) {
      expect(branch.additionalProperties).toBe(false);
    }
    for (const key of Object.keys(JSON.parse(text))) {
      const { [key]: _gone, ...rest } = JSON.parse(text);
      expect(checkSchema(schema, rest).length).toBeGreaterThan(0);
    }
    expect(checkSchema(schema, { ...JSON.parse(text), extra: 1 }).length).toBeGreaterThan(0);
  });

  it('does not show the order in which records keyed by data were filled', () => {
    const backwards = (item: unknown, key = ''): unknown => {
      if (item === null || typeof item !== 'object' || item instanceof Uint8Array) return item;
      if (Array.isArray(item)) return item.map((part) => backwards(part));
      const entries = Object.entries(item).map(([name, part]) => [name, backwards(part, name)] as const);
      return Object.fromEntries(key === 'kwargs' ? entries : entries.reverse());
    };
    expect(jsonReporter.render(backwards(sampleReport) as RunReport)).toBe(text);
  });

  it('differs between runs of the same only where its schema says so', () => {
    expect([...timeMembers()].sort()).toEqual([
      'elapsedNs',
      'expiringInDays',
      'finishedAt',
      'latencies',
      'legacyNsMedian',
      'modernNsMedian',
      'ms',
      'runId',
      'startedAt',
    ]);
    const later = text
      .replaceAll(sampleReport.runId, 'another-run')
      .replaceAll('2026-11-20T06:46', '2027-01-01T00:00')
      .replaceAll(/"(ms|elapsedNs|expiringInDays|(?:legacy|modern)NsMedian)": [0-9.]+/g, '"$1": 77');
    expect(later).not.toBe(text);
    expect(withoutTimes(JSON.parse(later))).toEqual(withoutTimes(JSON.parse(text)));
    expect(withoutTimes(JSON.parse(text.replace('"cases": 4', '"cases": 5')))).not.toEqual(
      withoutTimes(JSON.parse(text)),
    );
  });

  it('writes distances of any size exactly', () => {
    const [, ...rest] = JSON.parse(text).findings;
    const zero = rest.at(-1).difference;
    expect(zero).toMatchObject({ ulp: '4611686018427387904', rel: { $f: 'inf' }, share: { $f: 'inf' }, abs: 1e-300 });
  });

  it('cuts a value that is too long for a report, with counts', () => {
    const input = { args: ['x'.repeat(100_000)], kwargs: {} };
    const json = jsonReporter.render({ ...sampleReport, findings: [{ ...drift, input }] });
    expect(json.length).toBeLessThan(60_000);
    expect(JSON.parse(json).findings[0].input.args[0].$opaque.repr).toContain('100,002 characters of tagged JSON');
  });
});

describe('readReport', () => {
  it('reads back what was written', () => {
    for (const report of [sampleReport, ...hostileTexts.map(reportOf)]) {
      expect(readReport(jsonReporter.render(report), 'report.json', schema)).toEqual(report);
    }
  });

  it('refuses what is no report, and says why', () => {
    const read = (broken: string) => () => readReport(broken, 'a.json', schema);
    expect(read('{')).toThrow(SetupError);
    expect(read('[]')).toThrow(/"a\.json" is not a report of version 1/);
    expect(read(text.replace('"decision": "fail"', '"decision": "maybe"'))).toThrow(/decision/);
    expect(read(text.replace('"ulp": "337113"', '"ulp": "many"'))).toThrow(SetupError);
  });
});

describe('jsonText', () => {
  it('is JSON: short branches on one line, absent members left out', () => {
    expect(jsonText({ a: [1, 2], b: undefined, c: {} })).toBe('{ "a": [1, 2], "c": {} }');
    expect(jsonText([['x'.repeat(60)], ['y'.repeat(60)]])).toBe(
      `[\n  ["${'x'.repeat(60)}"],\n  ["${'y'.repeat(60)}"]\n]`,
    );
  });
});
