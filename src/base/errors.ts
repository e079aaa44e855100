/** The command, suite, file or set-up is wrong: what happened, to what, what was wanted, what to do next. Exit code 2. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** A fault of Vernier itself. Exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
