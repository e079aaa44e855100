import type { CallArguments } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import { type Parsed, parseExpression } from './parse.ts';

/** The arguments of `evaluate(expression, bindings)`, taken apart. */
export interface ExpressionCall {
  readonly text: string;
  readonly parsed: Parsed;
  readonly bindings: ReadonlyMap<string, Value>;
}

/** The arguments of a call: the expression's text and a dict of its variables. */
export function callWith(text: string, bindings: ReadonlyMap<string, Value>): CallArguments {
  return { args: [text, { kind: 'map', type: 'dict', entries: [...bindings] }], kwargs: {} };
}

/** Takes such arguments apart; null when they are not an expression of the grammar and a dict with names as keys. */
export function readCall(input: unknown): ExpressionCall | null {
  if (typeof input !== 'object' || input === null || !Array.isArray((input as CallArguments).args)) return null;
  const [text, map] = (input as CallArguments).args;
  if (typeof text !== 'string' || typeof map !== 'object' || map === null) return null;
  if (Array.isArray(map) || map.kind !== 'map' || map.type !== 'dict') return null;
  const bindings = new Map<string, Value>();
  for (const [name, value] of map.entries) {
    if (typeof name !== 'string') return null;
    bindings.set(name, value);
  }
  const parsed = parseExpression(text);
  return parsed === null ? null : { text, parsed, bindings };
}
