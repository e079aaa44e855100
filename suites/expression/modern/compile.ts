import { fromOperand, toOperand } from './boundary.ts';
import { ValueError } from './errors.ts';
import { compileOperands, type OperandCode } from './operand-path.ts';
import { parse } from './parse.ts';
import { compileScalar, NotReal, type ScalarCode } from './scalar-path.ts';
import type { Tree } from './tree.ts';

/** Variables by name. */
export type Bindings = ReadonlyMap<unknown, unknown> | { readonly [name: string]: unknown };

/** An expression that is parsed once and evaluated many times. */
export interface Compiled {
  /** Names it needs, sorted; `e` and `pi` are never among them. */
  readonly variables: readonly string[];
  /**
   * The value with these bindings: `number`, `bigint`, `boolean`, a typed array, or a tagged object.
   *
   * @throws {ValueError} when a variable is missing, and what the arithmetic raises
   */
  evaluate(bindings: Bindings): unknown;
  /**
   * The value when every variable is a float; `slots` holds them in the order of `variables`.
   *
   * @throws {NotReal} when the result is complex, and what the arithmetic raises
   */
  readonly scalar: ScalarCode;
}

/** How many expressions are remembered; the oldest goes first. */
const maxRemembered = 500;
const remembered = new Map<string, Compiled>();

/**
 * Compile an expression, or remember it.
 *
 * @throws {ValueError} when the grammar refuses it, {TypeError} when it is not text
 */
export function compile(expression: unknown): Compiled {
  const known = remembered.get(expression as string);
  if (known) return known;
  const compiled = compileTree(parse(expression));
  if (remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value!);
  remembered.set(expression as string, compiled);
  return compiled;
}

function compileTree(tree: Tree): Compiled {
  const variables = [...namesIn(tree)].sort();
  const scalar = compileScalar(tree, variables);
  let general: OperandCode | undefined;
  const evaluate = (bindings: Bindings): unknown => {
    const values = lookUp(variables, bindings);
    if (values.every((value) => typeof value === 'number')) {
      try {
        return scalar(values as number[]);
      } catch (error) {
        if (!(error instanceof NotReal)) throw error;
      }
    }
    general ??= compileOperands(tree, variables);
    return fromOperand(general(values.map(toOperand)));
  };
  return { variables, evaluate, scalar };
}

function namesIn(tree: Tree, names = new Set<string>()): Set<string> {
  if (tree.kind === 'variable') names.add(tree.name);
  for (const inner of children(tree)) namesIn(inner, names);
  return names;
}

function children(tree: Tree): readonly Tree[] {
  if (tree.kind === 'unary') return [tree.of];
  if (tree.kind === 'binary') return [tree.left, tree.right];
  return tree.kind === 'call' ? tree.args : [];
}

/** Own keys only, so that no prototype answers for a name. */
function lookUp(variables: readonly string[], bindings: Bindings): unknown[] {
  const has = (name: string) => (bindings instanceof Map ? bindings.has(name) : Object.hasOwn(bindings, name));
  const missing = variables.filter((name) => !has(name));
  if (missing.length > 0) throw new ValueError(`Missing variable(s): ${missing.join(', ')}`);
  return variables.map((name) =>
    bindings instanceof Map ? bindings.get(name) : (bindings as Record<string, unknown>)[name],
  );
}
