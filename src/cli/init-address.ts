import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { parseAddress } from '../implementations/address.ts';

/** An address as the suite file will have it, and the name of the function when it says one. */
export interface StarterAddress {
  readonly text: string;
  readonly function: string | null;
}

/**
 * Makes an address that was typed in one folder one that starts from another.
 *
 * @throws SetupError for one that is none, or whose file is not there
 */
export function addressFrom(text: string, typedIn: string, folder: string): StarterAddress {
  const address = parseAddress(text, typedIn);
  if (address.scheme === 'golden')
    throw new SetupError('"golden:" is for a legacy that is retired; begin with one that can be called');
  if ('words' in address)
    return {
      text: text.replaceAll(/(?<=[\s:])\.\.?\/\S+/g, (path) => fromFolder(folder, typedIn, path)),
      function: null,
    };
  if (address.scheme === 'python' && !address.isFile) return { text, function: address.function };
  if (!existsSync(address.target))
    throw new SetupError(`${JSON.stringify(text)}: there is no file ${shownPath(address.target)}`);
  const mark = address.scheme === 'module' ? '#' : ':';
  const path = fromFolder(folder, typedIn, address.target);
  return {
    text: `${address.scheme}:${path}${address.function === null ? '' : mark + address.function}`,
    function: address.function,
  };
}

function fromFolder(folder: string, typedIn: string, path: string): string {
  const inside = relative(folder, path.startsWith('/') ? path : `${typedIn}/${path}`);
  return inside.startsWith('.') ? inside : `./${inside}`;
}
