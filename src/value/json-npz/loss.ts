/**
 * How much of a loss it is. `quiet`: the format writes it and reads something else back, as RepTate's serializer does
 * without a word. `substitute`: the format has no such thing, but another one can stand for it. `fatal`: nothing can.
 */
export type LossGrade = 'quiet' | 'substitute' | 'fatal';

/** One place of a value that a pair of JSON and NPZ files does not keep as it is. */
export interface Loss {
  readonly grade: LossGrade;
  /** Where, for people: `$.runs[3]`. Nothing in it is raw. */
  readonly path: string;
  /** What is there and what becomes of it, in words. */
  readonly what: string;
}

const shownLosses = 5;

/** A value that cannot be written without a loss that was not allowed. */
export class LossError extends TypeError {
  /** What would be lost; the first ones when there are many. */
  readonly losses: readonly Loss[];
  /** How many there are in all. */
  readonly count: number;

  constructor(losses: readonly Loss[], count: number) {
    const shown = losses.slice(0, shownLosses).map(({ path, what }) => `${path} is ${what}`);
    const more = count > shown.length ? ` (and ${count - shown.length} more)` : '';
    super(`JSON and NPZ cannot keep it as it is: ${shown.join('; ')}${more}`);
    this.losses = losses;
    this.count = count;
  }
}
LossError.prototype.name = 'LossError';
