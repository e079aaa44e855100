import { createInterface } from 'node:readline/promises';
import { argumentKinds } from '../suite/starter/starter-request.ts';
import type { InitFlags } from './init-flags.ts';
import { parseKinds } from './parse-kinds.ts';

/** Asks a question and waits for the line; null at the end of input. */
export type Ask = (question: string) => Promise<string | null>;

/** Asks only for what the flags do not say. Empty answers, and the end of input, mean the example. */
export async function askForFlags(flags: InitFlags, ask: Ask): Promise<InitFlags> {
  const answer = async (question: string) => (await ask(question))?.trim() ?? '';
  const legacy =
    flags.legacy ?? (await answer('Address of legacy, such as python:./old.py:price (empty: a working example): '));
  if (legacy === '') return flags;
  let { modern, takes } = flags;
  while (modern === undefined || modern === '') {
    const text = await ask('Address of modern, such as module:./src/price.ts#price: ');
    if (text === null) return flags;
    modern = text.trim();
  }
  while (takes === undefined) {
    const text = await answer(`What it takes, in order, out of ${argumentKinds.join(', ')} (number): `);
    try {
      takes = parseKinds(text === '' ? 'number' : text);
    } catch {
      // Asked again.
    }
  }
  return { ...flags, legacy, modern, takes };
}

/** Questions on the terminal. */
export async function onTerminal<T>(talk: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<null>((resolve) => terminal.once('close', () => resolve(null)));
  try {
    return await talk((question) => Promise.race([terminal.question(question), ended]));
  } finally {
    terminal.close();
  }
}
