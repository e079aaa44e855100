import { describe, expect, it } from 'vitest';
import { parseCalls } from './calls-file.ts';

const parse = (text: string, subject: string | null = null) =>
  parseCalls(text, 'calls.json', subject).map(({ args, kwargs }) => ({ args, kwargs: { ...kwargs } }));

describe('parseCalls', () => {
  const two = [
    { args: ['a b', 1n], kwargs: {} },
    { args: [1], kwargs: { safe: '/' } },
  ];

  it.each([
    ['a list', '[["a b", 1],\n {"args": [1.0], "kwargs": {"safe": "/"}}]'],
    ['lines', '["a b", 1]\r\n\n{"args": [1.0], "kwargs": {"safe": "/"}}\n'],
    ['a list on one line', '[["a b", 1], {"args": [1.0], "kwargs": {"safe": "/"}}]'],
    [
      'recorded traffic',
      `{"id":1,"verb":"hello","protocols":[1]}
{"id":1,"hello":{}}
{"id":2,"verb":"call","subject":"quote","args":["a b",1],"seed":42}
{"id":2,"value":"x","elapsed_ns":1}
{"id":3,"verb":"call","subject":"quote","args":[1.0],"kwargs":{"safe":"/"},"seed":42,"warmUp":true}
{"id":4,"verb":"stop"}`,
    ],
  ])('reads %s', (_name, text) => expect(parse(text)).toEqual(two));

  it('takes one line of plain values for one call', () => {
    expect(parse('["a", "b"]')).toEqual([{ args: ['a', 'b'], kwargs: {} }]);
  });

  it('passes over calls of other subjects', () => {
    const text = '{"subject":"a","args":[1]}\n{"subject":"b","args":[2]}\n[3]';
    expect(parse(text, 'b').map(({ args }) => args)).toEqual([[2n], [3n]]);
    expect(() => parse('{"subject":"a","args":[1]}', 'b')).toThrow('holds no call of subject "b"');
  });

  it('keeps what two arguments share, and reads tagged values', () => {
    const [call] = parse('[[{"$id":0,"v":[1]},{"$ref":0},{"$f":"nan"}]]');
    expect(call!.args[0]).toBe(call!.args[1]);
    expect(call!.args[2]).toBeNaN();
  });

  it.each([
    ['', /holds no call/],
    ['[[1], [2,]]', /calls\.json at line 1/],
    ['[1]\n[2', /line 2/],
    ['[1]\n"x"', /line 2: wanted a list of arguments/],
    ['[{"args": 1}]', /at call 1: wanted "args" to be a list/],
    ['[{"args": [], "more": 1}]', /at call 1: unknown key "more"/],
    ['[[{"$f":"odd"}]]', /at call 1 at \/args\/0/],
    ['{"verb":"call","args":[],"att":[8]}', /buffers/],
  ])('says what is wrong with %j', (text, message) => expect(() => parse(text)).toThrow(message));
});
