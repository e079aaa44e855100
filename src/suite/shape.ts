import { knownWords } from '../base/known-words.ts';

/** Adds to `problems` what is wrong with a value, each as `at <place>: …`. */
export type Check = (value: unknown, at: string, problems: string[]) => void;

/** An object with these keys and no others; the required ones must be there. */
export function shape(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, at, problems) => {
    if (!isObject(value)) return problem(problems, at, `wanted an object, found ${kindOf(value)}`);
    for (const key of required) {
      if (value[key] === undefined) problem(problems, at, `the key "${key}" is missing`);
    }
    for (const [key, member] of Object.entries(value)) {
      const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (check === undefined) problem(problems, at, `unknown key "${key}"${knownWords(key, Object.keys(fields))}`);
      else if (member !== undefined) check(member, below(at, key), problems);
    }
  };
}

/** An object from names that fit the pattern to values that fit the check. */
export function recordOf(name: { readonly pattern: RegExp; readonly words: string }, check: Check): Check {
  return (value, at, problems) => {
    if (!isObject(value)) return problem(problems, at, `wanted an object, found ${kindOf(value)}`);
    for (const [key, member] of Object.entries(value)) {
      if (!name.pattern.test(key)) problem(problems, at, `${JSON.stringify(key)} is not ${name.words}`);
      else check(member, below(at, key), problems);
    }
  };
}

export function listOf(check: Check): Check {
  return (value, at, problems) => {
    if (!Array.isArray(value)) return problem(problems, at, `wanted a list, found ${kindOf(value)}`);
    value.forEach((item, index) => {
      check(item, `${at}[${index}]`, problems);
    });
  };
}

/** A string of at least one character that is not white space. */
export const text: Check = (value, at, problems) => {
  if (typeof value !== 'string') problem(problems, at, `wanted a string, found ${kindOf(value)}`);
  else if (value.trim() === '') problem(problems, at, 'wanted words, found an empty string');
};

export const flag: Check = (value, at, problems) => {
  if (typeof value !== 'boolean') problem(problems, at, `wanted true or false, found ${kindOf(value)}`);
};

export const callable: Check = (value, at, problems) => {
  if (typeof value !== 'function') problem(problems, at, `wanted a function, found ${kindOf(value)}`);
};

/** Checked by someone else. */
export const anything: Check = () => {};

export function integer(least: number, most: number): Check {
  return numeric('a whole number', Number.isSafeInteger, least, most);
}

export function real(least: number, most: number): Check {
  return numeric('a number', Number.isFinite, least, most);
}

function numeric(words: string, fits: (value: number) => boolean, least: number, most: number): Check {
  return (value, at, problems) => {
    if (typeof value === 'number' && fits(value) && value >= least && value <= most) return;
    const found = typeof value === 'number' ? String(value) : kindOf(value);
    problem(problems, at, `wanted ${words} from ${least} to ${most}, found ${found}`);
  };
}

export function oneOf(...words: readonly string[]): Check {
  return (value, at, problems) => {
    if (typeof value === 'string' && words.includes(value)) return;
    const hint = typeof value === 'string' ? knownWords(value, words) : `; known: ${words.join(', ')}`;
    problem(problems, at, `found ${typeof value === 'string' ? JSON.stringify(value) : kindOf(value)}${hint}`);
  };
}

/** All the checks; a later one runs only when the earlier ones found nothing. */
export function each(...checks: readonly Check[]): Check {
  return (value, at, problems) => {
    const before = problems.length;
    for (const check of checks) {
      if (problems.length === before) check(value, at, problems);
    }
  };
}

export function problem(problems: string[], at: string, message: string): void {
  problems.push(`${at === '' ? 'at its top' : `at ${at}`}: ${message}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(at: string, key: string): string {
  const step = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : JSON.stringify(key);
  return at === '' ? step : `${at}.${step}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value === undefined ? 'nothing' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`;
}
