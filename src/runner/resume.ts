import { SetupError } from '../base/errors.ts';
import type { JournalHead } from './journal.ts';
import type { ReadySuite } from './run-suite.ts';

/**
 * Refuses to go on with a journal that is not of the suites as they are now: results of two states of the code in one
 * report would say something of neither.
 *
 * @throws SetupError naming what changed
 */
export function checkResumable(journal: JournalHead, now: JournalHead, what: 'resumed' | 'merged' = 'resumed'): void {
  const changed = [...new Set([...Object.keys(journal.suites), ...Object.keys(now.suites)])].filter(
    (name) => journal.suites[name] !== now.suites[name],
  );
  const reasons = changed.map((name) => `suite "${name}" (its code, policy, golden vectors or waivers) changed since`);
  if (journal.vernier !== now.vernier)
    reasons.push(`it was begun by vernier ${journal.vernier}, this is ${now.vernier}`);
  if (reasons.length === 0) return;
  throw new SetupError(`Run ${journal.runId} cannot be ${what}: ${reasons.join('; ')}. Start it anew`);
}

/**
 * The suite with the kept cases that the interrupted run began with, whatever was kept or dropped since.
 *
 * @throws SetupError when one of them is gone
 */
export function foundAsBefore(ready: ReadySuite, journal: JournalHead): ReadySuite {
  const wanted = journal.found[ready.suite.name] ?? [];
  const all = [...ready.found.values()].flat();
  const gone = wanted.find((id) => !all.some((one) => one.id === id));
  if (gone !== undefined) {
    throw new SetupError(
      `Run ${journal.runId} cannot be resumed: the kept case "${gone}" of suite "${ready.suite.name}" is gone since. Start it anew`,
    );
  }
  const found = [...ready.found].map(
    ([subject, cases]) => [subject, cases.filter(({ id }) => wanted.includes(id))] as const,
  );
  return { ...ready, found: new Map(found) };
}
