import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NdArrayValue, Value } from '../value.ts';
import { allowedGlobals } from './allow-list.ts';
import { inspectPickle } from './inspect-pickle.ts';
import { PickleError } from './pickle-error.ts';
import { readPickle } from './read-pickle.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const read = (text: string): Value => readPickle(bytes(text));
const uint32 = (value: number): string => {
  const cell = Buffer.alloc(4);
  cell.writeUInt32LE(value);
  return cell.toString('latin1');
};
const refusal = (text: string): PickleError => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error(`Not refused: ${JSON.stringify(text)}`);
};

describe('opcodes that Python 3 does not write itself', () => {
  const cases: Record<string, [string, Value]> = {
    'STRING of Python 2': ["S'a\\x41\\n\\101'\n.", 'aA\nA'],
    'BINSTRING of Python 2': [`T${uint32(2)}ab.`, 'ab'],
    'INT that is a bool': ['I01\n.', true],
    'LONG without its L': ['L12\n.', 12n],
    'LONG1 of no bytes': ['\x8a\x00.', 0n],
    'LONG1 below zero': ['\x8a\x01\xff.', -1n],
    'UNICODE with escapes': ['V\\u0041\\U0001f600\\x\\\\\n.', 'A😀\\x\\\\'],
    'DICT and LIST from a mark': ['(I1\n(I2\nld.', { kind: 'map', type: 'dict', entries: [[1n, [2n]]] }],
    'POP and POP_MARK': ['N0(NN1K\x01.', 1n],
    'a float in text': ['F-inf\n.', Number.NEGATIVE_INFINITY],
    'NaN with payload': ['G\x7f\xf8\0\0\0\0\0\x05.', { kind: 'nan', bits: 0x7ff8000000000005n }],
    'INST and OBJ': ['(icollections\ndeque\n.', { kind: 'deque', items: [], maxlen: null }],
    'a set of Python 2': ['c__builtin__\nset\n(]K\x01atR.', { kind: 'set', items: [1n] }],
    'numbers of Python 2': [
      'ccollections\ndefaultdict\n(c__builtin__\nlong\ntR.',
      { kind: 'map', type: 'default', factory: 'builtins.int', entries: [] },
    ],
    'bytes(), empty': ['c__builtin__\nbytes\n)R.', { kind: 'bytes', data: new Uint8Array(0) }],
    'a bytearray as text': [
      'c__builtin__\nbytearray\n(V\\u00ff\nVlatin-1\ntR.',
      { kind: 'bytearray', data: Uint8Array.of(255) },
    ],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, value]) => {
    expect(read(text)).toEqual(value);
  });

  it('DUP shares', () => {
    const tuple = read(']2\x86.') as unknown as { items: Value[] };
    expect(tuple.items[0]).toBe(tuple.items[1]);
  });
});

describe('keys', () => {
  it('are told apart as Python does: the first place, the last value', () => {
    const twice = read('}(K\x01Va\nG\x3f\xf0\0\0\0\0\0\0Vb\n\x88Vc\nu.');
    expect(twice).toEqual({ kind: 'map', type: 'dict', entries: [[1n, 'c']] });
    expect(read('\x8f(K\x01\x88K\x01\x90.')).toEqual({ kind: 'set', items: [1n] });
    expect(read('}(K\x01K\x02\x86NK\x01K\x02\x86\x88u.')).toMatchObject({ entries: [[{ kind: 'tuple' }, true]] });
  });

  it('may come in batches, many of them, and again', () => {
    const pairs = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `J${uint32(from + i)}K\x01`).join('');
    const dict = read(`}(${pairs(0, 1000)}u(${pairs(500, 2000)}u.`) as unknown as { entries: unknown[] };
    expect(dict.entries).toHaveLength(2000);
  });

  it.each([']', '}', '\x8f', ']\x85', '\x96\0\0\0\0\0\0\0\0'])('cannot be %j', (key) => {
    expect(refusal(`}${key}Ns.`).message).toMatch(/cannot be a key/);
  });
});

describe('a pickle is refused with its place when', () => {
  it.each([
    ['', /empty \(at byte 0\)/, null],
    ['K', /of which the file has 0/, 'BININT1'],
    ['N', /ends before its STOP/, null],
    ['N(.', /above the mark/, 'STOP'],
    ['(N.', /mark is open/, 'STOP'],
    ['NN.', /1 more values/, 'STOP'],
    ['N.N.', /goes on for 2 bytes/, 'STOP'],
    ['\x80\x06N.', /Protocol 6/, 'PROTO'],
    ['N\x80\x02.', /said again/, 'PROTO'],
    ['\x95\x08\0\0\0\0\0\0\0N.', /says it has 8 bytes, of which the file has 2/, 'FRAME'],
    ['\x95\x01\0\0\0\0\0\0\0K\x01.', /of which its frame has 0/, 'BININT1'],
    ['\xffN.', /no such opcode/, '0xff'],
    ['h\x05.', /Nothing was put/, 'BINGET'],
    ['Np-1\n.', /negative/, 'PUT'],
    [`Nr${uint32(2 ** 31)}.`, /no place/, 'LONG_BINPUT'],
    ['cos\nsystem\n.', /"os\.system"/, 'GLOBAL'],
    ['ccollections\nOrderedDict\n.', /"collections\.OrderedDict" itself/, 'STOP'],
    ['](ccollections\ndeque\ne.', /as a value/, 'APPENDS'],
    ['cuuid\nUUID\n)\x81.', /never got its state/, 'STOP'],
    ['cuuid\nUUID\n)\x81}Vint\nI-1\nsb.', /128 bits/, 'BUILD'],
    [']}b.', /takes none/, 'BUILD'],
    ['NK\x01\x85R.', /no class or function/, 'REDUCE'],
    ['c__builtin__\nlist\n]\x85R.', /not called in this way/, 'REDUCE'],
    ['T\x01\0\0\0\xff.', /Python 2 string/, 'STOP'],
    ['X\x03\0\0\0\xed\xa0.', /not UTF-8/, 'BINUNICODE'],
    ['X\x04\0\0\0\xed\xa0.', /of which the file has 3/, 'BINUNICODE'],
    ['X\x02\0\0\0\xc0\x80.', /not UTF-8/, 'BINUNICODE'],
    [`L${'1'.repeat(4301)}L\n.`, /4300 digits/, 'LONG'],
    ['Pid\n.', /persistent id/, 'PERSID'],
  ] as const)('%j', (text, message, opcode) => {
    const error = refusal(text);
    expect(error.message).toMatch(message);
    expect(error.opcode).toBe(opcode);
    expect(error.offset).toBeLessThanOrEqual(text.length);
  });

  it('it is cut anywhere', () => {
    const folder = new URL('fixtures/good/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) =>
      /^(np|str|fraction|deque|rec).*p[05]?[24]?\.pkl$/.test(name),
    )) {
      const whole = new Uint8Array(readFileSync(new URL(file, folder)));
      for (let end = 0; end < whole.length; end++)
        expect(() => readPickle(whole.subarray(0, end))).toThrow(PickleError);
    }
  });
});

