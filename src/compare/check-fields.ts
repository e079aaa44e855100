import { didYouMean } from '../base/nearest.ts';

/** A check gives what was wanted when the value is not that. */
export type Check = (value: unknown) => string | null;

export const tolerance: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? null : 'a finite number >= 0';
export const wholeNumber: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? null : 'an integer >= 0';
export const share: Check = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? null : 'a number within 0 to 1';
export const flag: Check = (value) => (typeof value === 'boolean' ? null : 'true or false');
export const list: Check = (value) => (Array.isArray(value) ? null : 'a list');
export const record: Check = (value) => (isRecord(value) ? null : 'an object');

export function oneOf(...words: readonly string[]): Check {
  return (value) => (words.includes(value as string) ? null : `one of ${words.map((word) => `"${word}"`).join(', ')}`);
}

/** What is wrong with the fields of an object, one sentence each. Absent fields are right. */
export function checkFields(
  place: string,
  fields: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(checks, name)) {
      problems.push(`${place} has an unknown field ${show(name)}${didYouMean(name, Object.keys(checks))}`);
      continue;
    }
    const wanted = checks[name]!(value);
    if (wanted !== null) problems.push(`${place}: "${name}" must be ${wanted}: it is ${show(value)}`);
  }
  return problems;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : typeof value;
}
