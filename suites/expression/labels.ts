import {
  type CallArguments,
  type Expression,
  type ExpressionCall,
  isIntegerText,
  nodes,
  readCall,
  type Value,
} from 'vernier';
import { boundError, type Distance } from './labels/error-bound.ts';
import { functionSteps } from './labels/reference.ts';

/** Functions of two arguments; all others take one. */
const twoArguments = new Set(['arctan2', 'mod', 'power']);

/**
 * Words about a case that waivers and findings can name:
 *
 * - `op:+`, `op:neg`, `fn:exp`: what the expression uses; `literal:int`, `literal:float`;
 * - `bound:constant`: `e` or `pi` is used and bound; `bound:function`: so is a name that is called;
 * - `dtype:float32`, `bound:int`, `bound:float`, `bound:other`: what its variables are;
 * - `syntax:refused`: outside of the grammar that both moderns share; `arity`: a call with another number of arguments;
 * - `name:unbound`, `name:function`: a variable without a binding; a function used as a number;
 * - `integer:kept`: an integer literal makes the legacy side compute in integers, or in a narrower type, where a float
 *   literal would not; `integer:wraps`: and they leave their type's range; `integer:zero`: and a float would be -0;
 *   `integer:dtype`: and the result is of another type; `integer:large`: and it is an integer beyond 2**53;
 *   `integer:undefined`: and a float would be NaN (a remainder by 0);
 *   `integer:overflow`: and the narrower type overflows;
 *   `integer:amplified`: and the expression may make more than a hundredth of the difference;
 * - `complex`: a negative Python number to a fractional power;
 * - by a running error analysis, independent of both sides: `precision:float32`, `precision:float16` (a library function
 *   in that precision); `ill-conditioned:1e-9`, `…:1e-6`, `…:1e-3`, `…:1` (in some element two correct sides may be that
 *   far apart, relatively, but not within the next smaller one; below 1e-12 none), `…:cancelled` (further apart, by less
 *   than 1e-9 absolutely), `…:lost` (no digit is certain); `discontinuity`, `domain-edge`, `overflow-edge`,
 *   `underflow-edge` (within the error of a jump, of NaN, of infinity, or among the subnormals).
 */
export function labels(input: CallArguments): readonly string[] {
  const call = readCall(input);
  if (call === null) return ['syntax:refused'];
  const found = new Set<string>();
  for (const node of nodes(call.parsed.tree)) addNodeLabels(found, node, call);
  if (!found.has('arity') && !found.has('name:unbound') && !found.has('name:function')) addErrorLabels(found, call);
  return [...found].sort();
}

function addNodeLabels(found: Set<string>, node: Expression, { bindings }: ExpressionCall): void {
  if (node.kind === 'literal') found.add(isIntegerText(node.text) ? 'literal:int' : 'literal:float');
  else if (node.kind === 'unary') found.add(node.operator === '-' ? 'op:neg' : 'op:pos');
  else if (node.kind === 'binary') found.add(`op:${node.operator}`);
  else if (node.kind === 'variable') addVariableLabels(found, node.name, bindings);
  else {
    found.add(functionSteps.has(node.name) ? `fn:${node.name}` : 'name:unbound');
    if (bindings.has(node.name)) found.add('bound:function');
    if (functionSteps.has(node.name) && node.args.length !== (twoArguments.has(node.name) ? 2 : 1)) found.add('arity');
  }
}

function addVariableLabels(found: Set<string>, name: string, bindings: ReadonlyMap<string, Value>): void {
  const isConstant = name === 'e' || name === 'pi';
  const value = bindings.get(name);
  if (value === undefined) {
    if (functionSteps.has(name)) found.add('name:function');
    else if (!isConstant) found.add('name:unbound');
    return;
  }
  if (isConstant) found.add('bound:constant');
  found.add(typeLabel(value));
}

function typeLabel(value: Value): string {
  if (typeof value === 'number') return 'bound:float';
  if (typeof value === 'bigint') return 'bound:int';
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray')
    return 'bound:other';
  return `dtype:${dtypeNames.get(String(value.dtype)) ?? 'other'}`;
}

const dtypeNames: ReadonlyMap<string, string> = new Map([
  ['<f8', 'float64'],
  ['<f4', 'float32'],
  ['<i8', 'int64'],
  ['<i4', 'int32'],
  ['|u1', 'uint8'],
  ['|b1', 'bool'],
]);

/** From the tightest: the largest relative distance that a band covers, and its label. */
const bands: readonly (readonly [number, string])[] = [
  [1e-9, 'ill-conditioned:1e-9'],
  [1e-6, 'ill-conditioned:1e-6'],
  [1e-3, 'ill-conditioned:1e-3'],
  [1, 'ill-conditioned:1'],
];

function addErrorLabels(found: Set<string>, { parsed, bindings }: ExpressionCall): void {
  const { notes, distances } = boundError(parsed.tree, bindings);
  for (const note of notes) found.add(note);
  for (const distance of distances) if (!(distance.relative <= 1e-12)) found.add(band(distance));
  if (found.has('integer:kept') && distances.some(({ relative }) => !(relative <= 1e-2)))
    found.add('integer:amplified');
}

function band({ absolute, relative }: Distance): string {
  const named = bands.find(([most]) => relative <= most);
  return named?.[1] ?? (absolute <= 1e-9 ? 'ill-conditioned:cancelled' : 'ill-conditioned:lost');
}
