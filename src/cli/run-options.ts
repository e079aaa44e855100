import { cpus } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import type { RunOptions } from '../runner/options.ts';
import type { ValuesShown } from '../runner/redaction/hide-value.ts';
import type { Shard } from '../runner/shard.ts';
import type { Project } from '../suite/config.ts';
import { valuesByDefault, valuesText } from './values-shown.ts';

/** The flags of `vernier run` as commander gives them. */
export interface RunFlags {
  readonly seed?: number;
  readonly cases?: number;
  readonly time?: number;
  readonly shrink?: number;
  readonly jobs?: number;
  readonly only?: readonly string[];
  readonly filter?: readonly string[];
  readonly modern?: readonly string[];
  readonly bail?: boolean;
  readonly reference?: 'golden' | 'legacy' | 'both';
  readonly python?: Readonly<Record<string, string>>;
  readonly maxFindings?: number;
  readonly reports?: string;
  readonly json?: boolean;
  readonly resume?: string;
  readonly keep?: boolean;
  readonly shard?: Shard;
  readonly commentFile?: string;
  readonly values?: ValuesShown;
  /** False with `--no-history`. */
  readonly history?: boolean;
}

/** What the configuration may say about runs. */
export type RunDefaults = Pick<Project, 'seed' | 'cases' | 'jobs' | 'python'>;

/** Flags over config over defaults. */
export function runOptions(flags: RunFlags, defaults: RunDefaults): RunOptions {
  return {
    seed: flags.seed ?? defaults.seed ?? 42,
    cases: flags.cases ?? defaults.cases ?? null,
    jobs: flags.jobs ?? defaults.jobs ?? 1,
    reference: flags.reference ?? 'both',
    only: flags.only ?? [],
    filter: flags.filter ?? [],
    moderns: flags.modern ?? [],
    bail: flags.bail ?? false,
    python: { ...defaults.python, ...flags.python },
    pythonAsked: Object.keys(flags.python ?? {}),
    maxFindings: flags.maxFindings ?? 20,
    shrinkEach: flags.shrink ?? 3,
    timeMs: flags.time ?? null,
    values: flags.values ?? valuesByDefault(process.env),
    ...(flags.shard === undefined ? {} : { shard: flags.shard }),
  };
}

/** Parses a whole number within bounds, for commander. @throws InvalidArgumentError */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** The most shards of one run. */
const mostShards = 10_000;

/** `2/4` as the second of four shards, for commander. @throws InvalidArgumentError */
export function shardText(text: string): Shard {
  const [, number = 0, of = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > of || of > mostShards) {
    throw new InvalidArgumentError('It must be a part and how many there are: 1/4, 2/4, 3/4, 4/4.');
  }
  return { number, of };
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a text like `30s`, `1.5m` or `1h30m`, for commander. @throws InvalidArgumentError */
export function timeText(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const sum = parts.reduce((total, [, amount, unit]) => total + Number(amount) * units[unit!]!, 0);
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text || sum === 0) {
    throw new InvalidArgumentError('It must be a time with its unit: 30s, 5m, 1h30m.');
  }
  return sum;
}

/** Parses a number within bounds, for commander. @throws InvalidArgumentError */
export function realNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most))
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return value;
  };
}

/** `--values none`, of every command that leaves files of a run. */
export function valuesOption(): Option {
  const words = 'which values files hold: full, hashed or none (default: full, none for changes from a fork)';
  return new Option('--values <which>', words).argParser(valuesText);
}

/** `--python legacy=/usr/bin/python3.12`, `--python legacy=make:python3.12`, of every command that starts implementations. */
export function pythonOption(): Option {
  const words =
    'use this interpreter instead of a made environment, or, with make: before it, make the environment with it (repeatable)';
  return new Option('--python <implementation=path>', words).argParser(interpreters);
}

/** `--python /usr/bin/python3.12`, of commands that start one implementation. */
export function pythonPathOption(): Option {
  return new Option('--python <path>', 'interpreter of a python: address (default: python3)');
}

/** Gathers `NAME=PATH` pairs, for commander. @throws InvalidArgumentError */
function interpreters(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError(
      'It must be IMPLEMENTATION=PATH, e.g. legacy=/usr/bin/python3.12 or legacy=make:python3.12.',
    );
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** The most worker processes that make sense. */
export const mostJobs = Math.max(64, cpus().length * 4);
