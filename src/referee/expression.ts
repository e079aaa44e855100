/** The real function that a case asks for: what the referee computes, whatever either side makes of it. */
export type RealExpression = RealNumber | RealVariable | RealUnary | RealBinary | RealCall;

/** The exact value of a binary64 or of an integer. */
export interface RealNumber {
  readonly kind: 'number';
  readonly value: number | bigint;
}

export interface RealVariable {
  readonly kind: 'variable';
  readonly name: string;
}

export interface RealUnary {
  readonly kind: 'unary';
  readonly operator: '+' | '-';
  readonly operand: RealExpression;
}

export interface RealBinary {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '**';
  readonly left: RealExpression;
  readonly right: RealExpression;
}

/** A call of one of `realFunctionNames`. */
export interface RealCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly RealExpression[];
}

/** Variables by name, each the exact number that both sides were given. */
export type RealBindings = ReadonlyMap<string, number | bigint>;
