import { SetupError } from '../base/errors.ts';
import { encodeText } from '../value/encode.ts';
import type { CallArguments } from '../value/outcome.ts';

/**
 * Refuses what a suite's generator gave when it is no input: arguments that are not values of the model, such as a bare
 * typed array, cannot be sent to any side.
 *
 * @param where `case #17 of smooth/smooth`, for the message.
 * @throws SetupError
 */
export function checkInput(input: CallArguments, where: string): void {
  try {
    const sink = { parts: [] };
    for (const value of [...input.args, ...Object.values(input.kwargs)]) encodeText(value, sink);
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    throw new SetupError(
      `The generator gave for ${where} what is no input: ${error.message}. Wanted is { args: [values], kwargs: {} }; make arrays with ndarrays(), float64Array() or numericArray(), integers as bigint`,
    );
  }
}
