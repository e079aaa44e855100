import { compareValues } from '../../compare/compare.ts';
import { renderPath } from '../../compare/path.ts';
import type { Policy } from '../../compare/policy.ts';
import type { ArgumentName } from '../../suite/properties.ts';
import type { CallArguments, Outcome } from '../../value/outcome.ts';
import { renderValue } from '../../value/render.ts';
import type { Value } from '../../value/value.ts';

/** What came of one property in one case. */
export type PropertyState =
  | { readonly state: 'held' | 'skipped' }
  /** In words: what was wanted, what was found. */
  | { readonly state: 'violated'; readonly words: string };

export const held: PropertyState = { state: 'held' };
/** It says nothing of this case. */
export const skipped: PropertyState = { state: 'skipped' };
export const violated = (words: string): PropertyState => ({ state: 'violated', words });

/** Asks the same side for one more call. */
export type Ask = (input: CallArguments, subject?: string) => Promise<Outcome>;

/** A case in which a side returned something. */
export interface Returning {
  readonly input: CallArguments;
  readonly answer: Value;
  readonly ask: Ask;
}

const shownLength = 60;

export const shown = (value: Value): string => renderValue(value, { maxLength: shownLength });

/**
 * Holds a second outcome against what it should be.
 *
 * @param label What gave it: `f(f(x))`
 */
export function sameAs(wanted: Value, outcome: Outcome, policy: Policy | undefined, label: string): PropertyState {
  if (outcome.kind !== 'returned') return deedOf(outcome, label);
  const { verdict, differences } = compareValues(wanted, outcome.value, policy ?? {}, { maxDifferences: 1 });
  if (verdict === 'agree') return held;
  const [worst] = differences;
  if (worst === undefined) return violated(`${label} is not what it should be`);
  const at = worst.path.length === 0 ? '' : ` at ${renderPath(worst.path)}`;
  const side = (value: Value | undefined) => (value === undefined ? 'nothing' : shown(value));
  return violated(`${label} is ${side(worst.modern)}${at}, wanted ${side(worst.legacy)}`);
}

/** A further call that did not return breaks the property, unless it was never made. */
function deedOf(outcome: Exclude<Outcome, { kind: 'returned' }>, label: string): PropertyState {
  if (outcome.kind === 'raised') return violated(`${label} raised ${outcome.error.class}`);
  if (outcome.kind === 'crashed' && outcome.unhealthy === true) return skipped;
  return violated(`${label} ${outcome.kind === 'timed-out' ? 'gave no answer' : outcome.kind}`);
}

/** An argument of a call; undefined where there is none of that name. */
export function argumentOf({ args, kwargs }: CallArguments, name: ArgumentName): Value | undefined {
  if (typeof name === 'number') return args[name];
  return Object.hasOwn(kwargs, name) ? kwargs[name] : undefined;
}

/** The call with another value for an argument that it has. */
export function withArgument({ args, kwargs }: CallArguments, name: ArgumentName, value: Value): CallArguments {
  if (typeof name === 'number') return { args: args.with(name, value), kwargs };
  // Defined, not assigned: an argument may be called __proto__.
  const entries = Object.entries(kwargs).map(([key, old]) => [key, key === name ? value : old] as const);
  return { args, kwargs: Object.fromEntries(entries) };
}
