import { SetupError } from '../base/errors.ts';
import type { JournalHead } from './journal.ts';

/**
 * Refuses to go on with a journal that is not of the suites as they are now: results of two states of the code in one
 * report would say something of neither.
 *
 * @throws SetupError naming what changed
 */
export function checkResumable(journal: JournalHead, now: JournalHead): void {
  const changed = [...new Set([...Object.keys(journal.suites), ...Object.keys(now.suites)])].filter(
    (name) => journal.suites[name] !== now.suites[name],
  );
  const reasons = changed.map((name) => `suite "${name}" (its code, policy, golden vectors or waivers) changed since`);
  if (journal.vernier !== now.vernier)
    reasons.push(`it was begun by vernier ${journal.vernier}, this is ${now.vernier}`);
  if (reasons.length === 0) return;
  throw new SetupError(`Run ${journal.runId} cannot be resumed: ${reasons.join('; ')}. Start it anew`);
}
