import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compareValues } from '../../compare/compare.ts';
import { decodeText } from '../decode.ts';
import { FileFormatError } from '../file-format-error.ts';
import type { Value } from '../value.ts';
import { inspectPickle } from './inspect-pickle.ts';
import { PickleError } from './pickle-error.ts';
import { readPickle } from './read-pickle.ts';

interface Row {
  readonly file: string;
  readonly expect: string;
  readonly class?: string;
  readonly value: unknown;
}

const folder = (name: string): string => fileURLToPath(new URL(`fixtures/${name}/`, import.meta.url));
const rows = (name: string): Row[] =>
  readFileSync(`${folder(name)}manifest.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const bytesOf = (name: string, file: string): Uint8Array => new Uint8Array(readFileSync(folder(name) + file));
const strict = { types: 'strict', mode: 'bitwise' } as const;

test('every good pickle is read exactly', () => {
  const good = rows('good');
  expect(good.length).toBe(readdirSync(folder('good')).filter((file) => file.endsWith('.pkl')).length);
  const wrong = good.filter(({ file, value }) => {
    const wanted = decodeText(JSON.stringify(value));
    return compareValues(wanted, readPickle(bytesOf('good', file)), strict).verdict !== 'agree';
  });
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('a tuple that holds itself is the same tuple inside', () => {
  for (const file of ['rec-tuple-p2.pkl', 'rec-tuple-p4.pkl']) {
    const tuple = readPickle(bytesOf('good', file)) as unknown as { items: [Value[]] };
    expect(tuple.items[0][0]).toBe(tuple);
  }
});

test('no key of a pickle reaches a prototype', () => {
  readPickle(bytesOf('good', 'dict-proto-key-p4.pkl'));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('every hostile pickle is refused with offset and opcode, or read within bounds', () => {
  const kept = rows('hostile').filter(({ file, expect: wanted }) => {
    const bytes = bytesOf('hostile', file);
    const before = process.memoryUsage();
    let refused = false;
    try {
      readPickle(bytes);
    } catch (error) {
      if (!(error instanceof PickleError && error instanceof FileFormatError)) throw error;
      expect(error.offset).toBeLessThanOrEqual(bytes.length);
      refused = true;
    }
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.external - before.heapUsed - before.external;
    expect(grown, file).toBeLessThan(64 * 2 ** 20);
    return wanted === 'reject' && !refused;
  });
  expect(kept.map(({ file }) => file)).toEqual([]);
  expect(readdirSync(process.cwd()).filter((file) => file.startsWith('canary'))).toEqual([]);
  expect(existsSync('/tmp/canary-of-vernier-x')).toBe(false);
});

test('a refused name is quoted, with the place that named it', () => {
  const refusal = (file: string): string => {
    try {
      readPickle(bytesOf('hostile', file));
    } catch (error) {
      return (error as Error).message;
    }
    return 'read';
  };
  expect(refusal('a06-py2-eval-p0.pkl')).toMatch(/"__builtin__\.eval".*GLOBAL \(at byte 0\)/);
  expect(refusal('c03-nul-frozen.pkl')).toMatch(/"os\\u0000\.system"/);
  expect(refusal('a26-ext1-p2.pkl')).toMatch(/EXT1 \(at byte 2\)/);
});

test('looking in tells what would run from what is merely damaged, and lists all that would be imported', () => {
  const runs = rows('hostile').filter((row) => row.class === 'code_exec' || row.class === 'name_trick');
  expect(runs.length).toBeGreaterThan(30);
  const missed = runs.filter(({ file }) => inspectPickle(bytesOf('hostile', file)).verdict !== 'unsafe');
  expect(missed.map(({ file }) => file)).toEqual([]);
  expect(inspectPickle(bytesOf('hostile', 'e47-7z-magic.pkl')).verdict).toBe('unreadable');
  const { globals } = inspectPickle(bytesOf('hostile', 'b03-operator-attrgetter-p4.pkl'));
  expect(globals.map(({ module, name }) => `${module}.${name}`)).toEqual([
    'operator.attrgetter',
    'builtins.__import__',
  ]);
  const { globals: known } = inspectPickle(bytesOf('good', 'np1-f8-p5.pkl'));
  expect(known.map(({ module, name, allowed }) => [module, name, allowed])).toEqual([
    ['numpy.core.numeric', '_frombuffer', true],
    ['numpy', 'dtype', true],
  ]);
});
