import type { Policy } from '../compare/policy.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

/** An argument of a call: the position of a positional one, or the name of a named one. */
export type ArgumentName = number | string;

/** What all properties may say. */
export interface PropertyRules {
  /** How alike two answers must be; default exact. */
  readonly policy?: Policy;
  /** The inputs it is claimed for; default all. Pure. */
  readonly when?: (input: CallArguments) => boolean;
}

/**
 * What must hold of one side's own answers, without another side to compare them with. Checked on every modern, in every
 * case in which it returned something; a case that breaks one is `violated`.
 */
export interface SubjectProperties {
  /** f(f(x)) = f(x), the answer in the place of an argument (default: the first). */
  readonly idempotent?: PropertyRules & { readonly argument?: ArgumentName };
  /** f(a, b) = f(b, a), for two arguments (default: the first two). */
  readonly symmetric?: PropertyRules & { readonly arguments?: readonly [ArgumentName, ArgumentName] };
  /** A larger argument has no smaller answer. The argument is a number, or an array whose answer has as many elements. */
  readonly monotone?: PropertyRules & {
    readonly argument: ArgumentName;
    /** Default `increasing`. */
    readonly direction?: 'increasing' | 'decreasing';
    /** Equal answers to different arguments break it, too (default false). */
    readonly strict?: boolean;
  };
  /** g(f(x)) = x, for another subject g of the suite, called with the answer in the place of an argument (default: the first). */
  readonly roundTrip?: PropertyRules & { readonly inverse: string; readonly argument?: ArgumentName };
  /** Anything else, by name: says in words what is wrong with an answer, null when nothing is. Pure. */
  readonly custom?: Readonly<Record<string, (answer: Value, input: CallArguments) => string | null>>;
  /** Check legacy too (default false): where it is not to be trusted, that is worth knowing. */
  readonly legacy?: boolean;
}

/** The names of the properties that a subject declares, in the order they are checked. */
export function propertyNames(properties: SubjectProperties): string[] {
  const fixed = ['idempotent', 'symmetric', 'monotone', 'roundTrip'] as const;
  return [...fixed.filter((name) => properties[name] !== undefined), ...Object.keys(properties.custom ?? {})];
}
