import type { Arbitrary } from 'fast-check';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { ArrayDType } from './array-fill.ts';
import type { Draw } from './draw.ts';
import { drawn } from './drawn.ts';
import { drawBindings } from './expression/bind.ts';
import { callWith, readCall } from './expression/call.ts';
import { type FunctionShape, numpyFunctions } from './expression/functions.ts';
import { type Grammar, growExpression } from './expression/grow.ts';
import { hasModestIntegers, machineBits } from './expression/integer-size.ts';
import { printExpression, randomStyle } from './expression/print.ts';
import { simplerCalls } from './expression/shrink.ts';
import type { BinaryOperator } from './expression/tree.ts';

/** Which calls `expressions` gives. Shares are from 0 to 1. */
export interface ExpressionOptions {
  /** Greatest number of operators and calls (default 9). */
  readonly maxSize?: number;
  /** Allowed operators between two operands (default + - * / **). */
  readonly operators?: readonly BinaryOperator[];
  /** Allowed functions (default the 29 of `numpyFunctions`). */
  readonly functions?: Readonly<Record<string, FunctionShape>>;
  readonly variableNames?: readonly string[];
  /** Share of the literals that are integers (default 0.3). */
  readonly integerLiterals?: number;
  /** Share of the cases whose variables may be named `e` or `pi`, constants for some evaluators (default 0.015). */
  readonly boundConstants?: number;
  /** Share of the places where the domain of a function is not respected (default 0.03). */
  readonly wildness?: number;
  /** Share of the bindings that hold edge values (default 0.08). */
  readonly edges?: number;
  /** Dtypes of arrays; one named twice is drawn twice as often (default half float64, then all others). */
  readonly dtypes?: readonly ArrayDType[];
  /** Greatest length of the arrays of a case, which share one length (default 12). */
  readonly maxLength?: number;
}

const constants = ['pi', 'e'] as const;
const defaultNames = ['x', 'A0', 'A1', 't', 'w', 'tau', 'G_1', 'T', '_n', 'λ'];
const defaultDtypes: readonly ArrayDType[] = [
  ...(['float64', 'float64', 'float64', 'float64', 'float64', 'float64', 'float64'] as const),
  ...(['float32', 'float32', 'int64', 'int64', 'int32', 'bool', 'uint8'] as const),
];

/**
 * Calls of `evaluate(expression, bindings)`: expressions grown from the grammar so that most arguments lie where their
 * function is defined, written with blanks and parentheses at random, with all their variables bound.
 *
 * Values shrink from themselves alone: the expression is parsed again. So do calls that were written by hand, as long
 * as the expression belongs to the grammar.
 */
export function expressions(options: ExpressionOptions = {}): Arbitrary<CallArguments> {
  const { maxSize = 9, boundConstants = 0.015, dtypes = defaultDtypes, maxLength = 12, edges = 0.08 } = options;
  const grammar: Grammar = {
    operators: options.operators ?? ['+', '-', '*', '/', '**'],
    functions: options.functions ?? numpyFunctions,
    variableNames: options.variableNames ?? defaultNames,
    constants,
    integerLiterals: options.integerLiterals ?? 0.3,
    wildness: options.wildness ?? 0.03,
  };
  const draw = (source: Draw, biased: boolean): CallArguments => {
    const shadow = source.chance(boundConstants) ? [source.pick(constants)] : [];
    const names = [...shadow, ...grammar.variableNames];
    const size = source.between(1, biased ? 3 : maxSize);
    const { tree, domains } = growExpression(source, { ...grammar, variableNames: names }, size);
    const bindings = drawBindings(source, domains, { dtypes, maxLength, edges }, biased);
    if (!hasModestIntegers(tree, bindings, machineBits)) return callWith('x', new Map<string, Value>([['x', 1]]));
    return callWith(written(source, printExpression(tree, randomStyle(source))), bindings);
  };
  const accepts = (input: unknown): input is CallArguments => readCall(input) !== null;
  return drawn({ draw, accepts, simpler: simplerCalls });
}

/** Now and then a blank before or after the whole. */
function written(draw: Draw, text: string): string {
  const outside = draw.unit();
  if (outside < 0.02) return ` ${text}`;
  return outside < 0.04 ? `${text} ` : text;
}
