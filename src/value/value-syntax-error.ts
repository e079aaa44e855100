/** A text is not JSON, or its JSON is not a value. */
export class ValueSyntaxError extends SyntaxError {
  override readonly name = 'ValueSyntaxError';
  /** Where in the text, in UTF-16 code units from 0; null when there was no text but a tree. */
  readonly offset: number | null;
  /** Keys and indices that lead to the place in the tree; empty for a text that is not JSON. */
  readonly path: readonly (string | number)[];

  constructor(message: string, offset: number | null, path: readonly (string | number)[] = []) {
    super(message);
    this.offset = offset;
    this.path = path;
  }
}
