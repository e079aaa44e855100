/**
 * Algebraic expressions as trees: literals, variables, unary + and -, the five arithmetic operators, and calls of named
 * functions. Precedence and associativity are Python's: `-2**2` is -(2**2), `2**3**2` is 2**(3**2), `2**-1` is allowed.
 */
export type Expression = Literal | Variable | Unary | Binary | Call;

/** A number that is not negative, by its text: `2`, `0x1F` and `True` are integers, `2.`, `.5` and `1e3` floats. */
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
}

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '+' | '-';
  readonly operand: Expression;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '**';

/** Whether a literal's text is that of an integer: `2`, `1_000`, `0x1F`, or a truth value. */
export function isIntegerText(text: string): boolean {
  return /^(?:[0-9_]+|0[xXoObB].*|True|False)$/.test(text);
}

/** The integer that such a text stands for. */
export function integerOf(text: string): bigint {
  return text === 'True' ? 1n : text === 'False' ? 0n : BigInt(text.replaceAll('_', ''));
}

/** The number that a literal's text stands for, rounded to binary64. */
export function numberOf(text: string): number {
  return isIntegerText(text) ? Number(integerOf(text)) : Number(text.replaceAll('_', ''));
}

/** The direct parts of a node, left to right. */
export function children(node: Expression): readonly Expression[] {
  if (node.kind === 'unary') return [node.operand];
  if (node.kind === 'binary') return [node.left, node.right];
  return node.kind === 'call' ? node.args : [];
}

/** The node and all below it, a node before its parts. */
export function nodes(tree: Expression): Expression[] {
  const found: Expression[] = [tree];
  for (let i = 0; i < found.length; i += 1) found.push(...children(found[i] as Expression));
  return found;
}

/** Names of the variables in the tree, each once. */
export function variables(tree: Expression): Set<string> {
  return new Set(nodes(tree).flatMap((node) => (node.kind === 'variable' ? [node.name] : [])));
}

/** Whether two trees are the same, literals by their text. */
export function sameTree(a: Expression, b: Expression): boolean {
  if (a.kind === 'literal') return b.kind === 'literal' && a.text === b.text;
  if (a.kind === 'variable') return b.kind === 'variable' && a.name === b.name;
  if (a.kind === 'call' && !(b.kind === 'call' && a.name === b.name)) return false;
  if (a.kind !== 'call' && !(b.kind === a.kind && a.operator === b.operator)) return false;
  const [left, right] = [children(a), children(b)];
  return left.length === right.length && left.every((part, index) => sameTree(part, right[index] as Expression));
}

/** The tree with one node, found by identity, replaced. */
export function replaced(tree: Expression, node: Expression, by: Expression): Expression {
  if (tree === node) return by;
  if (tree.kind === 'unary') return { ...tree, operand: replaced(tree.operand, node, by) };
  if (tree.kind === 'binary')
    return { ...tree, left: replaced(tree.left, node, by), right: replaced(tree.right, node, by) };
  return tree.kind === 'call' ? { ...tree, args: tree.args.map((part) => replaced(part, node, by)) } : tree;
}

/** The tree with other names for its variables. */
export function withNames(tree: Expression, names: ReadonlyMap<string, string>): Expression {
  const inner = (part: Expression): Expression => withNames(part, names);
  switch (tree.kind) {
    case 'literal':
      return tree;
    case 'variable':
      return { ...tree, name: names.get(tree.name) ?? tree.name };
    case 'unary':
      return { ...tree, operand: inner(tree.operand) };
    case 'binary':
      return { ...tree, left: inner(tree.left), right: inner(tree.right) };
    default:
      return { ...tree, args: tree.args.map(inner) };
  }
}
