import { repeated } from './bits.ts';
import { type Column, type EncodedColumn, type GrowingColumn, Levels } from './column.ts';

/** Numbers as binary64 (`figure`), or whole ones within 2^53 as 64-bit integers (`whole`). */
export class NumberColumn implements GrowingColumn<number> {
  readonly #levels: Levels;
  readonly #values: Float64Array;
  readonly #isWhole: boolean;

  /** @param most Rows of a group. */
  constructor(most: number, isWhole: boolean) {
    this.#levels = new Levels(most);
    this.#values = new Float64Array(most);
    this.#isWhole = isWhole;
  }

  push(value: number | null | undefined): void {
    // A figure that is no number says nothing: NaN would be the largest to a query.
    const isPresent = value !== null && value !== undefined && !Number.isNaN(value);
    if (isPresent) this.#values[this.#levels.present] = value;
    this.#levels.push(isPresent);
  }

  take(): EncodedColumn {
    const values = this.#values.slice(0, this.#levels.present);
    return {
      ...this.#levels.take(),
      dictionary: null,
      values: this.#isWhole ? wholeBytes(values) : new Uint8Array(values.buffer),
    };
  }
}

/** The same number in every row of the file. */
export class ConstantNumber implements Column {
  readonly #value: number | null;
  readonly #isWhole: boolean;

  constructor(value: number | null, isWhole: boolean) {
    this.#value = value;
    this.#isWhole = isWhole;
  }

  take(rows: number): EncodedColumn {
    const isNull = this.#value === null;
    const one = Float64Array.from(isNull ? [] : [this.#value!]);
    return {
      levels: repeated(isNull ? 0 : 1, rows, 1),
      nulls: isNull ? rows : 0,
      dictionary: { bytes: this.#isWhole ? wholeBytes(one) : new Uint8Array(one.buffer), entries: one.length },
      values: Uint8Array.from([0, ...(isNull ? [] : repeated(0, rows, 0))]),
    };
  }
}

/** 64-bit two's complement by halves: a BigInt for each would cost ten times as much. */
function wholeBytes(values: Float64Array): Uint8Array {
  const halves = new Int32Array(values.length * 2);
  values.forEach((value, index) => {
    halves[index * 2] = (value % 2 ** 32) | 0;
    halves[index * 2 + 1] = Math.floor(value / 2 ** 32) | 0;
  });
  return new Uint8Array(halves.buffer);
}
