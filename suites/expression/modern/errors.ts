/**
 * The errors of an evaluation, named as Python names them, so that a map between languages is the identity. What
 * Python calls `TypeError` is JavaScript's own.
 */

/** The grammar refuses the expression, a variable is missing, or an argument has a wrong value or shape. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/** A Python number was divided by zero, or zero raised to a negative power. */
export class ZeroDivisionError extends Error {
  override readonly name = 'ZeroDivisionError';
}

/** A result or an operand does not fit the type that has to hold it. */
export class OverflowError extends Error {
  override readonly name = 'OverflowError';
}

/** A result would be larger than any sensible computation needs. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError';
}
