import { complexity, simplerIntegers, simplerNumbers } from '../simpler.ts';
import { type Parsed, parseExpression } from './parse.ts';
import { printExpression } from './print.ts';
import {
  children,
  type Expression,
  integerOf,
  isIntegerText,
  type Literal,
  nodes,
  numberOf,
  replaced,
  sameTree,
  variables,
} from './tree.ts';

/**
 * Texts of simpler expressions, the boldest first: a node replaced by one of its parts, by a variable inside it or by
 * 0, 1 or 2, from the root downwards; literals with fewer digits; last, the same tree with fewer blanks and parentheses.
 * The rest of the text stays as it was, so that a fault in the reading of blanks or parentheses survives the shrinking.
 */
export function* simplerTexts(text: string, parsed: Parsed): IterableIterator<string> {
  const all = nodes(parsed.tree);
  for (const node of all) {
    for (const by of parts(node)) yield* spliced(text, parsed, node, by);
  }
  for (const node of all) {
    if (node.kind === 'literal') for (const by of simplerLiterals(node)) yield* spliced(text, parsed, node, by);
  }
  yield* plainerTexts(text, parsed);
}

/**
 * How complicated an expression is: weight of its operators, calls and variables; complexity of its literals; length of
 * its text. Compared left to right.
 */
export function expressionWeight(text: string, tree: Expression): readonly [number, number, number] {
  let structure = 0;
  let literals = 0;
  for (const node of nodes(tree)) {
    structure += node.kind === 'literal' ? 1 : node.kind === 'variable' ? 2 : 3;
    if (node.kind === 'literal') literals += literalWeight(node);
  }
  return [structure, literals, text.length];
}

function literalWeight({ text }: Literal): number {
  return 2 * complexity(numberOf(text)) + (isIntegerText(text) ? 0 : 1);
}

function parts(node: Expression): Expression[] {
  if (node.kind === 'literal') return [];
  const direct = children(node);
  const inside: Expression[] = [...variables(node)].map((name) => ({ kind: 'variable', name }));
  const constants: Expression[] = ['0', '1', '2', '0.0', '1.0', '2.0'].map((text) => ({ kind: 'literal', text }));
  return node.kind === 'variable' ? constants : [...direct, ...inside, ...constants];
}

function simplerLiterals(node: Literal): Literal[] {
  const whole = isIntegerText(node.text);
  const texts = whole
    ? simplerIntegers(integerOf(node.text)).map(String)
    : simplerNumbers(numberOf(node.text)).filter(Number.isFinite).map(asFloat);
  const rounded = whole ? [] : [String(Math.trunc(numberOf(node.text))), asFloat(numberOf(node.text))];
  const literals = [...texts, ...rounded.filter((text) => /^[0-9.e-]+$/.test(text))];
  return literals
    .map((text): Literal => ({ kind: 'literal', text }))
    .filter((by) => literalWeight(by) <= literalWeight(node));
}

function asFloat(x: number): string {
  const text = String(x).replace('e+', 'e');
  return isIntegerText(text) ? `${text}.0` : text;
}

/** The text with the node's place taken by `by`, in parentheses when it needs them there. */
function* spliced(text: string, parsed: Parsed, node: Expression, by: Expression): IterableIterator<string> {
  const expected = replaced(parsed.tree, node, by);
  const [start, end] = parsed.spans.get(node) as readonly [number, number];
  const own = parsed.spans.get(by);
  const written = own === undefined ? printExpression(by) : text.slice(own[0], own[1]);
  for (const replacement of [written, `(${written})`]) {
    const candidate = text.slice(0, start) + replacement + text.slice(end);
    if (!parsesTo(candidate, expected)) continue;
    yield candidate;
    return;
  }
}

function* plainerTexts(text: string, parsed: Parsed): IterableIterator<string> {
  const without: string[] = [printExpression(parsed.tree), text.replace(/\s+/g, '')];
  for (const gap of text.matchAll(/\s+/g))
    without.push(text.slice(0, gap.index) + text.slice(gap.index + gap[0].length));
  for (const [start, end] of parsed.spans.values()) {
    if (text[start] === '(') without.push(text.slice(0, start) + text.slice(start + 1, end - 1) + text.slice(end));
  }
  for (const candidate of without) {
    if (candidate.length < text.length && parsesTo(candidate, parsed.tree)) yield candidate;
  }
}

function parsesTo(text: string, tree: Expression): boolean {
  const parsed = parseExpression(text);
  return parsed !== null && sameTree(parsed.tree, tree);
}
