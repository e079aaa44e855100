import { SetupError } from '../base/errors.ts';
import { type JsonTree, parseJson, ValueSyntaxError } from '../value/json.ts';
import type { ReadLimits } from './read-bytes.ts';
import { readTextFile } from './read-text.ts';
import { shownPath } from './shown-path.ts';

/**
 * The tree of a strict JSON file.
 * @throws SetupError as `readTextFile`, and for text that is not JSON: with line, column and what was wanted there.
 */
export function readJsonFile(path: string, limits: ReadLimits): JsonTree {
  return parseJsonText(readTextFile(path, limits), shownPath(path));
}

/** @param name How the text is called in a message. @throws SetupError naming line and column. */
export function parseJsonText(text: string, name: string): JsonTree {
  if (text.trim() === '') throw new SetupError(`${name} is empty; JSON was wanted`);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const place = error.offset === null ? '' : ` at ${placeIn(text, error.offset)}`;
    throw new SetupError(`${name}${place}: ${error.message}`, { cause: error });
  }
}

/** Line and column, as editors count them. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}
