import { SetupError } from '../base/errors.ts';
import { problemList } from '../base/problem-list.ts';
import { type Address, parseAddress } from '../implementations/address.ts';
import { checkSuite } from './check-suite.ts';
import type { LoadedSuite } from './load-suite.ts';
import { noSuite } from './names.ts';
import type { SubjectDefinition } from './suite.ts';

/** Two implementations to be compared without a suite on disk. */
export interface PairRequest {
  readonly legacy: string;
  readonly modern: string;
  /** What the modern is called (default `modern`). */
  readonly name?: string;
  /** Null: the function that an address names, legacy's before modern's. */
  readonly subject: string | null;
  readonly definition: SubjectDefinition;
  /** Absolute folder that relative paths start from. */
  readonly root: string;
}

/**
 * A suite of one subject and one modern, that lies nowhere on disk.
 *
 * @throws SetupError for an address that is none or cannot be called, a file that is not there, or when nothing names the subject
 */
export function pairSuite(request: PairRequest): LoadedSuite {
  const { legacy, modern, name: called = 'modern', subject, definition, root } = request;
  const addresses = [legacy, modern].map((text) => parseAddress(text, root));
  const silent = addresses.find(({ scheme }) => scheme === 'golden');
  if (silent !== undefined)
    throw new SetupError(
      `${JSON.stringify(silent.text)} cannot be called: its answers are the golden vectors of a suite; use "vernier run"`,
    );
  const name = subject ?? subjectOf(addresses);
  const suite = {
    name: noSuite,
    legacy: { address: legacy },
    moderns: { [called]: { address: modern } },
    subjects: { [name]: definition },
  };
  const problems = checkSuite(suite, root, noSuite);
  if (problems.length > 0) throw new SetupError(problemList('The comparison', problems));
  const nowhere = { file: '', digest: '', goldenFiles: new Map<string, string>(), foundFolder: null };
  return { name: noSuite, title: `${legacy} against ${modern}`, definition: suite, root, folder: root, ...nowhere };
}

/** The subject that addresses name. @throws SetupError when none does */
export function subjectOf(addresses: readonly Address[]): string {
  for (const address of addresses) if ('function' in address && address.function !== null) return address.function;
  if (addresses.every(({ scheme }) => scheme === 'exec')) return 'call';
  const shown = addresses.map(({ text }) => JSON.stringify(text)).join(' and ');
  throw new SetupError(
    `Which subject to call is not said: ${shown} name${addresses.length === 1 ? 's' : ''} no function. Name one (python:pkg.mod:function, module:./file.ts#function), or add --subject`,
  );
}