describe('bombs', () => {
  const latin1 = `c_codecs\nencode\nq\0X${uint32(100_000)}${'a'.repeat(100_000)}q\x01X\x06\0\0\0latin1q\x020`;
  it.each([
    ['dicts', '}'.repeat(1_000_000), /times its size/],
    ['lists in lists', `${']'.repeat(500_000)}${'a'.repeat(499_999)}.`, /times its size/],
    ['tuples in tuples', `N${'\x85'.repeat(1_000_000)}.`, /times its size/],
    ['one text encoded again and again', `${latin1}${'0h\0h\x01h\x02\x86R'.repeat(100_000)}.`, /over and over/],
    ['marks', `${'('.repeat(20_000)}.`, /marks/],
    ['a number of 2 MB', `\x8b${uint32(2 ** 21)}${'\x7f'.repeat(2 ** 21)}.`, /at most 1048576/],
  ])('%s', (_name, text, message) => {
    expect(refusal(text).message).toMatch(message);
    expect(inspectPickle(bytes(text)).verdict).toBe('unreadable');
  });

  it('a graph that would be endless as a tree is read, and outlined in few lines', () => {
    const laughs = `]q\0${Array.from({ length: 60 }, () => 'h\0h\0\x86\x85q\0').join('')}.`;
    const doubled = `)${'2\x86'.repeat(60)}.`;
    expect(refusal(laughs).message).toMatch(/more values/);
    expect(inspectPickle(bytes(doubled)).outline.length).toBeLessThan(100);
    expect(inspectPickle(bytes(']q\0h\0a.')).outline.map(({ text }) => text)).toEqual([
      'list of 1 item',
      'list of 1 item, seen above',
    ]);
  });
});

it('an array is a view of the file', () => {
  const file = new Uint8Array(readFileSync(new URL('fixtures/good/np-le-i8-p5.pkl', import.meta.url)));
  expect((readPickle(file) as NdArrayValue).data.buffer).toBe(file.buffer);
});

it('floats are read alike at once, one by one and across frames', () => {
  const float = 'G\x3f\xf8\0\0\0\0\0\0';
  const frame = (size: number) => `\x95${uint32(size)}\0\0\0\0`;
  expect(read(`](${float}${float}e.`)).toEqual([1.5, 1.5]);
  expect(read(`](${float}N${float}e.`)).toEqual([1.5, null, 1.5]);
  expect(read(`\x80\x04${frame(11)}](${float}${frame(11)}${float}e.`)).toEqual([1.5, 1.5]);
  expect(refusal(`\x80\x04${frame(12)}](${float}G\x3f`).message).toMatch(/its frame has 0/);
});

it('arrays and dates of Python 2 have their bytes in a string', () => {
  const array = 'cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tU\x01btR(K\x01(K\x01tcnumpy\ndtype\n';
  const state = '(U\x02f8K\0K\x01tR(K\x03U\x01<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb';
  const made = read(`${array}${state}\x89U\x08\0\0\0\0\0\0\xf8\xbftb.`);
  expect(made).toMatchObject({ kind: 'ndarray', dtype: '<f8', data: Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0xbf) });
  expect(refusal(`${array}${state}\x89cnumpy\nndarray\ntb.`).message).toMatch(/not bytes/);
  expect(read('cdatetime\ndate\n(U\x04\x07\xe4\x02\x1dtR.')).toEqual({ kind: 'date', text: '2020-02-29' });
  expect(refusal('cdatetime\ndate\n(U\x04\x07\xe5\x02\x1dtR.').message).toMatch(/day of the calendar/);
});

it('an array of strings holds characters', () => {
  const dtype = 'cnumpy\ndtype\nX\x02\0\0\0U1\x89\x88\x87R(K\x03U\x01<NNNK\x04K\x04K\x08tb';
  const scalar = (data: string) => `cnumpy.core.multiarray\nscalar\n${dtype}C\x04${data}\x86R.`;
  expect(read(scalar('\xff\xff\x10\0'))).toMatchObject({ kind: 'scalar', dtype: '<U1' });
  expect(refusal(scalar('\0\0\x11\0')).message).toMatch(/no character/);
});

it('the list of names holds nothing that runs', () => {
  const names = allowedGlobals().map(([module, name]) => `${module}.${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(
    names.filter((name) => /eval|exec|import|system|getattr|open|compile|apply|namedtuple|partial/.test(name)),
  ).toEqual([]);
});
