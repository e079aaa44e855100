import {
  type CallArguments,
  type Expression,
  type FitQuestion,
  type FitTask,
  isIntegerText,
  type NdArrayValue,
  numberOf,
  parseExpression,
  type RealExpression,
  typedElements,
  type Value,
} from 'vernier';
import { exchangeableGroups } from './exchangeable.ts';

/** The truth of a fit: the minimum next to its parameters. Null where its arguments are none. */
export function referee(input: CallArguments): FitTask | null {
  const question = questionOf(input);
  return question === null ? null : { fit: question };
}

/** The least-squares problem of a call; null where its arguments are none. */
export function questionOf({ kwargs }: CallArguments): FitQuestion | null {
  const { model, parameters, data, lower = null, upper = null } = kwargs;
  const y = numbers(kwargs.y);
  const tree = typeof model === 'string' ? parseExpression(model)?.tree : undefined;
  if (tree === undefined || y === null || !isList(parameters) || !parameters.every((name) => typeof name === 'string'))
    return null;
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data.kind !== 'map') return null;
  const columns = data.entries.map(([name, column]) => [name, numbers(column)] as const);
  if (columns.some(([name, column]) => typeof name !== 'string' || column === null)) return null;
  return {
    model: realOf(tree, new Set(parameters)),
    parameters,
    data: new Map(columns as [string, Float64Array][]),
    y,
    lower: numbers(lower),
    upper: numbers(upper),
    exchangeable: exchangeableGroups(tree, parameters),
  };
}

function isList(value: Value | undefined): value is Value[] {
  return Array.isArray(value);
}

function numbers(value: Value | undefined): Float64Array | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.every((one) => typeof one === 'number') ? Float64Array.from(value) : null;
  if (value.kind !== 'ndarray' || value.shape.length !== 1) return null;
  const elements = typedElements(value as NdArrayValue);
  return elements instanceof Float64Array ? elements : null;
}

const constants: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['pi', Math.PI],
]);

/** The real function; each number is the binary64 that both sides compute with. */
function realOf(tree: Expression, parameters: ReadonlySet<string>): RealExpression {
  const of = (node: Expression): RealExpression => {
    switch (node.kind) {
      case 'literal': {
        const value = numberOf(node.text);
        return {
          kind: 'number',
          value: isIntegerText(node.text) && Number.isSafeInteger(value) ? BigInt(value) : value,
        };
      }
      case 'variable': {
        const value = parameters.has(node.name) ? undefined : constants.get(node.name);
        return value === undefined ? { kind: 'variable', name: node.name } : { kind: 'number', value };
      }
      case 'unary':
        return { kind: 'unary', operator: node.operator, operand: of(node.operand) };
      case 'binary':
        return { kind: 'binary', operator: node.operator, left: of(node.left), right: of(node.right) };
      case 'call':
        return { kind: 'call', name: node.name, args: node.args.map(of) };
    }
  };
  return of(tree);
}
