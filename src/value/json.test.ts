import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonTree, parseJson, ValueSyntaxError } from './json.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const rows = <T>(path: string): T[] =>
  readFileSync(new URL(path, fixtures), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

function failure(text: string): ValueSyntaxError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof ValueSyntaxError) return error;
    throw error;
  }
  throw new Error(`was read: ${text.slice(0, 100)}`);
}

/** As `JSON.parse` reads it, numbers as doubles. */
function plain(tree: JsonTree): unknown {
  if (typeof tree === 'bigint') return Number(tree);
  if (Array.isArray(tree)) return tree.map(plain);
  if (!(tree instanceof Map)) return tree;
  return Object.fromEntries([...tree].map(([key, inner]) => [key, plain(inner)]));
}

describe('parseJson', () => {
  it('lets the token decide between integer and float', () => {
    expect(parseJson('[1, 1.0, 1e0, -0, -0.0, 9007199254740993, 0.5, -12.25]')).toEqual([
      1n,
      1,
      1,
      0n,
      -0,
      9007199254740993n,
      0.5,
      -12.25,
    ]);
  });

  it('rounds every decimal correctly', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.float({ noNaN: true, noDefaultInfinity: true }),
        ),
        (x) => {
          const text = Number.isInteger(x) && Math.abs(x) < 1e21 ? `${x}.0` : String(x);
          expect(parseJson(text)).toBe(Object.is(x, -0) ? 0 : x);
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer(), fc.nat(999_999_999), fc.integer({ min: -40, max: 40 }), (whole, fraction, exponent) => {
        for (const text of [`${whole}.${fraction}`, `${whole}.${fraction}e${exponent}`])
          expect(parseJson(text)).toBe(Number(text));
      }),
    );
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        fc.pre(!text.includes('__proto__'));
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        fc.pre(!/e-3\d\d/.test(spaced));
        expect(plain(parseJson(spaced))).toEqual(JSON.parse(spaced));
      }),
    );
  });

  it('keeps the order of keys and takes __proto__ for a key', () => {
    const object = parseJson('{"b":1,"10":2,"9":3,"__proto__":{"polluted":true}}') as Map<string, JsonTree>;
    expect([...object.keys()]).toEqual(['b', '10', '9', '__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ['', 0],
    [' ', 1],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['{"a":1,"b":2,"a":3}', 13],
    ['01', 1],
    ['-01', 2],
    ['+1', 0],
    ['.5', 0],
    ['1.', 2],
    ['1.e5', 2],
    ['1e', 2],
    ['1e+', 3],
    ['-', 1],
    ['--1', 1],
    ['0x10', 1],
    ['NaN', 0],
    ['-Infinity', 1],
    ['nul', 0],
    ['true1', 4],
    ['1 1', 2],
    ['"a\u0000b"', 2],
    ['"a\\x"', 2],
    ['"\\u12"', 1],
    ['"\\u12G4"', 1],
    ['"\\', 1],
    ['"a', 2],
    ['"a\\n', 4],
    ["'a'", 0],
    ['[1e400]', 1],
    ['[1e-400]', 1],
    ['\ufeff1', 0],
    ['1 // one', 2],
  ])('refuses %j at offset %i', (text, offset) => {
    expect(failure(text).offset).toBe(offset);
  });

  it('refuses what is too deep or too long, and long decimals, at once', () => {
    expect(parseJson('['.repeat(1000) + ']'.repeat(1000))).toHaveLength(1);
    expect(failure('['.repeat(1001) + ']'.repeat(1001)).offset).toBe(1000);
    expect(failure('{"a":'.repeat(100_000)).message).toContain('nested too deeply');
    expect(() => parseJson('[1,2,3]', { maxLength: 6 })).toThrow(ValueSyntaxError);
    expect(() => parseJson('[[1]]', { maxDepth: 1 })).toThrow('at most 1 levels');
    expect(failure(`[${'9'.repeat(100_001)}]`).message).toContain('$ihex');
  });

  it('says what was wanted and shows hostile characters escaped', () => {
    expect(failure('[\u202e]').message).toBe('Invalid JSON at offset 1: wanted a value, found "\\u202e"');
    expect(failure('{"a":1]').message).toBe('Invalid JSON at offset 6: wanted "," or "}", found "]"');
  });
});

describe('hostile JSON files', () => {
  const manifest = rows<{ file: string; expect: string }>('hostile-json/manifest.jsonl');
  // Valid JSON that only the schema of a fixture refuses.
  const refusedByASchema = ['wrong-type.json', 'path-escape.json'];

  function read(file: string): JsonTree {
    const bytes = readFileSync(new URL(`hostile-json/${file}`, fixtures));
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  }

  it('are all in the manifest', () => {
    expect(readdirSync(new URL('hostile-json/', fixtures)).filter((name) => name.endsWith('.json'))).toHaveLength(
      manifest.length,
    );
  });

  it.each(manifest)('$file: $expect', ({ file, expect: expected }) => {
    if ((expected === 'reject' && !refusedByASchema.includes(file)) || expected === 'bounded')
      expect(() => read(file)).toThrow();
    else if (expected === 'value' || expected === 'value_safe') expect(read(file)).toBeDefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('keep their exact values', () => {
    expect(read('bigint.json')).toEqual([9007199254740993n, 18446744073709551616n, -9223372036854775809n]);
    expect(read('negzero.json')).toEqual([0n, -0, 0, -0]);
    expect((read('longfloat.json') as number[])[0]).toBe(1 / 9);
    expect(read('lone-high.json')).toEqual(['\ud800']);
    expect(read('ls-ps.json')).toEqual(['\u2028\u2029']);
  });
});

describe('pairs of JSON texts', () => {
  const pairs = rows<{ id: string; a: string; b: string; expect: string; note: string }>('json-pairs.jsonl');
  const read = (text: string): JsonTree | undefined => {
    try {
      return parseJson(text);
    } catch {
      return undefined;
    }
  };

  it.each(pairs)('$id: $note', ({ a, b, expect: expected }) => {
    const [left, right] = [read(a), read(b)];
    if (expected === 'refuse') {
      const refused = left === undefined || right === undefined || typeof left !== typeof right;
      expect(refused).toBe(true);
      return;
    }
    expect(left).toBeDefined();
    expect(right).toBeDefined();
    const keys = (tree: JsonTree | undefined): unknown => (tree instanceof Map ? [...tree] : tree);
    if (expected === 'pass') expect(keys(left)).toEqual(keys(right));
    else expect(keys(left)).not.toEqual(keys(right));
  });
});
