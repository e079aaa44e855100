import { SetupError } from '../base/errors.ts';
import { parseJsonText } from '../disk/read-json.ts';
import { argumentsOf } from '../value/arguments.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, parseJson, ValueSyntaxError } from '../value/json.ts';
import type { CallArguments } from '../value/outcome.ts';

/** The most calls that one file may hold; each is held in memory. */
const mostCalls = 1_000_000;

/**
 * Reads calls: a JSON list of them, or one a line. A call is a list of arguments, or an object with `args` and `kwargs`;
 * recorded traffic (messages of the wire protocol) is such lines, of which those that are no call, or one of another
 * subject, are passed over. Values are in tagged JSON.
 *
 * @param shown What the file is called in messages.
 * @param subject Null: calls of every subject.
 * @throws SetupError naming the call and the place in it
 */
export function parseCalls(text: string, shown: string, subject: string | null): CallArguments[] {
  const calls: CallArguments[] = [];
  for (const { tree, place } of treesOf(text, shown)) {
    if (!isWanted(tree, subject)) continue;
    calls.push(callOf(tree, place));
    if (calls.length > mostCalls) throw new SetupError(`${shown} holds more than ${mostCalls} calls; split it`);
  }
  if (calls.length > 0) return calls;
  const of = subject === null ? '' : ` of subject "${subject}"`;
  throw new SetupError(`${shown} holds no call${of}. Wanted is a JSON list of calls, or one a line: [1.5, "x"]`);
}

function* treesOf(text: string, shown: string): Generator<{ tree: JsonTree; place: string }> {
  const isList = text.trimStart().startsWith('[');
  const whole = isList ? attempt(text) : null;
  // Neither a list nor lines of lists: what is wrong is said of the list.
  if (isList && whole === null && attempt(text.trimStart().split('\n', 1)[0]!) === null) parseJsonText(text, shown);
  // One call a line looks like a list, too: a file of a single line `["a", "b"]` is one list of two things.
  if (Array.isArray(whole) && (whole.length === 0 || whole.every(isCallLike))) {
    for (const [index, tree] of whole.entries()) yield { tree, place: `${shown} at call ${index + 1}` };
    return;
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `${shown} at line ${index + 1}`;
    yield { tree: parsed(line, place), place };
  }
}

const isCallLike = (tree: JsonTree) => Array.isArray(tree) || (tree instanceof Map && tree.has('args'));

function attempt(text: string): JsonTree | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function parsed(line: string, place: string): JsonTree {
  try {
    return parseJson(line);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const column = error.offset === null ? '' : `, column ${error.offset + 1}`;
    throw new SetupError(`${place}${column}: ${error.message}`, { cause: error });
  }
}

function isWanted(tree: JsonTree, subject: string | null): boolean {
  if (!(tree instanceof Map)) return true;
  if (tree.has('verb') && tree.get('verb') !== 'call') return false;
  // Answers of a driver, in a recording of both directions.
  if (!tree.has('args') && tree.has('id')) return false;
  return subject === null || !tree.has('subject') || tree.get('subject') === subject;
}

function callOf(tree: JsonTree, place: string): CallArguments {
  try {
    if (Array.isArray(tree)) return argumentsOf(decodeTree(new Map([['args', tree]])));
    if (!(tree instanceof Map))
      throw new ValueSyntaxError('wanted a list of arguments, or {"args": […], "kwargs": {…}}', null);
    return argumentsOf(decodeTree(bare(tree)));
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const steps = error.path.map((step) => `/${String(step)}`).join('');
    throw new SetupError(`${place}${steps === '' ? '' : ` at ${steps}`}: ${error.message}`, { cause: error });
  }
}

/** What a message of the protocol says beside the arguments. */
const beside: readonly string[] = ['id', 'verb', 'subject', 'seed', 'warmUp'];

function bare(tree: JsonObject): JsonObject {
  if (tree.has('att'))
    throw new ValueSyntaxError('its buffers ("att") were not recorded; record without attachments', null);
  return new Map([...tree].filter(([key]) => !beside.includes(key)));
}
