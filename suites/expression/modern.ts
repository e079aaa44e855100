/**
 * The modern side in TypeScript: expressions in Python's dialect, parsed by mathjs and compiled to closures.
 *
 * mathjs only parses: it sees placeholders instead of the user's names and literals, and what it returns is translated
 * to an allow-listed tree before anything is computed (`modern/parse.ts`). Arithmetic follows Python among plain
 * numbers and NumPy 2 among arrays (`modern/arithmetic.ts`).
 */
import { type Bindings, compile } from './modern/compile.ts';

export { type Bindings, type Compiled, compile } from './modern/compile.ts';

/** The value of `expression` with the variables in `bindings`. */
export function evaluate(expression: unknown, bindings: Bindings): unknown {
  return compile(expression).evaluate(bindings);
}
