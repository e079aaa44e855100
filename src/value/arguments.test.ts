import { expect, it } from 'vitest';
import { decodeText } from './decode.ts';
import { parseJson } from './json.ts';
import { decodeArguments, encodeArguments } from './outcome-text.ts';
import type { Value } from './value.ts';

const again = (input: Parameters<typeof encodeArguments>[0]) =>
  decodeArguments(parseJson(JSON.stringify(encodeArguments(input))));

it('keeps an object shared that two arguments share', () => {
  const list: Value[] = [1.5];
  const { args, kwargs } = again({ args: [list, list], kwargs: { also: list, apart: [1.5] } });
  expect(args[0]).toBe(args[1]);
  expect(kwargs.also).toBe(args[0]);
  expect(kwargs.apart).not.toBe(args[0]);
});

it('takes keywords of any name', () => {
  const kwargs = Object.fromEntries([
    ['__proto__', 1n],
    ['$d', 'x'],
    ['constructor', null],
  ]) as Record<string, Value>;
  const read = again({ args: [], kwargs });
  expect(Object.entries(read.kwargs)).toEqual(Object.entries(kwargs));
  expect(Object.getPrototypeOf(read.kwargs)).toBe(null);
});

it('refuses what no call is', () => {
  for (const text of [
    '[]',
    '{}',
    '{"args": 1}',
    '{"args": [], "more": 1}',
    '{"args": [], "kwargs": []}',
    '{"args": [], "kwargs": {"$d": [[1, 2]]}}',
  ]) {
    expect(() => decodeArguments(parseJson(text)), text).toThrow(/wanted|expected|unknown key/);
    expect(() => decodeText(text), text).not.toThrow();
  }
});
