import { describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from './schema.ts';

const policy = {
  type: 'object',
  additionalProperties: false,
  required: ['mode'],
  properties: {
    mode: { enum: ['value', 'bitwise', 'ulp'] },
    rtol: { type: 'number', minimum: 0 },
    atol: { type: 'number', minimum: 0 },
    expires: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    paths: { type: 'array', items: { type: ['string', 'null'] }, minItems: 1 },
    version: { const: 1 },
  },
};

describe('checkSchema', () => {
  it('finds nothing wrong with what conforms', () => {
    const fine = {
      mode: 'ulp',
      rtol: 0,
      expires: '2028-02-29',
      at: '2026-01-01T00:00:00.5Z',
      paths: [null],
      version: 1,
    };
    expect(checkSchema(policy, fine)).toEqual([]);
  });

  it.each([
    [{ mode: 'ulp', rtoll: 1 }, '', 'unknown key "rtoll", did you mean "rtol"?'],
    [{ mode: 'ulp', quux: 1 }, '', 'unknown key "quux"; known keys: mode, rtol, atol, expires, at, paths, version'],
    [{}, '', 'missing key "mode"'],
    [{ mode: 'bitwize' }, '/mode', 'must be one of "value", "bitwise", "ulp", not "bitwize", did you mean "bitwise"?'],
    [{ mode: 'ulp', rtol: '1' }, '/rtol', 'must be a number, not a string'],
    [{ mode: 'ulp', rtol: -1 }, '/rtol', 'must be >= 0: current value is -1'],
    [{ mode: 'ulp', expires: '2027-02-29' }, '/expires', 'must be a date, not "2027-02-29"'],
    [{ mode: 'ulp', at: '2027-01-01 10:00' }, '/at', 'must be a date-time, not "2027-01-01 10:00"'],
    [{ mode: 'ulp', paths: [1] }, '/paths/0', 'must be a string or null, not a number'],
    [{ mode: 'ulp', version: 2 }, '/version', 'must be 1, not 2'],
    [[], '', 'must be an object, not an array'],
  ])('says of %j at %j: %s', (data, pointer, message) => {
    expect(checkSchema(policy, data)).toEqual([{ pointer, message }]);
  });

  it('does not offer a key that is there already', () => {
    expect(checkSchema(policy, { mode: 'ulp', rtol: 1, rtoll: 1 })[0]?.message).not.toContain('did you mean "rtol"');
  });

  it('tells all that is wrong at once', () => {
    expect(problemLines(checkSchema(policy, { rtol: null, x: 1 }))).toEqual([
      'the document: missing key "mode"',
      expect.stringContaining('the document: unknown key "x"'),
      'at /rtol: must be a number, not null',
    ]);
  });

  it('finds a key called like the prototype', () => {
    expect(checkSchema(policy, JSON.parse('{"mode":"ulp","__proto__":{}}'))).toHaveLength(1);
  });

  it('makes one sentence of a union', () => {
    const form = (key: string) => ({ type: 'object', required: [key], properties: { [key]: { type: 'string' } } });
    const union = { anyOf: [{ type: 'number' }, form('a'), { anyOf: [form('b')] }] };
    expect(checkSchema({ type: 'array', items: union }, [1, { c: 1 }, { b: 2 }])).toEqual([
      {
        pointer: '/1',
        message: expect.stringMatching(/none .*: must be a number.*; or missing key "a"; or missing key "b"/),
      },
      { pointer: '/2', message: expect.stringMatching(/; or at \/b must be a string, not a number$/) },
    ]);
  });

  it('uses a discriminator to keep to the form that was meant', () => {
    const kind = (name: string, key: string) => ({
      type: 'object',
      properties: { kind: { const: name }, [key]: { type: 'string' } },
      required: ['kind', key],
    });
    const schema = {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      oneOf: [kind('x', 'a'), kind('y', 'b')],
    };
    expect(checkSchema(schema, { kind: 'y' })).toEqual([{ pointer: '', message: 'missing key "b"' }]);
    expect(checkSchema(schema, { kind: 'z' })[0]?.message).toBe(
      '"kind" does not name an allowed form: current value is "z"',
    );
  });

  it('cuts long values', () => {
    expect(checkSchema(policy, { mode: 'x'.repeat(1000) })[0]?.message.length).toBeLessThan(150);
  });

  it('blames a wrong schema on Vernier', () => {
    expect(() => checkSchema({ tpye: 'object' }, {})).toThrow(
      'A JSON Schema is itself wrong: strict mode: unknown keyword: "tpye"',
    );
  });
});
