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
import { callKind, type Kind, kindOfDType, operatorKind } from './labels/kinds.ts';
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
  const expression = realOf(call.parsed.tree, call.bindings);
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

/** An integer that no float is, is not the same number to both sides. */
function literalRule(call: ExpressionCall): string | null {
  const literals = nodes(call.parsed.tree).flatMap((node) => (node.kind === 'literal' ? [exactly(node.text)] : []));
  const bound = used(call).map(([, value]) => value);
  const whole = [...literals, ...bound].filter((x) => typeof x === 'bigint');
  return whole.every(isFloat) ? null : 'an integer is kept by one side, rounded by the other';
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

/** The real function, where each number is the one that both sides compute with. */
function realOf(tree: Expression, bindings: ReadonlyMap<string, Value>): RealExpression {
  const kinds = new Map<Expression, Kind>();
  const kindOf = (node: Expression): Kind => {
    const known = kinds.get(node);
    if (known !== undefined) return known;
    const kind = kindOfNode(node, bindings, kindOf);
    kinds.set(node, kind);
    return kind;
  };
  /** NumPy gives a Python number beside a float32 array that type before anything is computed (NEP 50). */
  const beside = (node: Expression, other: Expression): RealExpression => {
    const real = of(node);
    const isGiven = real.kind === 'number' && (kindOf(node) === 'float' || kindOf(node) === 'int');
    return isGiven && kindOf(other) === 'float32' ? { kind: 'number', value: Math.fround(Number(real.value)) } : real;
  };
  const of = (node: Expression): RealExpression => {
    switch (node.kind) {
      case 'literal':
        return { kind: 'number', value: exactly(node.text) };
      case 'variable': {
        const value = constants.get(node.name) ?? bindings.get(node.name);
        if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', value };
        return { kind: 'variable', name: node.name };
      }
      case 'unary': {
        const operand = of(node.operand);
        if (operand.kind !== 'number') return { kind: 'unary', operator: node.operator, operand };
        return node.operator === '-' ? { kind: 'number', value: -operand.value } : operand;
      }
      case 'binary': {
        const { left, right, operator } = node;
        return { kind: 'binary', operator, left: beside(left, right), right: beside(right, left) };
      }
      case 'call': {
        const [first, second] = node.args;
        const args = first && second ? [beside(first, second), beside(second, first)] : node.args.map(of);
        return { kind: 'call', name: node.name, args };
      }
    }
  };
  return of(tree);
}

function kindOfNode(node: Expression, bindings: ReadonlyMap<string, Value>, kindOf: (node: Expression) => Kind): Kind {
  switch (node.kind) {
    case 'literal':
      return isIntegerText(node.text) ? 'int' : 'float';
    case 'variable': {
      const value = bindings.get(node.name);
      if (typeof value === 'bigint') return 'int';
      return typeof value === 'object' && value !== null && 'dtype' in value
        ? (kindOfDType(value.dtype) ?? 'float')
        : 'float';
    }
    case 'unary':
      return kindOf(node.operand);
    case 'binary':
      return operatorKind(node.operator, kindOf(node.left), kindOf(node.right));
    case 'call':
      return callKind(node.name, node.args.map(kindOf));
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
