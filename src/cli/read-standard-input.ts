import { SetupError } from '../base/errors.ts';

/**
 * All of standard input as text.
 *
 * @param what Goes into the message.
 * @throws SetupError when it is a terminal, longer than `maxBytes`, or not UTF-8
 */
export async function readStandardInput(what: string, maxBytes: number): Promise<string> {
  if (process.stdin.isTTY) throw new SetupError(`Standard input is a terminal; pipe the ${what} in, or name a file`);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes)
      throw new SetupError(`Standard input is longer than ${maxBytes} bytes, the most that is taken`);
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch (error) {
    throw new SetupError(`Standard input is not UTF-8; ${what} as JSON were wanted`, { cause: error });
  }
}
