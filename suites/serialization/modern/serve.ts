/**
 * The partner of the Python side: reads pairs of file names, one as JSON on each line, and saves what it loads from the
 * first as the second. Answers `null`, or what went wrong.
 */
import { createInterface } from 'node:readline';
import { load, save } from './files.ts';

for await (const line of createInterface({ input: process.stdin })) {
  const [here, there] = JSON.parse(line) as [string, string];
  let answer: string | null = null;
  try {
    save(there, load(here));
  } catch (error) {
    answer = String(error);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
