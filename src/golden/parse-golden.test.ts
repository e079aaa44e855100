import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { parseGolden } from './parse-golden.ts';
import { readGolden } from './read-golden.ts';
import { renderGolden } from './write-golden.ts';

const good = renderGolden(sampleGolden([sampleVector({ id: 'one' }), sampleVector({ id: 'two', comment: 'Another' })]));

/** The message of a golden file's text in which a piece was replaced. */
function refusal(piece: string | RegExp, by: string): string {
  const text = good.replace(piece, by);
  if (text === good) throw new Error(`the sample does not hold ${piece}`);
  try {
    parseGolden(text, 'golden/expression/evaluate.json');
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe('parseGolden', () => {
  it('reads a good file', () => {
    expect(parseGolden(good, 'a.json').vectors.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    ['an unknown version', 'vernier/golden/1', 'vernier/golden/9', /at \/schema: must be "vernier\/golden\/1"/],
    ['a misspelt key', '"vectors"', '"vecotrs"', /unknown key "vecotrs", did you mean "vectors"/],
    ['a missing key', /"suite": "expression",/, '', /missing key "suite"/],
    [
      'an unknown origin',
      '"origin": "recorded"',
      '"origin": "guessed"',
      /at \/vectors\/0\/origin: must be one of "recorded"/,
    ],
    ['an empty comment', 'Looks at one', ' ', /at \/vectors\/0\/comment/],
    ['an id that leads out', '"id": "one"', '"id": "../one"', /at \/vectors\/0\/id/],
    ['an id with a line break', '"id": "one"', '"id": "one\\nx"', /at \/vectors\/0\/id/],
    ['a repeated id', '"id": "two"', '"id": "ONE"', /at \/vectors\/1\/id: "ONE" is the id of \/vectors\/0 too/],
    [
      'a flag without a note',
      /"flags": \["edge"\]/,
      '"flags": ["edgy"]',
      /at \/vectors\/0\/flags\/0: no note explains the flag "edgy", did you mean "edge"/,
    ],
    [
      'a flag named like a member of objects',
      /"flags": \["edge"\]/,
      '"flags": ["constructor"]',
      /no note explains the flag "constructor"/,
    ],
    [
      'two outcomes at once',
      '"outcome": {',
      '"outcome": {"raised":{"class":"E","message":""},',
      /at \/vectors\/0\/outcome/,
    ],
    [
      'a bad tag in an input',
      '"args":["x + 1",2]',
      '"args":[1,{"$i":"1x"}]',
      /^golden\/expression\/evaluate\.json at \/vectors\/0\/input\/args\/1/,
    ],
    [
      'an unknown tag in an outcome',
      '"returned":3.5',
      '"returned":{"$zz":1}',
      /at \/vectors\/0\/outcome\/returned.*\$zz/,
    ],
    [
      'keyword arguments that are no names',
      '"args":["x + 1",2]',
      '"args":[],"kwargs":{"$d":[[1,2]]}',
      /at \/vectors\/0\/input.*names/,
    ],
    [
      'an include',
      '"suite": "expression"',
      '"suite": "expression", "include": "../../../etc/passwd"',
      /unknown key "include"/,
    ],
    [
      'a duplicate key',
      '"suite": "expression"',
      '"suite": "expression", "suite": "expression"',
      /line 3, column \d+: Duplicate key "suite"/,
    ],
    ['a date that does not exist', '2026-03-01T', '2026-02-30T', /at \/provenance\/recordedAt/],
    [
      'a changed outcome',
      '"returned":3.5',
      '"returned":3.25',
      /at \/digest: .*edited by hand or damaged.*vernier golden record/,
    ],
    ['a changed comment', 'Looks at one', 'Looks at One', /at \/digest/],
    ['a changed note', 'A wrong limit', 'None at all', /at \/digest/],
    ['a float in place of an integer', '"x + 1",2]', '"x + 1",2.0]', /at \/digest/],
  ])('refuses %s', (_, piece, by, message) => {
    expect(refusal(piece, by)).toMatch(message);
  });

  it('does not mind white space, key order or another spelling of a number', () => {
    const respelt = good
      .replace('3.5', '35e-1')
      .replaceAll('\n', '\r\n\t')
      .replace(/("id": "one"),(\s+)("comment": [^,]+),/, '$3,$2$1,');
    expect(respelt).not.toBe(good);
    expect(parseGolden(respelt, 'a.json')).toEqual(parseGolden(good, 'a.json'));
  });

  it('tells all that is wrong, a line each', () => {
    const message = refusal(/"id": "(one|two)"/g, '"id": "a b"');
    expect(message.split('\n')).toHaveLength(3);
    expect(message).toMatch(/^golden\/expression\/evaluate\.json has 2 problems:\n {2}at \/vectors\/0\/id/);
  });
});

describe('readGolden', () => {
  const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));

  it('refuses vectors of another subject', () => {
    const path = `${fixtures}/evaluate.json`;
    expect(readGolden(path, { suite: 'expression', subject: 'evaluate' }).subject).toBe('evaluate');
    expect(() => readGolden(path, { suite: 'expression', subject: 'simplify' })).toThrow(
      /evaluate\.json holds the vectors of expression\/evaluate; those of expression\/simplify were wanted/,
    );
  });

  it('says what is missing where there is no file', () => {
    expect(() => readGolden(`${fixtures}/none.json`)).toThrow(/Cannot read the golden file ".*fixtures\/none\.json"/);
    expect(() => readGolden(fixtures)).toThrow(/fixtures is not a file; a golden file was wanted there/);
  });

  const hostile = readdirSync(`${fixtures}/hostile`);
  const reasons = new Map([
    ['latin1.json', /is not UTF-8: its byte 2 \(line 1\)/],
    ['cesu.json', /is not UTF-8/],
    ['trunc-utf8.json', /is not UTF-8/],
    ['wrong-type.json', /must be an object, not a string/],
    ['path-escape.json', /unknown key "include"/],
    ['id-injection.json', /unknown key "id"/],
    ['dup-nested.json', /Duplicate key "k"/],
    ['trunc-obj.json', /line 1, column 12: .*end of the text/],
    ['overflow.json', /overflows/],
    ['deep-array-100k.json', /nested too deeply/],
    ['proto.json', /unknown key "__proto__"/],
    ['proto-nested.json', /unknown key "constructor"/],
  ]);

  it.each(hostile)('refuses hostile/%s with file and reason', (name) => {
    expect(() => readGolden(`${fixtures}/hostile/${name}`)).toThrow(SetupError);
    expect(() => readGolden(`${fixtures}/hostile/${name}`)).toThrow(reasons.get(name) ?? new RegExp(`hostile/${name}`));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('has a fixture for every reason', () => {
    expect(hostile).toEqual(expect.arrayContaining([...reasons.keys()]));
  });
});
