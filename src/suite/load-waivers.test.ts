import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { loadWaivers, type WaivableSuite } from './load-waivers.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-waivers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const suite: WaivableSuite = {
  moderns: { python: { address: 'python:./m.py' }, typescript: { address: 'module:./m.ts' } },
  subjects: { evaluate: {}, simplify: {} },
};

const good = {
  id: 'float-literals',
  subject: 'evaluate',
  modern: 'typescript',
  class: 'value',
  path: '/value/**',
  when: { label: 'big-integer' },
  bound: { rel: 1e-9 },
  maxShare: 0.05,
  owner: 'numerics',
  reason: 'Literals are floats',
  created: '2026-01-01',
  expires: '2026-12-31',
};

function load(text: string) {
  writeFileSync(join(folder, 'waivers.json'), text);
  return loadWaivers(folder, suite);
}
const loadAll = (...waivers: unknown[]) => load(JSON.stringify({ schema: 'vernier/waivers/1', waivers }));

describe('loadWaivers', () => {
  it('reads good waivers, and none where there is no file', () => {
    expect(loadWaivers(folder, suite)).toEqual([]);
    const type = { ...good, id: 'types', class: 'type', bound: undefined, when: { legacyError: 'TypeError' } };
    expect(loadAll(good, type).map(({ id }) => id)).toEqual(['float-literals', 'types']);
  });

  it('refuses too many that end on one day', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...good, id: `w${i}` }));
    expect(loadAll(...many(10))).toHaveLength(10);
    expect(() => loadAll(...many(11))).toThrow(/11 of them expire on 2026-12-31, 10 at most/);
    const rules = { warnDays: 30, mostPerDay: 11 };
    expect(loadWaivers(folder, suite, rules)).toHaveLength(11);
  });

  it.each<[string, object, RegExp]>([
    ['an unknown key', { expire: 'x' }, /at \/waivers\/0: unknown key "expire"/],
    ['a missing owner', { owner: undefined }, /at \/waivers\/0: missing key "owner"/],
    ['an empty owner', { owner: ' ' }, /at \/waivers\/0\/owner/],
    ['an empty reason', { reason: '' }, /at \/waivers\/0\/reason/],
    ['an unknown class', { class: 'valeu' }, /at \/waivers\/0\/class: must be one of .*did you mean "value"/],
    [
      'drift of legacy itself',
      { class: 'legacy-moved' },
      /at \/waivers\/0\/class .*"legacy-moved" cannot be waived; restore/,
    ],
    ['an id that needs escaping', { id: 'a b' }, /at \/waivers\/0\/id/],
    [
      'an end of legacy with an error',
      { when: { legacyEnds: 'crashed', legacyError: 'ValueError' } },
      /at \/waivers\/0\/when .*leave out "legacyError"/,
    ],
    ['an end of legacy with a bound', { when: { legacyEnds: 'crashed' } }, /at \/waivers\/0\/when .*write class/],
    ['an end of legacy that is none', { when: { legacyEnds: 'raised' } }, /at \/waivers\/0\/when\/legacyEnds/],
    ['no condition', { when: {} }, /at \/waivers\/0\/when: must NOT have fewer than 1/],
    [
      'an unknown condition',
      { when: { lable: 'x' } },
      /at \/waivers\/0\/when: unknown key "lable", did you mean "label"/,
    ],
    [
      'a day that does not exist',
      { expires: '2026-02-30' },
      /at \/waivers\/0\/expires: must be a date, not "2026-02-30"/,
    ],
    ['a time', { created: '2026-01-01T00:00:00Z' }, /at \/waivers\/0\/created: must be a date/],
    [
      'an end before the beginning',
      { expires: '2025-12-31' },
      /at \/waivers\/0\/expires .*2025-12-31 lies before the day it was created, 2026-01-01/,
    ],
    [
      'no bound for values',
      { bound: undefined },
      /at \/waivers\/0\/bound .*"value" needs a bound: the largest abs, rel or ulp/,
    ],
    ['an empty bound', { bound: {} }, /at \/waivers\/0\/bound: must NOT have fewer than 1/],
    ['a bound of nothing', { bound: { abs: 0 } }, /at \/waivers\/0\/bound\/abs: must be > 0/],
    [
      'a share of all',
      { maxShare: 1 },
      /at \/waivers\/0\/maxShare .*1 would cover every case of its subject, which is refused/,
    ],
    ['more than all', { maxShare: 7 }, /7 would cover every case of its subject/],
    ['a share of nothing', { maxShare: 0 }, /0 would cover nothing/],
    ['a negative share', { maxShare: -0.5 }, /-0\.5 would cover nothing/],
    [
      'an unknown subject',
      { subject: 'evalute' },
      /at \/waivers\/0\/subject \("float-literals"\): the suite has no subject "evalute", did you mean "evaluate"/,
    ],
    [
      'an unknown modern',
      { modern: 'constructor' },
      /at \/waivers\/0\/modern .*has no modern "constructor".*python, typescript/,
    ],
    ['a path without a slash', { path: 'value' }, /at \/waivers\/0\/path .*must begin with "\/"/],
    [
      'a path inside the value',
      { path: '/params/*' },
      /at \/waivers\/0\/path .*matches no place.*did you mean "\/value\/params\/\*"/,
    ],
  ])('refuses %s', (_, parts, message) => {
    expect(() => loadAll({ ...good, ...parts })).toThrow(SetupError);
    expect(() => loadAll({ ...good, ...parts })).toThrow(message);
    expect(() => loadAll({ ...good, ...parts })).toThrow(/waivers\.json at /);
  });

  it.each([
    ['a repeated id', [good, good], /at \/waivers\/1\/id \("float-literals"\): it is the id of \/waivers\/0 too/],
    ['no list', [[good]], /at \/waivers\/0: must be an object/],
  ])('refuses %s', (_, waivers, message) => {
    expect(() => loadAll(...waivers)).toThrow(message);
  });

  it.each([
    ['[]', /must be an object, not an array/],
    ['{"schema":"vernier/waivers/2","waivers":[]}', /at \/schema: must be "vernier\/waivers\/1"/],
    ['{"schema":"vernier/waivers/1"}', /missing key "waivers"/],
    ['{"schema":"vernier/waivers/1","schema":"vernier/waivers/1","waivers":[]}', /Duplicate key "schema"/],
    ['{"schema":"vernier/waivers/1","waivers":[],}', /line 1, column 44/],
    ['', /waivers\.json is empty/],
  ])('refuses %s', (text, message) => {
    expect(() => load(text)).toThrow(SetupError);
    expect(() => load(text)).toThrow(message);
  });
});
