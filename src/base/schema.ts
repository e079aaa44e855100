import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { InternalError } from './errors.ts';
import { type SchemaProblem, schemaSentences } from './schema-sentences.ts';

export type { SchemaProblem } from './schema-sentences.ts';

const ajv = new Ajv2020({
  strict: true,
  // These three are about the style of a schema, and forbid honest unions.
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allErrors: true,
  verbose: true,
  discriminator: true,
  addUsedSchema: false,
  formats: { date: isDate, 'date-time': (text: string) => isDate(text.slice(0, 10)) && timePart.test(text.slice(10)) },
});
const compiled = new WeakMap<object, ValidateFunction>();
const timePart = /^T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * All that a JSON document breaks of a JSON Schema (draft 2020-12; formats `date` and `date-time` of RFC 3339; OpenAPI's
 * `discriminator` gives unions clear messages); empty when it conforms. A schema is compiled once per object.
 *
 * @throws InternalError when the schema itself is wrong
 */
export function checkSchema(schema: object, data: unknown): SchemaProblem[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = compile(schema);
    compiled.set(schema, validate);
  }
  return validate(data) ? [] : schemaSentences(validate.errors as ErrorObject[]);
}

/** Problems as the lines of a message: each with its place. */
export function problemLines(problems: readonly SchemaProblem[]): string[] {
  return problems.map(({ pointer, message }) => `${pointer === '' ? 'the document' : `at ${pointer}`}: ${message}`);
}

function compile(schema: object): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new InternalError(`A JSON Schema is itself wrong: ${(error as Error).message}`, { cause: error });
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // The way back catches 30 February, which `Date` moves on to March.
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
