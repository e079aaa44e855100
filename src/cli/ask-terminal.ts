import { createInterface } from 'node:readline';

/** Asks a question and waits for the line; null at the end of input. */
export type Ask = (question: string) => Promise<string | null>;

/** Talks to the person at the terminal. Lines typed ahead answer the questions to come. */
export async function onTerminal<T>(talk: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ahead: string[] = [];
  let ended = false;
  let waiting: ((line: string | null) => void) | null = null;
  const answer = (line: string | null) => {
    waiting?.(line);
    waiting = null;
  };
  terminal.on('line', (line) => {
    if (waiting === null) ahead.push(line);
    else answer(line);
  });
  terminal.on('close', () => {
    ended = true;
    answer(null);
  });
  const ask: Ask = (question) => {
    const line = ahead.shift();
    if (line !== undefined || ended) return Promise.resolve(line ?? null);
    terminal.setPrompt(question);
    terminal.prompt();
    return new Promise((resolve) => {
      waiting = resolve;
    });
  };
  try {
    return await talk(ask);
  } finally {
    terminal.close();
  }
}
