/** The real function has no answer that the referee would stand for: no precision changes that. */
export class Undetermined extends Error {
  override readonly name = 'Undetermined';
}

/** What is known is too wide for a decision, which more bits may bring. */
export class TooWide extends Error {
  override readonly name = 'TooWide';
}
