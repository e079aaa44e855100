import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A univariate problem of NIST as its file states it; numbers are the texts in the file. */
export interface UnivariateProblem {
  readonly name: string;
  readonly difficulty: string;
  readonly mean: string;
  readonly sd: string;
  readonly autocorrelation: string;
  readonly y: readonly string[];
}

/** A linear regression problem of NIST, likewise. */
export interface LinearProblem {
  readonly name: string;
  readonly difficulty: string;
  /** Whether there is a coefficient B0. */
  readonly intercept: boolean;
  /** The highest power of the single predictor, or 1. */
  readonly degree: number;
  readonly coefficients: readonly string[];
  readonly deviations: readonly string[];
  readonly residual: string;
  readonly r2: string;
  readonly y: readonly string[];
  readonly predictors: readonly (readonly string[])[];
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';

/** The 9 univariate problems, by name. */
export function univariateProblems(): UnivariateProblem[] {
  return files()
    .filter((text) => text.includes('ybar:'))
    .map((text) => {
      const name = found(text, /^File Name:\s*(\w+)\.dat/m);
      const y = dataAfter(text, /^Data: Y.*$/m).map((row) => row[0]!);
      const wanted = Number(found(text, /Number of Observations:\s+(\d+)/));
      if (y.length !== wanted) throw new Error(`${name}: ${y.length} observations read, ${wanted} wanted`);
      return {
        name,
        // The file of Michelso does not say.
        difficulty: /(Lower|Average|Higher) Level of Difficulty/.exec(text)?.[1] ?? 'Lower',
        mean: found(text, new RegExp(`ybar:\\s+(${number})`)),
        sd: found(text, new RegExp(`s:\\s+(${number})`)),
        autocorrelation: found(text, new RegExp(`r\\(1\\):\\s+(${number})`)),
        y,
      };
    });
}

/** The 11 linear problems, by name. */
export function linearProblems(): LinearProblem[] {
  return files()
    .filter((text) => text.includes('Linear Least Squares Regression'))
    .map((text) => {
      const name = found(text, /^Dataset Name:\s*(\w+)/m);
      const rows = [...text.matchAll(new RegExp(`^\\s*B(\\d+)\\s+(${number})\\s+(${number})\\s*$`, 'gm'))];
      const data = dataAfter(text, /^Data:\s+y.*$/m);
      const wanted = Number(found(text, /(\d+) Observations/));
      if (data.length !== wanted) throw new Error(`${name}: ${data.length} observations read, ${wanted} wanted`);
      const predictors = data[0]!.slice(1).map((_, at) => data.map((row) => row[at + 1]!));
      const intercept = rows[0]![1] === '0';
      return {
        name,
        difficulty: found(text, /(Lower|Average|Higher) Level of Difficulty/),
        intercept,
        degree: predictors.length === 1 ? rows.length - (intercept ? 1 : 0) : 1,
        coefficients: rows.map((row) => row[2]!),
        deviations: rows.map((row) => row[3]!),
        residual: found(text, new RegExp(`Residual\\s+Standard Deviation\\s+(${number})`)),
        r2: found(text, new RegExp(`R-Squared\\s+(${number})`)),
        y: data.map((row) => row[0]!),
        predictors,
      };
    });
}

function files(): string[] {
  const folder = join(import.meta.dirname, 'nist');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.dat'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

function dataAfter(text: string, heading: RegExp): string[][] {
  const last = [...text.matchAll(new RegExp(heading.source, 'gm'))].at(-1);
  if (last === undefined) throw new Error(`No data were found behind ${heading}`);
  return text
    .slice(last.index + last[0].length)
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => new RegExp(`^${number}$`).test(row[0]!));
}

function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`Nothing was found for ${pattern}`);
  return match;
}
