import type { Value } from '../value.ts';
import { Machine, type NamedGlobal } from './machine.ts';
import { type OutlineLine, outlineOf } from './outline.ts';
import { PickleError } from './pickle-error.ts';
import type { PickleLimits } from './pickle-limits.ts';
import { run } from './run.ts';

/** Why a pickle, or a part of it, was refused. */
export interface Refusal {
  readonly reason: string;
  readonly offset: number;
  readonly opcode: string | null;
}

/** What is known of a pickle without anything of it having run. */
export interface PickleReport {
  /** `safe`: it is read. `unsafe`: it asks for what could run code. `unreadable`: it is no pickle, damaged, or too much. */
  readonly verdict: 'safe' | 'unsafe' | 'unreadable';
  readonly bytes: number;
  /** As it says itself; null when it does not, as protocols 0 and 1. */
  readonly protocol: number | null;
  readonly opcodes: number;
  /** Everything it would import, in the order in which it names it. */
  readonly globals: readonly NamedGlobal[];
  /** What was refused, the first first; empty when it is safe. */
  readonly refusals: readonly Refusal[];
  /** What it holds; empty when it was refused. */
  readonly outline: readonly OutlineLine[];
}

/** Looks at a pickle, hostile or not. Never throws: what is wrong is in the report. */
export function inspectPickle(bytes: Uint8Array, limits: PickleLimits = {}): PickleReport {
  const machine = new Machine(bytes, limits, false);
  const first = attempt(machine);
  if (!(first instanceof PickleError))
    return { verdict: 'safe', ...factsOf(machine), refusals: [], outline: outlineOf(first) };
  // Once more, past what is refused, to see what else it would import.
  const scout = new Machine(bytes, limits, true);
  const last = attempt(scout);
  const problems = [...scout.problems, ...(last instanceof PickleError ? [last] : [])];
  const all = [first, ...problems.filter(({ message }) => message !== first.message)];
  return {
    verdict: all.some(({ unsafe }) => unsafe) ? 'unsafe' : 'unreadable',
    ...factsOf(scout),
    refusals: all.map(({ reason, offset, opcode }) => ({ reason, offset, opcode })),
    outline: [],
  };
}

function attempt(machine: Machine): Value | PickleError {
  try {
    return run(machine) as Value;
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
}

function factsOf({ bytes, protocol, opcodes, globals }: Machine) {
  return { bytes: bytes.length, protocol, opcodes, globals: [...globals.values()] };
}
