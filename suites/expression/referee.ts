import {
  type CallArguments,
  type Expression,
  type ExpressionCall,
  elementAt,
  isIntegerText,
  nodes,
  numberOf,
  type RealExpression,
  type RefereeTask,
  readCall,
  type Step,
  type Value,
} from 'vernier';
import { labels } from './labels.ts';

/** Labels of cases whose sides do not compute the same real function, or none, and why the truth is not told there. */
const untold: ReadonlyMap<string, string> = new Map([
  ['syntax:refused', 'the expression is outside of the grammar of both sides'],
  ['arity', 'a function is called with another number of arguments'],
  ['name:unbound', 'a variable has no value'],
  ['name:function', 'a function is used as a number'],
  ['bound:constant', 'e or pi is bound, which only legacy looks at'],
  ['bound:function', 'a function is bound, which only legacy looks at'],
  ['bound:other', 'a variable is no number'],
  ['dtype:bool', 'truth values have an arithmetic of their own'],
  ['dtype:other', 'an array has another dtype than the suite knows'],
  ['integer:wraps', 'an integer wraps around'],
  ['integer:undefined', 'a remainder by zero is 0 in integers'],
  ['complex', 'a result on the way is complex'],
  ['precision:float16', 'literals are rounded to float16 first'],
]);

/** The real function behind each number that `evaluate` returns: elements by broadcasting, literals as they are written. */
export function referee(input: CallArguments): RefereeTask | null {
  const call = readCall(input);
  if (call === null) return null;
  const found = labels(input).find((label) => untold.has(label));
  const why = found === undefined ? literalRule(call) : untold.get(found)!;
  if (why !== null) return { ask: () => why };
  const expression = realOf(call.parsed.tree);
  return {
    ask(path) {
      const bindings = new Map<string, number | bigint>();
      for (const [name, value] of used(call)) {
        const number = elementFor(value, path);
        if (number === null) return `"${name}" has no number for this place`;
        bindings.set(name, number);
      }
      return { expression, bindings };
    },
  };
}

/** Bound variables that the expression reads. */
function used({ parsed, bindings }: ExpressionCall): [string, Value][] {
  const names = new Set(nodes(parsed.tree).flatMap((node) => (node.kind === 'variable' ? [node.name] : [])));
  return [...bindings].filter(([name]) => names.has(name));
}

/** Where one side rounds a number before it computes with it, the number as it is written is not what it was given. */
function literalRule(call: ExpressionCall): string | null {
  const numbers: (number | bigint)[] = [];
  let single = false;
  for (const node of nodes(call.parsed.tree)) {
    if (node.kind === 'literal') numbers.push(exactly(node.text));
    if (node.kind === 'variable' && !call.bindings.has(node.name)) numbers.push(constants.get(node.name) ?? 0);
  }
  for (const [, value] of used(call)) {
    if (typeof value === 'number' || typeof value === 'bigint') numbers.push(value);
    else if (typeof value === 'object' && value !== null && 'dtype' in value) single ||= value.dtype === '<f4';
  }
  if (numbers.some((x) => typeof x === 'bigint' && !isFloat(x)))
    return 'an integer is kept by one side, rounded by the other';
  if (single && numbers.some((x) => Math.fround(Number(x)) !== Number(x)))
    return 'a literal is rounded to float32 first';
  return null;
}

const isFloat = (x: bigint) => Number.isFinite(Number(x)) && BigInt(Number(x)) === x;

const constants: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['pi', Math.PI],
]);

function exactly(text: string): number | bigint {
  if (!isIntegerText(text) || text === 'True' || text === 'False') return numberOf(text);
  return BigInt(text.replaceAll('_', ''));
}

function realOf(tree: Expression): RealExpression {
  switch (tree.kind) {
    case 'literal':
      return { kind: 'number', value: exactly(tree.text) };
    case 'variable': {
      const constant = constants.get(tree.name);
      return constant === undefined ? { kind: 'variable', name: tree.name } : { kind: 'number', value: constant };
    }
    case 'unary':
      return { kind: 'unary', operator: tree.operator, operand: realOf(tree.operand) };
    case 'binary':
      return { kind: 'binary', operator: tree.operator, left: realOf(tree.left), right: realOf(tree.right) };
    case 'call':
      return { kind: 'call', name: tree.name, args: tree.args.map(realOf) };
  }
}

/** The element that broadcasting brings to a place of the result; null where there is no number. */
function elementFor(value: Value, path: readonly Step[]): number | bigint | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  const { shape } = value;
  const steps = path.slice(path.length - shape.length);
  let flat = 0;
  for (const [axis, size] of shape.entries()) {
    const step = steps[axis];
    if (typeof step !== 'number' || (size !== 1 && step >= size)) return null;
    flat = flat * size + (size === 1 ? 0 : step);
  }
  const element = elementAt(value, flat);
  return typeof element === 'number' || typeof element === 'bigint' ? element : null;
}
