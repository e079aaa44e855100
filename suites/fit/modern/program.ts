/** A number or an array that a program computes with: its place among the registers. */
export type Register = number;

/** `out = operation(a, b)`; operations of one operand have it twice. */
export interface Instruction {
  readonly operation: string;
  readonly out: Register;
  readonly a: Register;
  readonly b: Register;
}

/** How often a register changes: `once` a fit (literals and data alone), or with the `parameters`. */
type Changes = 'once' | 'parameters';

interface RegisterTraits {
  /** Whether it holds one number for each observation; otherwise it holds one for all. */
  readonly varies: boolean;
  readonly changes: Changes;
  readonly literal: number | null;
}

/**
 * Straight-line code over arrays, written down instruction by instruction. The same operation on the same registers is
 * written once, and multiplications by 0 and 1 and additions of 0 are left out, so that derivatives written by the rules
 * of calculus come out as short as those that a person writes.
 */
export class ProgramWriter {
  readonly registers: RegisterTraits[] = [];
  readonly once: Instruction[] = [];
  /** What the parameters decide, in order. */
  readonly body: Instruction[] = [];
  readonly #known = new Map<string, Register>();

  input(varies: boolean, changes: Changes): Register {
    return this.#register({ varies, changes, literal: null });
  }

  literal(value: number): Register {
    const key = `literal ${Object.is(value, -0) ? '-0' : value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#register({ varies: false, changes: 'once', literal: value });
    this.#known.set(key, made);
    return made;
  }

  add(a: Register, b: Register): Register {
    if (this.#is(a, 0)) return b;
    return this.#is(b, 0) ? a : this.apply('+', a, b);
  }

  subtract(a: Register, b: Register): Register {
    if (this.#is(a, 0)) return this.negate(b);
    return this.#is(b, 0) ? a : this.apply('-', a, b);
  }

  multiply(a: Register, b: Register): Register {
    if (this.#is(a, 0) || this.#is(b, 1)) return a;
    if (this.#is(b, 0) || this.#is(a, 1)) return b;
    if (this.#is(a, -1)) return this.negate(b);
    return this.#is(b, -1) ? this.negate(a) : this.apply('*', a, b);
  }

  divide(a: Register, b: Register): Register {
    return this.#is(a, 0) || this.#is(b, 1) ? a : this.apply('/', a, b);
  }

  negate(a: Register): Register {
    const { literal } = this.registers[a]!;
    return literal === null ? this.apply('negate', a) : this.literal(literal === 0 ? 0 : -literal);
  }

  apply(operation: string, a: Register, b: Register = a): Register {
    const key = `${operation} ${a} ${b}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const [first, second] = [this.registers[a]!, this.registers[b]!];
    const changes = first.changes === 'once' && second.changes === 'once' ? 'once' : 'parameters';
    const out = this.#register({ varies: first.varies || second.varies, changes, literal: null });
    (changes === 'once' ? this.once : this.body).push({ operation, out, a, b });
    this.#known.set(key, out);
    return out;
  }

  #is(register: Register, value: number): boolean {
    return this.registers[register]!.literal === value;
  }

  #register(traits: RegisterTraits): Register {
    return this.registers.push(traits) - 1;
  }
}
