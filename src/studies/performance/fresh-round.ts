import type { RoundSides } from '../../perf/time-round.ts';
import type { RunObserver, RunOptions } from '../../runner/options.ts';
import { openSides } from '../../runner/sides.ts';
import type { LoadedSuite } from '../../suite/load-suite.ts';
import type { ImplementationDefinition } from '../../suite/suite.ts';

/** The processes of one round. */
export interface FreshRound {
  /** Null when legacy did not start; then no modern can be timed. */
  readonly sides: RoundSides | null;
  /** Why a side is not there, by its name. */
  readonly failures: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/**
 * Starts legacy twice and every modern once, each in a process that was never forked: copies of one process lie alike in
 * memory and would hide how much that matters.
 *
 * @throws SetupError as `openSides` does
 */
export async function openRound(
  suite: LoadedSuite,
  options: RunOptions,
  observer: RunObserver,
  signal: AbortSignal,
): Promise<FreshRound> {
  const own = unforked(suite);
  const first = await openSides(own, options, observer, signal);
  try {
    const second = await openSides(own, options, observer, signal, { moderns: false });
    const failures = new Map<string, string>();
    const legacy = first.legacy.implementation;
    const twin = second.legacy.implementation;
    if (legacy === null || twin === null) {
      failures.set('legacy', first.legacy.failure ?? second.legacy.failure ?? 'there is no legacy to be timed');
    }
    for (const { name, failure } of first.moderns) if (failure !== null) failures.set(name, failure);
    const moderns = new Map(
      first.moderns.flatMap(({ name, implementation }) =>
        implementation === null ? [] : [[name, implementation] as const],
      ),
    );
    return {
      sides: legacy === null || twin === null ? null : { legacy, twin, moderns },
      failures,
      close: async () => {
        await Promise.all([first.close(), second.close()]);
      },
    };
  } catch (error) {
    await first.close();
    throw error;
  }
}

function unforked(suite: LoadedSuite): LoadedSuite {
  const { definition } = suite;
  const alone = (one: ImplementationDefinition): ImplementationDefinition => ({ ...one, fork: 'off' });
  const moderns = Object.fromEntries(Object.entries(definition.moderns).map(([name, one]) => [name, alone(one)]));
  const legacy = definition.legacy === undefined ? {} : { legacy: alone(definition.legacy) };
  return { ...suite, definition: { ...definition, ...legacy, moderns } };
}
