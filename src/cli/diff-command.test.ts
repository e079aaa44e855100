import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vernierIn } from './fixtures/command.ts';
import { TestProject } from './fixtures/project.ts';

let project: TestProject;
beforeAll(() => {
  project = new TestProject({
    'legacy.json': '{"a": [1.0, 2.0, 3], "t": {"$f": "nan"}, "when": "then"}',
    'modern.json': '{"a": [1.0000000001, 2.0, 3], "t": {"$f": "nan"}, "when": "now"}',
    'near.json': '{"a": [1.0000000001, 2.0, 3], "t": {"$f": "nan"}, "when": "then"}',
    'list.json': '[1, 2]',
    'tuple.json': '{"$t": [1, 2]}',
    'empty.json': '',
    'torn.json': '{"a": [1.0,',
    'twice.json': '{"a": 1, "a": 2}',
    'forged.json': '{"$nd": {"dtype": "<f8", "shape": [99999999999], "data": []}}',
    'nan.json': '{"a": NaN}',
    'deep.json': `${'['.repeat(5000)}${']'.repeat(5000)}`,
    'escape.json': JSON.stringify({ '\u001b[31m': '\u001b]0;title\u0007' }),
    'many1.json': JSON.stringify(Array.from({ length: 50 }, (_, i) => i)),
    'many2.json': JSON.stringify(Array.from({ length: 50 }, (_, i) => i + 1)),
  });
});
afterAll(() => project.remove());
const diff = (...args: string[]) => vernierIn(project.root, 'diff', ...args);

describe('vernier diff', () => {
  it('exits 0 where the values agree, and says under what', () => {
    const { code, out, err } = diff('legacy.json', 'legacy.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^agree {3}types compatible; exact\n/);
  });

  it('exits 1 where they differ, with a table, the largest differences and what would pass', () => {
    const { code, out } = diff('legacy.json', 'near.json', '--rtol', '1e-12');
    expect(code).toBe(1);
    expect(out).toMatch(/^differ/);
    expect(out).toMatch(/\$\.a\[0\] +1\.0 +1\.0000000001 +1e-10 +1e-10 +450360 +100 +value/);
    expect(out).toContain('with rtol 1e-12, atol 0');
    expect(out).toMatch(/would pass with rtol 1\.00000008\d*e-10, or atol .*, or 450,360 ulp/);
    expect(diff('legacy.json', 'near.json', '--rtol', '1.1e-10').code).toBe(0);
    expect(diff('legacy.json', 'near.json', '--ulp', '450360').code).toBe(0);
    expect(diff('legacy.json', 'near.json', '--ulp', '450359').code).toBe(1);
  });

  it('takes the first file for legacy, the reference', () => {
    expect(diff('legacy.json', 'near.json', '--json').out).toContain('"above": 1');
    expect(diff('near.json', 'legacy.json', '--json').out).toContain('"below": 1');
  });

  it('skips places, and says where no tolerance would do', () => {
    expect(diff('legacy.json', 'modern.json', '--rtol', '1e-9').code).toBe(1);
    expect(diff('legacy.json', 'modern.json', '--rtol', '1e-9').out).toContain('no tolerance would let it pass');
    const { code, out } = diff('legacy.json', 'modern.json', '--rtol', '1e-9', '--ignore', '/when');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('1 ignored') });
  });

  it('compares types by their level', () => {
    expect(diff('list.json', 'tuple.json').code).toBe(0);
    const { code, out } = diff('list.json', 'tuple.json', '--types', 'strict');
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/^incomparable {3}types strict/) });
  });

  it('cuts the table, and says how much of it is not shown', () => {
    const { out } = diff('many1.json', 'many2.json', '--max', '3');
    expect(out.match(/^ {2}\$\[\d+\]/gm)).toHaveLength(3);
    expect(out).toContain('and 47 more differences: --max 50 shows all');
  });

  it('prints JSON with the values as tagged JSON', () => {
    const { code, out } = diff('legacy.json', 'modern.json', '--json');
    expect(code).toBe(1);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ verdict: 'differ', beyond: 2, types: 'compatible', legacy: 'legacy.json' });
    expect(result.differences).toHaveLength(2);
    expect(result.differences.find((one: { path: unknown[] }) => one.path[0] === 'a')).toMatchObject({
      path: ['a', 0],
      legacy: 1,
      ulp: '450360',
      share: { $f: 'inf' },
    });
  });

  it('shows nothing of a file unescaped', () => {
    const { out } = diff('escape.json', 'list.json');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u0007');
  });

  const wrong: [what: string, args: string[], wanted: string[]][] = [
    ['a file that is not there', ['legacy.json', 'none.json'], ['none.json', 'does not exist']],
    ['a folder', ['legacy.json', '.'], ['is not a file', 'value file']],
    ['an empty file', ['empty.json', 'legacy.json'], ['empty.json is empty', 'tagged JSON']],
    ['a torn file', ['torn.json', 'legacy.json'], ['torn.json', 'tagged JSON', 'offset']],
    ['a key that comes twice', ['twice.json', 'legacy.json'], ['twice.json', '"a"']],
    ['an array that claims more than it holds', ['forged.json', 'legacy.json'], ['forged.json']],
    ['a token that JSON does not have', ['nan.json', 'legacy.json'], ['nan.json', 'offset 6']],
    ['a value too deep', ['deep.json', 'legacy.json'], ['deep.json', 'deep']],
    ['a tolerance that is none', ['legacy.json', 'near.json', '--rtol', 'some'], ['--rtol', 'finite number']],
    ['an unknown mode', ['legacy.json', 'near.json', '--mode', 'vlue'], ['--mode', 'value, bitwise, ulp']],
    [
      'options that do not go together',
      ['legacy.json', 'near.json', '--ulp', '4', '--mode', 'value'],
      ['"ulp"', '"value"'],
    ],
    [
      'a tolerance without effect',
      ['legacy.json', 'near.json', '--ulp', '4', '--rtol', '1'],
      ['--rtol', 'no effect', '"ulp"'],
    ],
    ['a pattern that is none', ['legacy.json', 'near.json', '--ignore', 'when'], ['when', '/params/*']],
    ['ignoring everything', ['legacy.json', 'near.json', '--ignore', ''], ['--ignore "" leaves nothing to compare']],
    ['one file', ['legacy.json'], ["missing required argument 'modern'"]],
  ];
  it.each(wrong)('exits 2 for %s and says what, where and what was wanted', (_what, args, wanted) => {
    const { code, out, err } = diff(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const text of wanted) expect(err).toContain(text);
    expect(err).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
  });

  it('has help with examples, the law and the exit codes', () => {
    const { code, out } = diff('--help');
    expect(code).toBe(0);
    for (const text of ['Examples', '|m - l| <= atol + rtol * |l|', 'Exit codes']) expect(out).toContain(text);
  });
});
