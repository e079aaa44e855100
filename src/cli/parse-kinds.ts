import { InvalidArgumentError } from 'commander';
import { type ArgumentKind, argumentKinds } from '../suite/starter/starter-request.ts';

/** Reads `number,integer`, for commander. @throws InvalidArgumentError */
export function parseKinds(text: string): ArgumentKind[] {
  const words = text.split(',').map((word) => word.trim());
  const odd = words.find((word) => !(argumentKinds as readonly string[]).includes(word));
  if (odd !== undefined)
    throw new InvalidArgumentError(`${JSON.stringify(odd)} is none of ${argumentKinds.join(', ')}.`);
  return words as ArgumentKind[];
}
