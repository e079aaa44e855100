import type { RealExpression } from '../expression.ts';
import { Undetermined } from '../undetermined.ts';

/** A place on a tape. */
export type Spot = number;

/** One step of a computation; what it works on stands before it. */
export interface TapeStep {
  readonly op: 'number' | 'variable' | 'negate' | '+' | '-' | '*' | '/' | '**' | 'call';
  /** Name of a variable or a function. */
  readonly name: string;
  /** Value of a literal. */
  readonly value: number | bigint;
  readonly of: readonly Spot[];
}

/** Parts of a model: what keeps a question from taking minutes. */
const mostSteps = 20_000;

/**
 * A computation written down step by step, each distinct one once, so that a function and its derivatives share what they
 * have in common.
 */
export class Tape {
  readonly steps: TapeStep[] = [];
  readonly #known = new Map<string, Spot>();

  number(value: number | bigint): Spot {
    return this.#put({ op: 'number', name: '', value, of: [] });
  }

  variable(name: string): Spot {
    return this.#put({ op: 'variable', name, value: 0, of: [] });
  }

  call(name: string, ...of: readonly Spot[]): Spot {
    return this.#put({ op: 'call', name, value: 0, of });
  }

  add(a: Spot, b: Spot): Spot {
    if (this.#is(a, 0)) return b;
    return this.#is(b, 0) ? a : this.#binary('+', a, b);
  }

  subtract(a: Spot, b: Spot): Spot {
    if (this.#is(b, 0)) return a;
    return this.#is(a, 0) ? this.negate(b) : this.#binary('-', a, b);
  }

  multiply(a: Spot, b: Spot): Spot {
    if (this.#is(a, 0) || this.#is(b, 0)) return this.number(0n);
    if (this.#is(a, 1)) return b;
    return this.#is(b, 1) ? a : this.#binary('*', a, b);
  }

  divide(a: Spot, b: Spot): Spot {
    if (this.#is(a, 0)) return a;
    return this.#is(b, 1) ? a : this.#binary('/', a, b);
  }

  power(a: Spot, b: Spot): Spot {
    if (this.#is(b, 0)) return this.number(1n);
    return this.#is(b, 1) ? a : this.#binary('**', a, b);
  }

  negate(a: Spot): Spot {
    return this.#is(a, 0) ? a : this.#put({ op: 'negate', name: '', value: 0, of: [a] });
  }

  /** Writes down an expression. @throws {Undetermined} when it is too long */
  write(node: RealExpression): Spot {
    switch (node.kind) {
      case 'number':
        return this.number(node.value);
      case 'variable':
        return this.variable(node.name);
      case 'unary': {
        const operand = this.write(node.operand);
        return node.operator === '-' ? this.negate(operand) : operand;
      }
      case 'binary':
        return this.#operate(node.operator, this.write(node.left), this.write(node.right));
      case 'call': {
        const args = node.args.map((part) => this.write(part));
        const isPower = (node.name === 'power' || node.name === 'pow') && args.length === 2;
        return isPower ? this.power(args[0]!, args[1]!) : this.call(node.name, ...args);
      }
    }
  }

  isNumber(spot: Spot): boolean {
    return this.steps[spot]!.op === 'number';
  }

  isZero(spot: Spot): boolean {
    return this.#is(spot, 0);
  }

  #operate(operator: '+' | '-' | '*' | '/' | '**', a: Spot, b: Spot): Spot {
    switch (operator) {
      case '+':
        return this.add(a, b);
      case '-':
        return this.subtract(a, b);
      case '*':
        return this.multiply(a, b);
      case '/':
        return this.divide(a, b);
      case '**':
        return this.power(a, b);
    }
  }

  #binary(op: '+' | '-' | '*' | '/' | '**', a: Spot, b: Spot): Spot {
    return this.#put({ op, name: '', value: 0, of: [a, b] });
  }

  #is(spot: Spot, wanted: number): boolean {
    const { op, value } = this.steps[spot]!;
    return op === 'number' && Number(value) === wanted;
  }

  #put(step: TapeStep): Spot {
    const key = `${step.op} ${step.name} ${typeof step.value}${step.value} ${step.of.join(' ')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.steps.length >= mostSteps) throw new Undetermined(`the model has more than ${mostSteps} parts`);
    this.#known.set(key, this.steps.length);
    return this.steps.push(step) - 1;
  }
}
