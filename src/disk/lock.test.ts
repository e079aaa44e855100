import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { inChild } from './fixtures/in-child.ts';
import { withLock } from './lock.ts';
import { thisProcess } from './running-process.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-lock-'));
  path = join(folder, 'sub/x.lock');
});

const forever = `process.stdout.write('held'); setInterval(() => {}, 1000); await new Promise(() => {});`;

describe('withLock', () => {
  it('gives back what the work gives, and frees the lock even when it throws', async () => {
    expect(await withLock(path, () => readdirSync(join(folder, 'sub')))).toEqual(['x.lock']);
    await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(readdirSync(join(folder, 'sub'))).toEqual([]);
  });

  it('lets one at a time in within a process', async () => {
    let inside = 0;
    const most = await Promise.all(
      Array.from({ length: 5 }, () =>
        withLock(path, async () => {
          const now = ++inside;
          await sleep(3);
          inside--;
          return now;
        }),
      ),
    );
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  it('lets one at a time in among processes, of which some are killed inside', async () => {
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    // Reading, waiting and writing loses a count whenever two are inside; the killed ones die before they write.
    const code = (dies: boolean) => `import { readFileSync, writeFileSync } from 'node:fs';
      for (let n = 0; n < 10; n++) await m.withLock(${JSON.stringify(path)}, async () => {
        const count = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
        await new Promise((done) => setTimeout(done, 2));
        ${dies ? `process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});` : ''}
        writeFileSync(${JSON.stringify(counter)}, String(count + 1));
      });`;
    const children = [false, true, false, true, true, false].map((dies) => start(code(dies)));
    const codes = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(codes.map(([exit, signal]) => exit ?? signal)).toEqual([0, 'SIGKILL', 0, 'SIGKILL', 'SIGKILL', 0]);
    expect(readFileSync(counter, 'utf8')).toBe('30');
    // The last one in may have been killed there.
    await withLock(path, () => {});
    expect(readdirSync(join(folder, 'sub'))).toEqual([]);
  });

  it('waits for a holder that lives, says for whom, and takes over when it is killed', async () => {
    const holder = start(`await m.withLock(${JSON.stringify(path)}, async () => { ${forever} });`);
    await once(holder.stdout!, 'data');
    const told: string[] = [];
    const options = { timeoutMs: 50, onWaiting: (who: string) => told.push(who) };
    await expect(withLock(path, () => 1, options)).rejects.toThrow(
      `for process ${holder.pid}, which holds "${path}". Wait until it is done, or end it, and run again.`,
    );
    expect(told).toEqual([`process ${holder.pid}`]);
    const waiting = Promise.withResolvers<string>();
    const entered = withLock(path, () => 'entered', { onWaiting: waiting.resolve });
    await waiting.promise;
    holder.kill('SIGKILL');
    expect(await entered).toBe('entered');
  });

  it('breaks the lock of a process whose number another one has got since', async () => {
    leave(path, { ...thisProcess(), started: 'long ago', token: 'aaaaaaaa' });
    expect(await withLock(path, () => 1)).toBe(1);
  });

  it('goes on when the process that was breaking a dead lock died as well', async () => {
    const dead = { ...thisProcess(), started: 'long ago' };
    leave(path, { ...dead, token: 'aaaaaaaa1' });
    leave(`${path}.aaaaaaaa`, { ...dead, token: 'bbbbbbbb1' });
    leave(`${path}.aaaaaaaa.bbbbbbbb`, { ...dead, token: 'cccccccc1' });
    expect(await withLock(path, () => 1)).toBe(1);
    expect(readdirSync(join(folder, 'sub'))).toEqual([]);
  });

  it('never breaks a lock of another machine, and says how to', async () => {
    leave(path, { ...thisProcess(), host: 'elsewhere', started: 'long ago', token: 'aaaaaaaa' });
    await expect(withLock(path, () => 1, { timeoutMs: 10 })).rejects.toThrow(
      `on "elsewhere", which holds "${path}". Wait until it is done, or end it, and run again. If that machine or container is gone, remove "${path}".`,
    );
  });

  it('says when the file is no lock, or cannot be made', async () => {
    leave(path, []);
    writeFileSync(path, '');
    await expect(withLock(path, () => 1)).rejects.toThrow(`"${path}" is not a lock of Vernier`);
    await expect(withLock(join(path, 'y'), () => 1)).rejects.toThrow('Cannot make the folder');
  });
});

function start(code: string): ChildProcess {
  const { command, args } = inChild('lock.ts', code);
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

function leave(place: string, holder: unknown): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, JSON.stringify(holder));
}
