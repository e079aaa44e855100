import { type ExchangeableGroups, type Expression, nodes, printExpression } from 'vernier';

/** More groups than these are not tried in every order. */
const mostGroups = 12;

/**
 * Groups of parameters that may change places in a model that is a sum: terms that read the same but for the names of
 * their parameters, each with parameters of its own. Both exponentials of `a*exp(-b*x)+c*exp(-d*x)` are: [[[0, 1], [2, 3]]].
 */
export function exchangeableGroups(tree: Expression, parameters: readonly string[]): readonly ExchangeableGroups[] {
  const index = new Map(parameters.map((name, j) => [name, j]));
  const terms = termsOf(tree).map(({ sign, term }) => ({
    shape: sign + shapeOf(term, index),
    own: ownOf(term, index),
  }));
  const uses = new Map<number, number>();
  for (const { own } of terms) for (const j of own) uses.set(j, (uses.get(j) ?? 0) + 1);
  const alike = new Map<string, number[][]>();
  for (const { shape, own } of terms) {
    if (own.length === 0 || own.some((j) => uses.get(j) !== 1)) continue;
    alike.set(shape, [...(alike.get(shape) ?? []), own]);
  }
  return [...alike.values()].filter((groups) => groups.length > 1 && groups.length <= mostGroups);
}

interface Term {
  readonly sign: '+' | '-';
  readonly term: Expression;
}

function termsOf(tree: Expression, sign: '+' | '-' = '+'): Term[] {
  if (tree.kind !== 'binary' || (tree.operator !== '+' && tree.operator !== '-')) return [{ sign, term: tree }];
  const other = sign === '+' ? '-' : '+';
  return [...termsOf(tree.left, sign), ...termsOf(tree.right, tree.operator === '+' ? sign : other)];
}

/** Its parameters, each once, in the order in which it reads them. */
function ownOf(term: Expression, index: ReadonlyMap<string, number>): number[] {
  const names = inOrder(term).flatMap((node) => (node.kind === 'variable' && index.has(node.name) ? [node.name] : []));
  return [...new Set(names)].map((name) => index.get(name)!);
}

/** Its text with places for its parameters; those it has twice are told by the same place. */
function shapeOf(term: Expression, index: ReadonlyMap<string, number>): string {
  const own = ownOf(term, index);
  const rename = (node: Expression): Expression => {
    switch (node.kind) {
      case 'literal':
        return node;
      case 'variable': {
        const j = index.get(node.name);
        return j === undefined ? node : { ...node, name: `parameter_${own.indexOf(j)}` };
      }
      case 'unary':
        return { ...node, operand: rename(node.operand) };
      case 'binary':
        return { ...node, left: rename(node.left), right: rename(node.right) };
      case 'call':
        return { ...node, args: node.args.map(rename) };
    }
  };
  return printExpression(rename(term));
}

/** The nodes of a tree, left to right. */
function inOrder(tree: Expression): Expression[] {
  switch (tree.kind) {
    case 'unary':
      return inOrder(tree.operand);
    case 'binary':
      return [...inOrder(tree.left), ...inOrder(tree.right)];
    case 'call':
      return tree.args.flatMap(inOrder);
    default:
      return nodes(tree);
  }
}
