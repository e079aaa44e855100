import { SetupError } from '../../base/errors.ts';
import { plainLine } from '../../base/plain-line.ts';
import type { PropertyRules, SubjectProperties } from '../../suite/properties.ts';
import { checkMonotone } from './monotone.ts';
import { held, type PropertyState, type Returning, skipped, violated } from './property-check.ts';
import { checkIdempotent, checkRoundTrip, checkSymmetric } from './same-answer.ts';

/** What came of a property in a case, by its name. */
export type CheckedProperty = PropertyState & { readonly name: string };

const longestWords = 300;

/**
 * Checks what a subject declares of its own answers, all properties at once.
 *
 * @param name `<suite>/<subject>`, for messages
 * @throws SetupError when a function of the suite throws or gives what it may not: what must hold must not fail quietly
 */
export async function checkProperties(
  { idempotent, symmetric, monotone, roundTrip, custom }: SubjectProperties,
  returning: Returning,
  name: string,
): Promise<CheckedProperty[]> {
  const one = async <R extends PropertyRules>(
    property: string,
    rules: R | undefined,
    check: (rules: R, returning: Returning) => Promise<PropertyState>,
  ): Promise<CheckedProperty[]> => {
    if (rules === undefined) return [];
    const applies = rules.when === undefined || asked(() => rules.when!(returning.input), `${property}.when`, name);
    return [{ name: property, ...(applies === true ? await check(rules, returning) : skipped) }];
  };
  const fixed = await Promise.all([
    one('idempotent', idempotent, checkIdempotent),
    one('symmetric', symmetric, checkSymmetric),
    one('monotone', monotone, checkMonotone),
    one('roundTrip', roundTrip, checkRoundTrip),
  ]);
  const own = Object.entries(custom ?? {}).map(([property, says]): CheckedProperty => {
    return {
      name: property,
      ...stateOf(
        asked(() => says(returning.answer, returning.input), property, name),
        property,
        name,
      ),
    };
  });
  return [...fixed.flat(), ...own];
}

function asked(call: () => unknown, property: string, name: string): unknown {
  try {
    return call();
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SetupError(
      `The property "${property}" of ${name} threw ${plainLine(reason)}; it must take whatever its subject takes and returns`,
      { cause: error },
    );
  }
}

function stateOf(said: unknown, property: string, name: string): PropertyState {
  if (said === null) return held;
  if (typeof said === 'string' && said !== '') return violated(plainLine(said, longestWords));
  throw new SetupError(
    `The property "${property}" of ${name} gave ${said === '' ? 'an empty text' : typeof said}; wanted is what is wrong in words, or null`,
  );
}
