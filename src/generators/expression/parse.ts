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

const blank = /(?:[ \t\f]|#[^\n]*)+/y;
const newline = /(?:[ \t\r\n\f]|#[^\n]*)+/y;
const number =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?/y;
const name = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const sign = /\*\*|[-+*/(),]/y;

/**
 * Parses the algebraic grammar by precedence climbing. Null for every text outside of it: what else Python would
 * accept (`//`, `%`, comparisons, attributes, imaginary numbers, …), what nobody accepts, and nesting over 200 levels.
 * Numbers (`0x1F`, `1_000`, `True`), names, blanks and comments are written as in Python.
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
  let at = 0;
  let open = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    // Outside of parentheses a line ends the expression.
    take(open > 0 || tokens.length === 0 ? newline : blank);
    const start = at;
    if (take(newline) !== undefined || at === text.length) {
      if (at < text.length) return null;
      tokens.push({ text: '', start, kind: 'end' });
      return tokens;
    }
    const digits = take(number);
    const found = digits ?? take(name) ?? take(sign);
    if (found === undefined) return null;
    if (digits !== undefined && !isWholeNumber(digits, text.charAt(at))) return null;
    open += found === '(' ? 1 : found === ')' ? -1 : 0;
    tokens.push(digits === undefined ? wordToken(found, start) : { text: digits, start, kind: 'number' });
  }
}

/** `2x`, `1.5.2` and `1_` are broken numbers, not two tokens; `007` is no integer of Python's. */
function isWholeNumber(digits: string, next: string): boolean {
  return !/[\p{XID_Continue}.]/u.test(next) && !/^0[0-9_]*[1-9][0-9_]*$/.test(digits);
}

function wordToken(found: string, start: number): Token {
  if (/^[-+*/(),]/.test(found)) return { text: found, start, kind: 'sign' };
  if (found === 'True' || found === 'False') return { text: found, start, kind: 'number' };
  return { text: found, start, kind: 'name' };
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
      // Python reads all names in this normal form: a full-width x is x.
      const normal = text.normalize('NFKC');
      if (this.#peek().text !== '(') return this.#located(start, { kind: 'variable', name: normal });
      return this.#located(start, { kind: 'call', name: normal, args: this.#arguments() });
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
    'None and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
