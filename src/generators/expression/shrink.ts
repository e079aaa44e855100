import type { CallArguments } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import { callWith, type ExpressionCall, readCall } from './call.ts';
import { hasModestIntegers } from './integer-size.ts';
import { liftedParts } from './lift.ts';
import { printExpression } from './print.ts';
import { bindingsWeight, simplerBindings } from './shrink-bindings.ts';
import { expressionWeight, simplerTexts } from './splice.ts';
import { type Expression, variables, withNames } from './tree.ts';

/**
 * Simpler arguments for `evaluate(expression, bindings)`, the boldest first: simpler expressions, parts of
 * them with a variable in the place of their leaves, then simpler bindings.
 * Last, its variables are called x, y and z. Every candidate is an expression of the grammar that uses no other variable
 * its original did not use, and stands below its original in one order (expression's structure and literals, bindings,
 * length of the text, names), so shrinking ends.
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
  for (const { tree, name, value } of liftedParts(parsed.tree, bindings))
    yield callWith(printExpression(tree), new Map(bindings).set(name, value));
  for (const simpler of simplerBindings(bindings, parsed.tree)) yield callWith(text, simpler);
  yield* renamed(parsed.tree, bindings);
}

/** What a person would call variables whose names do not matter, so that one fault shrinks to one text. */
const plainNames: readonly string[] = ['x', 'y', 'z'];

function* renamed(tree: Expression, bindings: ExpressionCall['bindings']): IterableIterator<CallArguments> {
  const names = [...variables(tree)];
  if (names.length > plainNames.length || names.some((name) => !bindings.has(name))) return;
  const plain = new Map(names.map((name, place) => [name, plainNames[place] as string]));
  const text = printExpression(withNames(tree, plain));
  const bound = [...bindings].flatMap(([name, value]): [string, Value][] => {
    const by = plain.get(name);
    return by === undefined ? [] : [[by, value]];
  });
  if (bound.length === bindings.size) yield callWith(text, new Map(bound));
}

/** Variables that are not called by the plain name for their place. */
function oddNames(tree: Expression): number {
  return [...variables(tree)].filter((name, place) => name !== plainNames[place]).length;
}

/** The order in which calls shrink, compared left to right. */
export function callWeight({ text, parsed, bindings }: ExpressionCall): readonly number[] {
  const [structure, literals, length] = expressionWeight(text, parsed.tree);
  return [structure, literals, ...bindingsWeight(bindings), length, oddNames(parsed.tree)];
}

/** Whether the first difference between two equally long lists is a smaller number in `a`. */
export function isBelow(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((x, index) => x !== b[index]);
  return place !== -1 && (a[place] as number) < (b[place] as number);
}
