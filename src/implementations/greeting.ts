import { SetupError } from '../base/errors.ts';
import type { JsonObject, JsonTree } from '../value/json.ts';
import { listOf, objectOf, textOf } from './answer.ts';
import type { Capability, Greeting } from './implementation.ts';
import { protocolVersion } from './protocol.ts';
import { ProtocolError, printable } from './protocol-error.ts';
import { tracePlaces } from './trace-places.ts';

const known: readonly Capability[] = ['attachments', 'fork', 'concurrent', 'warnings', 'mutation'];

/**
 * Reads the answer to `hello`. Capabilities this version does not know are left out: they ask nothing of us.
 *
 * @throws SetupError when the driver says that the implementation could not be loaded, ProtocolError when it is no hello
 */
export function readGreeting(members: JsonObject, address: string): Greeting {
  try {
    if (members.has('failed')) throw loadFailure(objectOf(members.get('failed'), '"failed"'), address);
    const hello = objectOf(members.get('hello'), '"hello"');
    const protocol = hello.get('protocol');
    if (protocol !== BigInt(protocolVersion)) throw new Error(`"protocol" is not ${protocolVersion}`);
    const names = listOf(hello.get('capabilities'), 'capabilities').map((name) => textOf(name, 'capabilities'));
    return {
      language: textOf(hello.get('language'), 'language'),
      languageVersion: textOf(hello.get('version'), 'version'),
      packages: textsOf(hello.get('packages'), 'packages'),
      platform: textsOf(hello.get('platform'), 'platform'),
      capabilities: known.filter((name) => names.includes(name)),
      subjects: listOf(hello.get('subjects'), 'subjects').map((name) => textOf(name, 'subjects')),
    };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new ProtocolError(`The answer to "hello" is no hello: ${(error as Error).message}`);
  }
}

function loadFailure(failed: JsonObject, address: string): SetupError {
  const [name, message, trace] = ['class', 'message', 'trace'].map((key) => textOf(failed.get(key), key));
  const places = tracePlaces(trace!);
  // An error of the driver's own, such as a function that is not there, says all in its message.
  const cause = name!.endsWith('SubjectNotFound') ? message : `${name}: ${message}`;
  return new SetupError(printable(`Cannot load ${address}: ${cause}${places === '' ? '' : ` (at ${places})`}`));
}

function textsOf(tree: JsonTree | undefined, name: string): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const [key, text] of objectOf(tree, `"${name}"`)) texts[key] = textOf(text, name);
  return texts;
}
