/** The only shapes a parsed expression can have. */
export type Tree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'unary'; readonly op: '+' | '-'; readonly of: Tree }
  | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'call'; readonly function: string; readonly args: readonly Tree[] };

export type BinaryOperator = '+' | '-' | '*' | '/' | '**';

/** Levels of a tree, a sum of n terms having n: where RepTate's evaluator ran out of stack. */
export const maxDepth = 495;
