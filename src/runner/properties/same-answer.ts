import type { SubjectProperties } from '../../suite/properties.ts';
import { identical } from '../../value/identical.ts';
import { argumentOf, type PropertyState, type Returning, sameAs, skipped, withArgument } from './property-check.ts';

/** f(f(x)) = f(x). */
export async function checkIdempotent(
  { argument = 0, policy }: NonNullable<SubjectProperties['idempotent']>,
  { input, answer, ask }: Returning,
): Promise<PropertyState> {
  if (argumentOf(input, argument) === undefined) return skipped;
  return sameAs(answer, await ask(withArgument(input, argument, answer)), policy, 'f(f(x))');
}

/** f(a, b) = f(b, a). Two arguments that are the same show nothing. */
export async function checkSymmetric(
  { arguments: [one, other] = [0, 1], policy }: NonNullable<SubjectProperties['symmetric']>,
  { input, answer, ask }: Returning,
): Promise<PropertyState> {
  const [a, b] = [argumentOf(input, one), argumentOf(input, other)];
  if (a === undefined || b === undefined || identical(a, b)) return skipped;
  const swapped = withArgument(withArgument(input, one, b), other, a);
  return sameAs(answer, await ask(swapped), policy, 'f(b, a)');
}

/** g(f(x)) = x, for another subject g. */
export async function checkRoundTrip(
  { inverse, argument = 0, policy }: NonNullable<SubjectProperties['roundTrip']>,
  { input, answer, ask }: Returning,
): Promise<PropertyState> {
  const given = argumentOf(input, argument);
  if (given === undefined) return skipped;
  return sameAs(given, await ask(withArgument(input, argument, answer), inverse), policy, `${inverse}(f(x))`);
}
