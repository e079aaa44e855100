import { packed, repeated, widthOf } from './bits.ts';
import { type Column, type EncodedColumn, type GrowingColumn, Levels } from './column.ts';

/** Texts, each distinct one written once: what names suites, places and vectors comes again and again. */
export class TextColumn implements GrowingColumn<string> {
  readonly #levels: Levels;
  readonly #indexes: Uint32Array;
  #known = new Map<string, number>();
  #last: string | null = null;
  #lastIndex = 0;

  /** @param most Rows of a group. */
  constructor(most: number) {
    this.#levels = new Levels(most);
    this.#indexes = new Uint32Array(most);
  }

  push(value: string | null | undefined): void {
    if (value === null || value === undefined) {
      this.#levels.push(false);
      return;
    }
    // Rows that belong together stand together.
    if (value !== this.#last) {
      let index = this.#known.get(value);
      if (index === undefined) {
        index = this.#known.size;
        this.#known.set(value, index);
      }
      this.#last = value;
      this.#lastIndex = index;
    }
    this.#indexes[this.#levels.present] = this.#lastIndex;
    this.#levels.push(true);
  }

  take(): EncodedColumn {
    const { present } = this.#levels;
    const entries = this.#known.size;
    const width = widthOf(entries);
    const indexes = entries <= 1 ? repeated(0, present, 0) : packed(this.#indexes, present, width);
    const bytes = plainTexts([...this.#known.keys()]);
    this.#known = new Map();
    this.#last = null;
    return {
      ...this.#levels.take(),
      dictionary: { bytes, entries },
      values: Buffer.concat([Uint8Array.of(width), indexes]),
    };
  }
}

/** The same text in every row of the file: costs nothing a row. */
export class ConstantText implements Column {
  readonly #value: string | null;

  constructor(value: string | null) {
    this.#value = value;
  }

  take(rows: number): EncodedColumn {
    const isNull = this.#value === null;
    return {
      levels: repeated(isNull ? 0 : 1, rows, 1),
      nulls: isNull ? rows : 0,
      dictionary: { bytes: plainTexts(isNull ? [] : [this.#value!]), entries: isNull ? 0 : 1 },
      values: Buffer.concat([Uint8Array.of(0), isNull ? new Uint8Array(0) : repeated(0, rows, 0)]),
    };
  }
}

/** Each with its length before it, in UTF-8. */
function plainTexts(texts: readonly string[]): Uint8Array {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const out = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size + 4, 0));
  let at = 0;
  texts.forEach((text, index) => {
    at = out.writeUInt32LE(sizes[index]!, at);
    at += out.write(text, at);
  });
  return out;
}
