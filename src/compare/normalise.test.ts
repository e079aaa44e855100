import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapValue, Value } from '../value/value.ts';
import { compareValues } from './compare.ts';
import { type Normaliser, normalise, normaliserNames } from './normalise.ts';

const esc = '\u001b';
const pieces = [
  '\r\n',
  '\r',
  '\n',
  ' ',
  '\t',
  '  \n',
  `${esc}[31m`,
  `${esc}[`,
  esc,
  '0m',
  '2026-11-20',
  '2026-11-20T08:00:00Z',
  'T10:00',
  ' 08:01:49',
  '.5',
  '+01:00',
  ' UTC',
  ':10',
  'Fri Nov 20 08:01:49 UTC 2026',
  'Fri, 20 Nov 2026 08:00:00 GMT',
  '12 ms',
  '3.5s',
  '0xdeadbeef',
  '0x',
  'ab',
  '9',
  '123e4567-e89b-12d3-a456-426614174000',
  'import b',
  'import a\n',
  'from x import y\n',
  'use z\n',
  'e\u0301',
  '\u00e9',
  '<time>',
  '<',
  '>',
  '-',
  'x',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('normalise', () => {
  it.each(normaliserNames)('%s is idempotent', (name) => {
    fc.assert(
      fc.property(text, (drawn) => {
        const once = normalise(drawn, [name]);
        expect(normalise(once, [name])).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[Normaliser, string, string]>([
    ['line-ends', 'a\r\nb\rc\n', 'a\nb\nc\n'],
    ['trailing-space', 'a \t\nb\r\n c\n\n', 'a\nb\r\n c'],
    ['trailing-space', 'a \r \nb', 'a\r\nb'],
    ['space', '  a \t b\n c ', 'a b\nc'],
    ['blank-lines', 'a\n \t\n\nb', 'a\nb'],
    ['unicode', 'e\u0301', '\u00e9'],
    ['ansi', `${esc}[1;31mred${esc}[0m`, 'red'],
    ['timestamps', 'at 2026-11-20T08:01:49.123Z, 2026-11-20 and 08:01:49', 'at <time>, <time> and <time>'],
    ['timestamps', 'Fri Nov 20 08:01:49 UTC 2026|Fri, 20 Nov 2026 08:00:00 GMT', '<time>|<time>'],
    ['timestamps', '12026-11-20 is none, nor is 3:45', '12026-11-20 is none, nor is 3:45'],
    ['durations', 'took 0.03s or 12 ms, x3s', 'took <duration> or <duration>, x3s'],
    ['addresses', '<f at 0x7f00deadbeef> 0x12', '<f at <address>> 0x12'],
    ['uuids', 'id 123e4567-e89b-12d3-a456-426614174000.', 'id <uuid>.'],
    ['import-order', 'import b\nimport a\nx\nfrom c import d', 'import a\nimport b\nx\nfrom c import d'],
  ])('%s changes %j', (name, given, wanted) => {
    expect(normalise(given, [name])).toBe(wanted);
  });

  it('takes long hostile texts in linear time', () => {
    for (const name of normaliserNames) {
      const said = [' ', '1', `${esc}[`, '0x', '\r', '2026-', 'import \n', '12:'].map((piece) => piece.repeat(20_000));
      for (const long of said) expect(normalise(`${long}x`, [name]).length).toBeGreaterThan(0);
    }
  });
});

describe('texts', () => {
  const first = (legacy: Value, modern: Value, names: Normaliser[] = []) =>
    compareValues(legacy, modern, { normalise: names }).differences[0];
  const bytes = (content: string): Value => ({ kind: 'bytes', data: new TextEncoder().encode(content) });
  const tree = (...files: [string, Value][]): MapValue => ({ kind: 'map', type: 'dict', entries: files });

  it('agree after what is taken out, as a cosmetic difference', () => {
    expect(first('a\r\n', 'a\n', ['line-ends'])).toMatchObject({ beyond: false, severity: 'cosmetic' });
  });

  it('still differ in what is not taken out', () => {
    expect(first('a\r\n', 'b\n', ['line-ends'])).toMatchObject({ beyond: true, severity: 'critical' });
    expect(first('a\r\n', 'a\n', ['timestamps'])).toMatchObject({ beyond: true, severity: 'cosmetic' });
  });

  it('tell the line in which they part', () => {
    expect(first('a\nb\nc', 'a\nx\nc')?.rule).toContain('they part at line 2: "b" against "x"');
    expect(first('a\nb', 'a')?.rule).toContain('line 2: "b" against no such line');
    expect(first(`${'x'.repeat(99)}a`, `${'x'.repeat(99)}b`)?.rule).toContain('code unit 99');
  });

  it('are also the files of a tree, whose names are never normalised', () => {
    const left = tree(['a.txt', bytes('one\r\n')], ['b.bin', { kind: 'bytes', data: Uint8Array.of(255, 13, 10) }]);
    const right = tree(['a.txt', bytes('one\n')], ['b.bin', { kind: 'bytes', data: Uint8Array.of(255, 10) }]);
    const { differences } = compareValues(left, right, { paths: [{ path: '/**', normalise: ['line-ends'] }] });
    expect(differences.map(({ path, beyond }) => [path[0], beyond])).toEqual([
      ['b.bin', true],
      ['a.txt', false],
    ]);
    expect(compareValues(tree(['a', '']), tree(['b', '']), { normalise: ['line-ends'] }).verdict).toBe('differ');
  });
});

describe('within', () => {
  const at = (text: string, offsetSeconds: number | null = null): Value => ({
    kind: 'datetime',
    text,
    fold: 0,
    offsetSeconds,
  });
  const stamp = (count: bigint, unit = 's'): Value => ({
    kind: 'scalar',
    dtype: `<M8[${unit}]`,
    data: new Uint8Array(BigInt64Array.of(count).buffer),
  });
  const span = (seconds: number, microseconds = 0): Value => ({ kind: 'duration', days: 0, seconds, microseconds });
  it.each<[string, Value, Value, number, string]>([
    ['naive times', at('2020-01-01T00:00:00'), at('2020-01-01T00:00:02'), 2, 'agree'],
    ['and no further', at('2020-01-01T00:00:00'), at('2020-01-01T00:00:02.000001'), 2, 'differ'],
    ['instants', at('2020-01-01T01:00:00+01:00', 3600), at('2020-01-01T00:00:01+00:00', 0), 1, 'agree'],
    ['never a naive and an aware time', at('2020-01-01T00:00:00'), at('2020-01-01T00:00:00+00:00', 0), 1e9, 'differ'],
    ['dates', { kind: 'date', text: '2020-02-28' }, { kind: 'date', text: '2020-03-01' }, 2 * 86_400, 'agree'],
    ['times of day', { kind: 'time', text: '10:00:00' }, { kind: 'time', text: '10:00:01' }, 1, 'agree'],
    ['spans', span(1), span(1, 10), 1e-5, 'agree'],
    ['spans exactly', span(1), span(1, 11), 1e-5, 'differ'],
    ['datetime64', stamp(10n), stamp(11n), 1, 'agree'],
    ['datetime64 of nanoseconds', stamp(10n, 'ns'), stamp(12n, 'ns'), 1e-9, 'differ'],
    ['never NaT', stamp(-(2n ** 63n)), stamp(11n), 1e18, 'differ'],
    ['no other values', 'a', 'b', 1e9, 'differ'],
  ])('covers %s', (_, legacy, modern, seconds, wanted) => {
    expect(compareValues(legacy, modern, { within: { seconds } }).verdict).toBe(wanted);
  });

  it('is exact by default', () => {
    expect(compareValues(span(1), span(1, 1), {}).verdict).toBe('differ');
  });
});
