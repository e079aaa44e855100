import { SetupError } from '../base/errors.ts';
import type { Interpreter } from './interpreter.ts';
import type { Pin } from './pins.ts';

export interface PipContext {
  readonly name: string;
  readonly lock: string;
  readonly pins: readonly Pin[];
  readonly base: Interpreter;
  readonly folder: string;
}

const unreachable =
  /Retrying \(|NewConnectionError|ConnectTimeout|ReadTimeout|Max retries exceeded|name resolution|ProxyError|SSLError|CERTIFICATE_VERIFY|connection error|confirming the ssl certificate|Connection (refused|reset)/i;
const shownLines = 8;

/** Why an installation failed, from what pip said: what is missing, and what to do. */
export function pipFailure(lines: readonly string[], context: PipContext): SetupError {
  const text = lines.join('\n');
  const why = explanation(text, context);
  const said = lines
    .filter((line) => line.trim() !== '')
    .slice(-shownLines)
    .map(shortened);
  return new SetupError(
    [
      `Cannot make the Python environment for "${context.name}" from ${context.lock}. ${why}`,
      'pip said:',
      ...said.map((line) => `  ${line}`),
    ].join('\n'),
  );
}

function explanation(text: string, { name, lock, pins, base, folder }: PipContext): string {
  const useOther = `use an existing Python with --python ${name}=PATH`;
  if (/No space left on device|Errno 28|Disk quota exceeded/.test(text)) {
    return `The disk of "${folder}" or of the folder for temporary files (TMPDIR) is full: free some space and run again.`;
  }
  if (/DO NOT MATCH THE HASHES/.test(text)) {
    return `A package is not what its --hash in the lock says. Lock again if you changed its version; else somebody may have tampered with it.`;
  }
  if (unreachable.test(text)) {
    return `The package index is not reachable. Check the network, the proxy (HTTPS_PROXY), certificates (PIP_CERT) and mirror (PIP_INDEX_URL), or ${useOther}.`;
  }
  if (/HTTP error 40[137]|40[137] (Client )?Error|Unauthorized/i.test(text)) {
    return `The package index refuses access. Check the user and password in PIP_INDEX_URL, pip.conf or .netrc.`;
  }
  const missing = /No matching distribution found for ([\w.-]+)(?:\[[^\]]*\])?==(\S+)/.exec(text);
  if (missing !== null) {
    const [, project, version] = missing;
    const line = pins.find((pin) => pin.name === project!.toLowerCase().replace(/[-_.]+/g, '-'))?.line;
    const where = `${lock}${line === undefined ? '' : `:${line}`}`;
    const wheel = `There is no wheel of ${project} ${version} for Python ${base.version} on ${base.platform.split(' ')[1]}`;
    const none = text.includes('(from versions: none)') ? ', or the index did not answer' : '';
    return `${wheel} in the package index${none}. Change the pin at ${where}, or ${useOther}, one of a version that has it.`;
  }
  if (/Permission denied|Errno 13|Read-only file system/.test(text)) {
    return `"${folder}" cannot be written: give your user the right to it.`;
  }
  return `Mend what pip complains about, or ${useOther}.`;
}

/** Without passwords in addresses, and without pip's lists of hundreds of versions. */
function shortened(line: string): string {
  const clean = line.replace(/(:\/\/)[^/@\s]+@/g, '$1****@');
  return clean.length > 300 ? `${clean.slice(0, 150)} … ${clean.slice(-140)}` : clean;
}
