import { SetupError } from '../base/errors.ts';
import { parseAddress } from '../implementations/address.ts';
import { createImplementation } from '../implementations/create-implementation.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { deed, stderrLines } from '../reporters/headline.ts';
import { duration } from '../reporters/quantity.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { subjectOf } from '../suite/pair-suite.ts';
import { argumentsOf } from '../value/arguments.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonTree, parseJson, ValueSyntaxError } from '../value/json.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { encodeOutcome } from '../value/outcome-text.ts';
import { renderValue } from '../value/render.ts';
import { exitCodes } from './exit-codes.ts';
import { openSession } from './session.ts';

export interface CallFlags {
  readonly args?: readonly string[];
  readonly kwargs?: string;
  readonly subject?: string;
  readonly seed?: number;
  readonly deadline?: number;
  readonly python?: string;
  readonly json?: boolean;
}

const stderrShown = 20;
const valueLength = 100_000;

/** Calls an address once and prints what it did. @returns the exit code */
export async function callAndTell(text: string, flags: CallFlags): Promise<number> {
  const root = process.cwd();
  const address = parseAddress(text, root);
  const subject = flags.subject ?? subjectOf([address]);
  const input = inputOf(flags);
  const session = openSession(flags.json ?? false);
  const implementation = createImplementation({
    ...{ name: 'call', address: text, root, maxCrashesInRow: Number.POSITIVE_INFINITY },
    ...(flags.python === undefined ? {} : { python: flags.python }),
  });
  // What is asked to end must not wait for an answer.
  session.signal.addEventListener('abort', () => void implementation.close());
  try {
    const { subjects } = await implementation.start();
    const isNamed = 'function' in address && address.function !== null;
    if (!isNamed && subjects.length > 0 && !subjects.includes(subject)) {
      throw new SetupError(`${text} has no subject "${subject}" (it has ${subjects.slice(0, 10).join(', ')})`);
    }
    const deadlineMs = flags.deadline ?? suiteDefaults.deadlineMs;
    const outcome = await implementation.callAlone({ subject, input, seed: flags.seed ?? 42, deadlineMs });
    if (flags.json) process.stdout.write(`${JSON.stringify(encodeOutcome(outcome), null, 2)}\n`);
    else session.print(outcomeLines(outcome).map(escapeTerminal).join('\n'));
    return session.signal.aborted ? exitCodes.interrupted : codeOf(outcome);
  } finally {
    await implementation.close();
    session.close();
  }
}

function codeOf(outcome: Outcome): number {
  if (outcome.kind === 'returned') return exitCodes.pass;
  return outcome.kind === 'raised' && outcome.error.setup ? exitCodes.setup : exitCodes.red;
}

function outcomeLines(outcome: Outcome): string[] {
  const isReturned = outcome.kind === 'returned';
  const lines = [isReturned ? renderValue(outcome.value, { maxLength: valueLength }) : deed(outcome)];
  if (outcome.kind === 'returned' || outcome.kind === 'raised') {
    for (const { category, message } of outcome.warnings) lines.push(`  warned    ${category}: ${message}`);
    if (outcome.mutated !== undefined) lines.push(`  changed   its arguments: ${argumentWords(outcome.mutated)}`);
  }
  for (const line of stderrLines(outcome, stderrShown)) lines.push(`  stderr    | ${line}`);
  if (outcome.elapsedNs !== null) lines.push(`  took      ${duration(outcome.elapsedNs)}`);
  return lines;
}

function argumentWords({ args, kwargs }: CallArguments): string {
  const shown = args.map((value) => renderValue(value, { maxLength: 1000 }));
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${renderValue(value, { maxLength: 1000 })}`);
  return [...shown, ...named].join(', ');
}

/** All arguments as one value, so that none can be half of another. @throws SetupError naming the argument */
function inputOf({ args = [], kwargs }: CallFlags): CallArguments {
  const trees = args.map((text, index) => parsed(text, `Argument ${index + 1} of --args`));
  const members = new Map<string, JsonTree>([['args', trees]]);
  if (kwargs !== undefined) members.set('kwargs', parsed(kwargs, '--kwargs'));
  return located('The arguments', () => argumentsOf(decodeTree(members)));
}

function parsed(text: string, what: string): JsonTree {
  return located(`${what}, ${JSON.stringify(text.slice(0, 60))}`, () => parseJson(text));
}

function located<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const place = error.path.length === 0 ? '' : ` at /${error.path.join('/')}`;
    throw new SetupError(`${what}${place}: ${error.message}. A text is written with quotes of its own: '"abc"'`, {
      cause: error,
    });
  }
}
