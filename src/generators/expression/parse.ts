import type { BinaryOperator, Expression } from './tree.ts';

/** A parsed expression and where each of its nodes stands in the text: [start, end), its own parentheses included. */
export interface Parsed {
  readonly tree: Expression;
  readonly spans: ReadonlyMap<Expression, readonly [number, number]>;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly kind: 'number' | 'name' | 'sign' | 'end';
}

/** Deeper nesting than this is refused: a person does not write it and recursion must not run out of stack. */
const maxDepth = 200;

const tokenPattern =
  /[ \t\n\r\f]*(?:((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/(),]))/uy;

/**
 * Parses the algebraic grammar by precedence climbing. Null for every text outside of it: what else Python would
 * accept (`//`, `%`, comparisons, attributes, `0x10`, `1_000`, …), what nobody accepts, and nesting over 200 levels.
 */
export function parseExpression(text: string): Parsed | null {
  const tokens = tokenize(text);
  if (tokens === null) return null;
  try {
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof OutsideGrammar) return null;
    throw error;
  }
}

class OutsideGrammar extends Error {}

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(text);
    if (match === null) return null;
    const found = (match[1] ?? match[2] ?? match[3]) as string;
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'name' : 'sign';
    const previous = tokens.at(-1);
    const start = tokenPattern.lastIndex - found.length;
    const touches = previous !== undefined && previous.start + previous.text.length === start;
    // `2x`, `0x10` and `1.5.2` are one broken word, not two tokens; `007` is no integer of Python's.
    if (touches && previous.kind === 'number' && kind !== 'sign') return null;
    if (kind === 'number' && /^0[0-9]*[1-9][0-9]*$/.test(found)) return null;
    tokens.push({ text: found, start, kind });
  }
  tokens.push({ text: '', start: end, kind: 'end' });
  return tokens;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #spans = new Map<Expression, readonly [number, number]>();
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Parsed {
    const tree = this.#sum();
    if (this.#peek().kind !== 'end') throw new OutsideGrammar();
    return { tree, spans: this.#spans };
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#product());
  }

  #product(): Expression {
    return this.#chain(['*', '/'], () => this.#signed());
  }

  #chain(operators: readonly string[], operand: () => Expression): Expression {
    const start = this.#peek().start;
    let left = operand();
    while (operators.includes(this.#peek().text)) {
      const operator = this.#take().text as BinaryOperator;
      left = this.#located(start, { kind: 'binary', operator, left, right: operand() });
    }
    return left;
  }

  #signed(): Expression {
    const { text, start } = this.#peek();
    if (text !== '+' && text !== '-') return this.#power();
    this.#take();
    return this.#located(start, { kind: 'unary', operator: text, operand: this.#deeper(() => this.#signed()) });
  }

  #power(): Expression {
    const start = this.#peek().start;
    const left = this.#atom();
    if (this.#peek().text !== '**') return left;
    this.#take();
    const right = this.#deeper(() => this.#signed());
    return this.#located(start, { kind: 'binary', operator: '**', left, right });
  }

  #atom(): Expression {
    const { text, start, kind } = this.#take();
    if (kind === 'number') return this.#located(start, { kind: 'literal', text });
    if (kind === 'name') {
      if (keywords.has(text)) throw new OutsideGrammar();
      if (this.#peek().text !== '(') return this.#located(start, { kind: 'variable', name: text });
      return this.#located(start, { kind: 'call', name: text, args: this.#arguments() });
    }
    if (text !== '(') throw new OutsideGrammar();
    const inside = this.#deeper(() => this.#sum());
    this.#expect(')');
    return this.#located(start, inside);
  }

  #arguments(): Expression[] {
    this.#expect('(');
    const args: Expression[] = [];
    while (this.#peek().text !== ')') {
      args.push(this.#deeper(() => this.#sum()));
      if (this.#peek().text !== ')') this.#expect(',');
    }
    this.#expect(')');
    return args;
  }

  #deeper<T>(work: () => T): T {
    if (this.#depth >= maxDepth) throw new OutsideGrammar();
    this.#depth += 1;
    const result = work();
    this.#depth -= 1;
    return result;
  }

  #located(start: number, node: Expression): Expression {
    const last = this.#tokens[this.#next - 1] as Token;
    this.#spans.set(node, [start, last.start + last.text.length]);
    return node;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind === 'end') throw new OutsideGrammar();
    this.#next += 1;
    return token;
  }

  #expect(text: string): void {
    if (this.#take().text !== text) throw new OutsideGrammar();
  }
}

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
