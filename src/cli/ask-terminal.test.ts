import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('lines typed ahead answer the questions to come, and the end of input is an answer', () => {
  const file = join(import.meta.dirname, 'ask-terminal.ts');
  const talk = `import { onTerminal } from ${JSON.stringify(file)};
const answers = await onTerminal(async (ask) => {
  const first = await ask('one? ');
  await new Promise((resolve) => setTimeout(resolve, 100));
  return [first, await ask('two? '), await ask('three? '), await ask('four? ')];
});
process.stderr.write(JSON.stringify(answers));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', talk];
  const { stderr, status } = spawnSync(process.execPath, args, { input: 'a\nb\n', encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '["a","b",null,null]' });
});
