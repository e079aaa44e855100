import type { CallArguments } from '../../value/outcome.ts';
import { callWith, type ExpressionCall, readCall } from './call.ts';
import { hasModestIntegers } from './integer-size.ts';
import { bindingsWeight, simplerBindings } from './shrink-bindings.ts';
import { expressionWeight, simplerTexts } from './splice.ts';

/**
 * Simpler arguments for `evaluate(expression, bindings)`, the boldest first: simpler expressions, then simpler bindings.
 * Every candidate is an expression of the grammar that uses no variable its original did not use, and stands below its
 * original in one order (expression's structure and literals, bindings, length of the text), so shrinking ends.
 * Arguments outside of the grammar do not shrink.
 */
export function* simplerCalls(input: CallArguments): IterableIterator<CallArguments> {
  const call = readCall(input);
  if (call === null) return;
  const own = callWeight(call);
  for (const candidate of candidates(call)) {
    const simpler = readCall(candidate);
    if (simpler === null || !hasModestIntegers(simpler.parsed.tree, simpler.bindings)) continue;
    if (isBelow(callWeight(simpler), own)) yield candidate;
  }
}

function* candidates({ text, parsed, bindings }: ExpressionCall): IterableIterator<CallArguments> {
  for (const simpler of simplerTexts(text, parsed)) yield callWith(simpler, bindings);
  for (const simpler of simplerBindings(bindings, parsed.tree)) yield callWith(text, simpler);
}

/** The order in which calls shrink, compared left to right. */
export function callWeight({ text, parsed, bindings }: ExpressionCall): readonly number[] {
  const [structure, literals, length] = expressionWeight(text, parsed.tree);
  return [structure, literals, ...bindingsWeight(bindings), length];
}

/** Whether the first difference between two equally long lists is a smaller number in `a`. */
export function isBelow(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((x, index) => x !== b[index]);
  return place !== -1 && (a[place] as number) < (b[place] as number);
}
