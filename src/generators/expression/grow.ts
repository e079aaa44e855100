import type { Draw } from '../draw.ts';
import { type Domain, type FunctionShape, serves } from './functions.ts';
import { drawLiteral } from './literals.ts';
import type { BinaryOperator, Expression } from './tree.ts';

/** What expressions are grown from. */
export interface Grammar {
  readonly operators: readonly BinaryOperator[];
  readonly functions: Readonly<Record<string, FunctionShape>>;
  readonly variableNames: readonly string[];
  /** Names that stand for a number without being bound. */
  readonly constants: readonly string[];
  /** Share of the literals that are integers. */
  readonly integerLiterals: number;
  /** Share of the places where the domain that is needed is not respected, so that NaN, infinities and errors occur. */
  readonly wildness: number;
}

/** A tree and the domain that each of its variables was grown for. */
export interface Grown {
  readonly tree: Expression;
  readonly domains: ReadonlyMap<string, Domain>;
}

/** A random expression of about `size` operators and calls. */
export function growExpression(draw: Draw, grammar: Grammar, size: number): Grown {
  const grower = new Grower(draw, grammar);
  const tree = grower.grow('any', size);
  return { tree, domains: grower.domains };
}

/** Which domains the two sides of a sum, product, … need for the result to lie in the wanted one. */
const operands: Readonly<Record<Domain, Readonly<Partial<Record<BinaryOperator, readonly [Domain, Domain]>>>>> = {
  any: {
    '+': ['any', 'any'],
    '-': ['any', 'any'],
    '*': ['any', 'any'],
    '/': ['any', 'positive'],
    '**': ['positive', 'exponent'],
  },
  small: { '+': ['small', 'unit'], '-': ['unit', 'small'], '*': ['small', 'unit'], '/': ['small', 'above-one'] },
  positive: {
    '+': ['positive', 'positive'],
    '*': ['positive', 'positive'],
    '/': ['positive', 'positive'],
    '**': ['positive', 'exponent'],
  },
  unit: { '*': ['unit', 'unit'], '/': ['unit', 'above-one'] },
  'above-one': { '+': ['above-one', 'positive'], '*': ['above-one', 'above-one'] },
  // An exponent is never an open expression of integers: a tower of whole powers would not fit into any machine.
  exponent: {},
};

class Grower {
  readonly domains = new Map<string, Domain>();
  readonly #draw: Draw;
  readonly #grammar: Grammar;
  readonly #calls: readonly (readonly [string, FunctionShape])[];

  constructor(draw: Draw, grammar: Grammar) {
    this.#draw = draw;
    this.#grammar = grammar;
    this.#calls = Object.entries(grammar.functions);
  }

  grow(wanted: Domain, size: number): Expression {
    const draw = this.#draw;
    const wild = wanted !== 'exponent' && draw.chance(this.#grammar.wildness);
    const domain = wild ? 'any' : wanted;
    if (size <= 0) return this.#atom(domain);
    const kind = draw.unit();
    if (kind < 0.1 && (domain === 'any' || domain === 'small' || domain === 'unit' || domain === 'exponent')) {
      return { kind: 'unary', operator: draw.chance(0.8) ? '-' : '+', operand: this.grow(domain, size - 1) };
    }
    return (kind < 0.45 ? this.#call(domain, size) : this.#binary(domain, size)) ?? this.#atom(domain);
  }

  #binary(domain: Domain, size: number): Expression | null {
    const allowed = operands[domain];
    const operators = this.#grammar.operators.filter((operator) => allowed[operator] !== undefined);
    if (operators.length === 0) return null;
    const operator = this.#draw.pick(operators);
    const [left, right] = allowed[operator] as readonly [Domain, Domain];
    const share = this.#draw.below(size);
    return { kind: 'binary', operator, left: this.grow(left, share), right: this.grow(right, size - 1 - share) };
  }

  #call(domain: Domain, size: number): Expression | null {
    if (domain === 'exponent') return this.#floatExponent(size);
    const calls = this.#calls.filter(([, shape]) => serves(shape.gives, domain));
    if (calls.length === 0) return null;
    const [name, { takes }] = this.#draw.pick(calls);
    const rest = Math.floor((size - 1) / takes.length);
    return { kind: 'call', name, args: takes.map((wanted) => this.grow(wanted, rest)) };
  }

  /** Calls whose results are moderate floats whatever they are given may stand in an exponent. */
  #floatExponent(size: number): Expression | null {
    const calls = this.#calls.filter(([, shape]) => shape.gives === 'unit' && shape.takes.length === 1);
    if (calls.length === 0) return null;
    const [name, { takes }] = this.#draw.pick(calls);
    return { kind: 'call', name, args: [this.grow(takes[0] as Domain, size - 1)] };
  }

  #atom(domain: Domain): Expression {
    const draw = this.#draw;
    if (domain !== 'exponent' || draw.chance(0.2)) {
      if (draw.chance(0.65)) return this.#variable(domain) ?? this.#literal(domain);
      if (draw.chance(0.08) && (domain === 'any' || domain === 'above-one' || domain === 'positive')) {
        const { constants } = this.#grammar;
        if (constants.length > 0) return { kind: 'variable', name: draw.pick(constants) };
      }
    }
    return this.#literal(domain);
  }

  #literal(domain: Domain): Expression {
    const literal: Expression = {
      kind: 'literal',
      text: drawLiteral(this.#draw, domain, this.#grammar.integerLiterals),
    };
    const signed = domain === 'any' || domain === 'small' || domain === 'exponent' || domain === 'unit';
    return signed && this.#draw.chance(0.15) ? { kind: 'unary', operator: '-', operand: literal } : literal;
  }

  /** A variable already in use for that domain, more often than a new one. */
  #variable(domain: Domain): Expression | null {
    const known = [...this.domains].filter(([, given]) => serves(given, domain)).map(([name]) => name);
    if (known.length > 0 && this.#draw.chance(0.6)) return { kind: 'variable', name: this.#draw.pick(known) };
    const free = this.#grammar.variableNames.filter((name) => !this.domains.has(name));
    if (free.length === 0) return known.length > 0 ? { kind: 'variable', name: this.#draw.pick(known) } : null;
    const name = this.#draw.pick(free.slice(0, 3));
    this.domains.set(name, domain);
    return { kind: 'variable', name };
  }
}
