import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean } from './nearest.ts';

/** One thing that is wrong with a document. */
export interface SchemaProblem {
  /** JSON Pointer (RFC 6901) to the place; empty for the whole document. */
  readonly pointer: string;
  /** What is wrong there and what was wanted, for people: no pointer, no final period. */
  readonly message: string;
}

const maxForms = 4;
const maxShown = 60;

/** Turns what ajv found into sentences; a union's many complaints become one. */
export function schemaSentences(errors: readonly ErrorObject[]): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    if (error.keyword === 'anyOf' || (error.keyword === 'oneOf' && error.params.passingSchemas === null)) {
      // ajv lists the complaints of each form, then that of the union: they are told as one.
      const forms: SchemaProblem[] = [];
      while (problems.length > 0 && isWithin(problems.at(-1)!.pointer, error.instancePath))
        forms.unshift(problems.pop()!);
      problems.push({ pointer: error.instancePath, message: unionSentence(forms, error.instancePath) });
      continue;
    }
    problems.push({ pointer: error.instancePath, message: sentence(error) });
  }
  return problems.filter((one, at) => problems.findIndex((two) => same(one, two)) === at);
}

function unionSentence(forms: readonly SchemaProblem[], pointer: string): string {
  const said = forms.map((form) => `${placeBelow(form.pointer, pointer)}${form.message}`);
  const distinct = [...new Set(said)];
  if (distinct.length === 1) return distinct[0]!;
  const more = distinct.length > maxForms ? `; and ${distinct.length - maxForms} more` : '';
  return `fits none of the allowed forms: ${distinct.slice(0, maxForms).join('; or ')}${more}`;
}

function sentence(error: ErrorObject): string {
  const { keyword, params, data } = error;
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(String(params.additionalProperty ?? params.unevaluatedProperty), error);
    case 'propertyNames':
      return `the key ${show(params.propertyName)} is not allowed`;
    case 'required':
      return `missing key ${show(params.missingProperty)}`;
    case 'dependentRequired':
      return `missing key ${show(params.missingProperty)}, which ${show(params.property)} needs`;
    case 'type':
      return `must be ${[params.type].flat().map(withArticle).join(' or ')}, not ${kindOf(data)}`;
    case 'enum': {
      const allowed = params.allowedValues as unknown[];
      const words = allowed.filter((one) => typeof one === 'string');
      const hint = typeof data === 'string' ? didYouMean(data, words) : '';
      return `must be one of ${allowed.map(show).join(', ')}, not ${show(data)}${hint}`;
    }
    case 'const':
      return `must be ${show(params.allowedValue)}, not ${show(data)}`;
    case 'discriminator':
      return `${show(params.tag)} does not name an allowed form: current value is ${show(params.tagValue)}`;
    case 'oneOf':
      return 'fits more than one of the allowed forms';
    case 'false schema':
      return 'is not allowed here';
    case 'format':
      return `must be a ${params.format}, not ${show(data)}`;
    default:
      // Bounds, lengths, patterns: ajv's own words are plain.
      return `${error.message ?? `breaks "${keyword}"`}: current value is ${show(data)}`;
  }
}

function unknownKey(key: string, error: ErrorObject): string {
  const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
  const free = known.filter((one) => !Object.hasOwn(error.data as object, one));
  const hint = didYouMean(key, free);
  const list = hint === '' && known.length > 0 ? `; known keys: ${known.join(', ')}` : '';
  return `unknown key ${show(key)}${hint}${list}`;
}

function placeBelow(pointer: string, base: string): string {
  return pointer === base ? '' : `at ${pointer.slice(base.length)} `;
}

function isWithin(pointer: string, base: string): boolean {
  return pointer === base || pointer.startsWith(`${base}/`);
}

function same(one: SchemaProblem, two: SchemaProblem): boolean {
  return one.pointer === two.pointer && one.message === two.message;
}

function kindOf(data: unknown): string {
  if (data === null) return 'null';
  return Array.isArray(data) ? 'an array' : withArticle(typeof data);
}

function withArticle(noun: unknown): string {
  return noun === 'null' ? 'null' : `${/^[aeiou]/.test(String(noun)) ? 'an' : 'a'} ${noun}`;
}

function show(value: unknown): string {
  const text = typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? String(value));
  return text.length > maxShown ? `${text.slice(0, maxShown)}… (${text.length} characters)` : text;
}
