import { packed, repeated } from './bits.ts';

/** The values of one column of a row group, ready to become pages. */
export interface EncodedColumn {
  /** Which rows have a value, as Parquet's definition levels. */
  readonly levels: Uint8Array;
  readonly nulls: number;
  /** Where the pages hold numbers of entries of a dictionary. */
  readonly dictionary: { readonly bytes: Uint8Array; readonly entries: number } | null;
  readonly values: Uint8Array;
}

/** One column of a row group. */
export interface Column {
  /** Hands over the values of a group of `rows` rows, and begins anew. */
  take(rows: number): EncodedColumn;
}

/** Gathers values one by one. */
export interface GrowingColumn<T> extends Column {
  push(value: T | null | undefined): void;
}

/** Which rows of a group have a value. */
export class Levels {
  readonly #defined: Uint8Array;
  rows = 0;
  present = 0;

  constructor(most: number) {
    this.#defined = new Uint8Array(most);
  }

  push(isPresent: boolean): void {
    this.#defined[this.rows++] = isPresent ? 1 : 0;
    if (isPresent) this.present += 1;
  }

  take(): Pick<EncodedColumn, 'levels' | 'nulls'> {
    const { rows, present } = this;
    this.rows = 0;
    this.present = 0;
    const isUniform = present === rows || present === 0;
    const levels = isUniform ? repeated(present === 0 ? 0 : 1, rows, 1) : packed(this.#defined, rows, 1);
    return { levels, nulls: rows - present };
  }
}
