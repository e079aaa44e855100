import { create, type MathNode, parseDependencies } from 'mathjs/number';
import { ValueError } from './errors.ts';
import { arities, constants, isDenied } from './names.ts';
import { type Token, tokenize } from './tokens.ts';
import { type BinaryOperator, maxDepth, type Tree } from './tree.ts';

/** mathjs as a parser and nothing else: no function, constant or unit of it exists here, and it never evaluates. */
const { parse: parseInfix } = create({ parseDependencies: parseDependencies! }, {}) as {
  parse: (text: string) => MathNode;
};

/**
 * An expression in Python's dialect to a tree of the allow-list.
 *
 * mathjs sees none of the user's words: each name and literal is replaced by a placeholder first, so that its text
 * holds operators, parentheses and placeholders only, and what it returns is translated node by node.
 *
 * @throws {ValueError} when the grammar refuses it
 */
export function parse(expression: unknown): Tree {
  const leaves: Tree[] = [];
  const functions: string[] = [];
  const infix = toInfix(tokenize(expression), leaves, functions);
  let root: MathNode;
  try {
    root = parseInfix(infix);
  } catch (error) {
    throw new ValueError(
      `Invalid expression syntax: ${error instanceof RangeError ? 'too deeply nested' : 'not an expression'}`,
    );
  }
  return translate(root, leaves, functions, 1);
}

/** Tokens to mathjs text. Refuses what mathjs would read otherwise than Python: juxtaposition, tuples, odd calls. */
function toInfix(tokens: readonly Token[], leaves: Tree[], functions: string[]): string {
  const words: string[] = [];
  const brackets: ('call' | 'group')[] = [];
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const next = tokens[at + 1];
    const afterOperand =
      before !== undefined && (before.kind === 'number' || before.kind === 'name' || before.kind === 'close');
    switch (token.kind) {
      case 'operator':
        words.push(token.text === '**' ? '^' : token.text);
        return;
      case 'close':
        brackets.pop();
        words.push(')');
        return;
      case 'comma':
        if (brackets.at(-1) !== 'call') throw new ValueError('Disallowed operation: tuple literal');
        // Python allows one comma after the last argument; anything else that is odd is mathjs's to refuse.
        if (!(afterOperand && next?.kind === 'close')) words.push(',');
        return;
      case 'open':
        if (afterOperand && before.kind !== 'name')
          throw new ValueError('Disallowed operation: only named function calls allowed');
        brackets.push(afterOperand ? 'call' : 'group');
        words.push('(');
        return;
      default:
        if (afterOperand)
          throw new ValueError('Invalid expression syntax: two values without an operator between them');
        words.push(placeholder(token, next?.kind === 'open', leaves, functions));
    }
  });
  return words.join(' ');
}

function placeholder(
  token: Extract<Token, { kind: 'number' | 'name' }>,
  called: boolean,
  leaves: Tree[],
  functions: string[],
): string {
  if (token.kind === 'number') return `v${leaves.push({ kind: 'number', value: token.value }) - 1}`;
  const name = token.name;
  if (called) {
    if (!arities.has(name)) throw new ValueError(`Disallowed function: ${name}`);
    return `f${functions.push(name) - 1}`;
  }
  if (isDenied(name)) throw new ValueError(`Disallowed name: ${name}`);
  if (arities.has(name)) throw new ValueError(`Function ${name} used as variable`);
  const constant = constants.get(name);
  const leaf: Tree = constant === undefined ? { kind: 'variable', name } : { kind: 'number', value: constant };
  return `v${leaves.push(leaf) - 1}`;
}

/** The fields of mathjs's nodes that are read here. */
interface ParsedNode {
  readonly type: string;
  readonly name?: string;
  readonly op?: string;
  readonly content?: MathNode;
  readonly args?: readonly MathNode[];
  readonly fn?: { readonly type?: string; readonly name?: string };
}

const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['^', '**'],
]);

function translate(parsed: MathNode, leaves: readonly Tree[], functions: readonly string[], depth: number): Tree {
  if (depth > maxDepth) throw new ValueError(`Invalid expression: nested deeper than ${maxDepth} levels`);
  const node = parsed as unknown as ParsedNode;
  const inner = (child: MathNode): Tree => translate(child, leaves, functions, depth + 1);
  if (node.type === 'ParenthesisNode') return translate(node.content!, leaves, functions, depth);
  if (node.type === 'SymbolNode') {
    const leaf = leaves[indexOf(node.name, 'v')];
    if (leaf !== undefined) return leaf;
  }
  if (node.type === 'OperatorNode') {
    const [first, second] = node.args!;
    const binary = binaryOperators.get(node.op!);
    if (first && second && binary) return { kind: 'binary', op: binary, left: inner(first), right: inner(second) };
    if (first && !second && (node.op === '+' || node.op === '-'))
      return { kind: 'unary', op: node.op, of: inner(first) };
  }
  if (node.type === 'FunctionNode' && node.fn?.type === 'SymbolNode') {
    const name = functions[indexOf(node.fn.name, 'f')];
    if (name !== undefined) return call(name, node.args!.map(inner));
  }
  throw new ValueError(`Disallowed operation: ${node.type}`);
}

function call(name: string, args: readonly Tree[]): Tree {
  const arity = arities.get(name);
  if (args.length !== arity) throw new ValueError(`Function ${name} requires exactly ${arity} argument(s)`);
  return { kind: 'call', function: name, args };
}

function indexOf(placeholder: string | undefined, letter: 'v' | 'f'): number {
  return placeholder?.startsWith(letter) ? Number(placeholder.slice(1)) : -1;
}
