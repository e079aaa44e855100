import { parseAddress } from './address.ts';
import { createExec } from './exec.ts';
import type { Implementation } from './implementation.ts';
import { type LaunchOptions, launchOf } from './launch.ts';
import { Pool } from './pool.ts';
import type { WarmUp } from './warm-up.ts';

/** What an implementation is made from: a suite's definition with its paths and interpreter found. */
export interface ImplementationSpec extends LaunchOptions {
  /** `legacy`, or the modern's name. */
  readonly name: string;
  readonly address: string;
  /** Milliseconds it may take to say hello (default 60000). */
  readonly startMs?: number;
  /** Megabytes of resident memory one process may use (default 2048). */
  readonly memoryMb?: number;
  /** Processes at work at the same time (default 1). */
  readonly workers?: number;
  /** Calls in flight on each of them (default 64; 1 for stateful subjects). */
  readonly inFlight?: number;
  /** A new process after this many calls (default: never). */
  readonly freshEvery?: number;
  /** Calls in a row that may end a process before no more are made (default 5; `Infinity` to go on for ever). */
  readonly maxCrashesInRow?: number;
  /** `auto` (default): a driver that can safely fork imports once and forks its processes; `off`: it imports in each. */
  readonly fork?: 'auto' | 'off';
  /** What calls have to have compiled before they count (default nothing). */
  readonly warmUp?: WarmUp;
}

/**
 * An implementation by its address. Nothing is started yet.
 *
 * @throws SetupError when the address is not one, or names nothing that can be called
 */
export function createImplementation(spec: ImplementationSpec): Implementation {
  const address = parseAddress(spec.address, spec.root);
  if (address.scheme === 'exec') return createExec(spec, address.words);
  return new Pool({
    name: spec.name,
    address: spec.address,
    launch: launchOf(address, spec),
    startMs: spec.startMs ?? 60_000,
    memoryMb: spec.memoryMb ?? 2048,
    fork: spec.fork ?? 'auto',
    workers: spec.workers ?? 1,
    window: spec.inFlight ?? 64,
    freshEvery: spec.freshEvery ?? Number.POSITIVE_INFINITY,
    maxCrashesInRow: spec.maxCrashesInRow ?? 5,
    ...(spec.warmUp === undefined ? {} : { warmUp: spec.warmUp }),
  });
}
