import { pathToFileURL } from 'node:url';
import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import { shownPath } from '../disk/shown-path.ts';
import { placeOfThrow } from './place-of-throw.ts';

/** A file that waits for something that never comes must not hang a run. */
const importMs = 30_000;

/**
 * The default export of a TypeScript or JavaScript file.
 *
 * @param what What the file is, for messages: `suite file`.
 * @param example What it should have exported, in one line of code.
 * @throws SetupError naming the file when it cannot be parsed, throws (with the line in the project where it did), does
 * not end loading, or has no default export.
 */
export async function importDefault(
  file: string,
  { root, what, example, ms = importMs }: { root: string; what: string; example: string; ms?: number },
): Promise<unknown> {
  const shown = shownPath(file);
  const module = await within(ms, loadModule(file, root, what), () => {
    return new SetupError(
      `The ${what} ${shown} did not load within ${ms / 1000} s: it awaits something at its top level that does not come`,
    );
  });
  if (!('default' in module) || module.default === undefined) {
    const named = Object.keys(module)
      .filter((name) => name !== 'default')
      .sort();
    const found = named.length > 0 ? ` (it exports ${named.slice(0, 5).join(', ')})` : '';
    throw new SetupError(`The ${what} ${shown} has no default export${found}; write "${example}"`);
  }
  return module.default;
}

async function loadModule(file: string, root: string, what: string): Promise<Record<string, unknown>> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } catch (error) {
    const place = placeOfThrow(error, root);
    const where = place === null ? '' : ` at ${place}`;
    throw new SetupError(`The ${what} ${shownPath(file)} does not load: ${described(error)}${where}`, { cause: error });
  }
}

function described(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `it threw ${renderThrown(thrown)}`;
  return `${thrown.name}: ${plainLine(thrown.message)}`;
}

function renderThrown(thrown: unknown): string {
  if (typeof thrown === 'string') return JSON.stringify(plainLine(thrown));
  return thrown === null || typeof thrown !== 'object' ? String(thrown) : 'an object that is no Error';
}

async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
