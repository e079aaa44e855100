import { argumentKinds } from '../suite/starter/starter-request.ts';
import type { Ask } from './ask-terminal.ts';
import type { InitFlags } from './init-flags.ts';
import { parseKinds } from './parse-kinds.ts';

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
