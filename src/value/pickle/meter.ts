/** Counts what a pickle claims, and refuses what is too much or wrong. */
export interface Meter {
  /** Counts memory that a few bytes of the file claim. */
  charge(bytes: number): void;
  /** Counts work and memory that grow with something the pickle can name again and again. */
  copy(bytes: number): void;
  refuse(reason: string): never;
}
