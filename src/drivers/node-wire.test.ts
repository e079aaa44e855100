import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';

it('goes on answering with arrays after a reader that was busy for a while', async () => {
  const args = [
    join(import.meta.dirname, 'node/driver.ts'),
    '--module',
    join(import.meta.dirname, '../../src/implementations/fixtures/subject.ts'),
  ];
  const driver: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const wire = driver.stdio[3] as Socket;
  wire.pause();
  const calls = 1500;
  wire.write('{"id":0,"verb":"hello","versions":[1]}\n');
  for (let id = 1; id <= calls; id += 1) {
    const array = '{"$nd":{"dtype":"<f8","shape":[128],"order":"C","att":0}}';
    wire.write(`{"id":${id},"verb":"call","subject":"echo","args":[${array}],"kwargs":{},"seed":1,"att":[1024]}\n`);
    wire.write(new Uint8Array(1024));
  }
  // More than the pipe holds is waiting by now, and less than what Node asks a writer to stop at.
  await wait(1500);
  let answers = 0;
  const all = new Promise<void>((resolve) => {
    wire.on('data', (chunk: Buffer) => {
      answers += chunk.toString('latin1').split('"elapsed_ns"').length - 1;
      if (answers >= calls - 20) resolve();
    });
  });
  wire.resume();
  await all;
  driver.kill();
  expect(answers).toBeGreaterThanOrEqual(calls - 20);
});
