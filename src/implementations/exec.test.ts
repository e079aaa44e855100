import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { MapValue, Value } from '../value/value.ts';
import { createImplementation, type ImplementationSpec } from './create-implementation.ts';
import { ExecTemplate, TemplateMismatch } from './exec-template.ts';
import type { Call, Implementation } from './implementation.ts';

const open: Implementation[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function exec(command: string, more: Partial<ImplementationSpec> = {}): Implementation {
  const made = createImplementation({ name: 'modern', address: `exec:${command}`, root: '/', ...more });
  open.push(made);
  return made;
}

function callOf(args: readonly Value[], kwargs: Record<string, Value> = {}, more: Partial<Call> = {}): Call {
  return { subject: 'sort', input: { args, kwargs }, seed: 7, deadlineMs: 20_000, ...more };
}

const run = (command: string, args: readonly Value[], kwargs?: Record<string, Value>) =>
  exec(command).call(callOf(args, kwargs));

function resultOf(outcome: Outcome): Record<string, Value> {
  if (outcome.kind !== 'returned') throw new Error(`Not returned: ${JSON.stringify(outcome)}`);
  return Object.fromEntries((outcome.value as MapValue).entries as [string, Value][]);
}

const bytes = (text: string): Value => ({ kind: 'bytes', data: Buffer.from(text) });

describe('exec:', () => {
  it('returns exit code, both outputs and the files that were left', async () => {
    const script = 'cat; echo oops >&2; mkdir -p a/b; printf deep > a/b/c; printf %s "$1" > top; exit 3';
    const outcome = await run(`sh -c '${script}' sh {0} <{1}`, ['Grüße', 'in\n']);
    const { files, ...rest } = resultOf(outcome);
    expect(rest).toEqual({ exitCode: 3n, stdout: 'in\n', stderr: 'oops\n' });
    expect((files as MapValue).entries).toEqual([
      ['a/b/c', bytes('deep')],
      ['top', bytes('Grüße')],
    ]);
    expect(outcome.elapsedNs).toBeGreaterThan(0);
  });

  it('writes what is no string in its text form, and bytes as they are', async () => {
    const values: Value[] = [
      3n,
      0.1,
      1,
      Number.NaN,
      null,
      true,
      [1n, 'x'],
      { kind: 'bytes', data: Buffer.from('raw') },
    ];
    const words = values.map((_, i) => `{${i}}`).join(' ');
    const { stdout } = resultOf(await run(`printf '%s\\n' ${words}`, values));
    expect(stdout).toBe('3\n0.1\n1.0\n{"$f":"nan"}\nnull\ntrue\n[1,"x"]\nraw\n');
  });

  it('replaces names, subject and seed inside words and leaves other braces alone', async () => {
    const command = "printf '%s|' --name={name} {$subject}-{$seed} '{print $1}' {{0}} '{\"a\":1}' {0}{0}";
    const { stdout } = resultOf(await run(command, ['z'], { name: 'a b' }));
    expect(stdout).toBe('--name=a b|sort-7|{print $1}|{0}|{"a":1}|zz|');
  });

  it('hands an argument over as a file, which is no result unless it was changed', async () => {
    const kept = resultOf(await run('wc -c {0@in.txt}', ['12345']));
    expect(kept.stdout).toBe('5 in.txt\n');
    expect((kept.files as MapValue).entries).toEqual([]);
    const changed = resultOf(await run("sh -c 'echo more >> in.txt' {0@in.txt}", ['12345\n']));
    expect((changed.files as MapValue).entries).toEqual([['in.txt', bytes('12345\nmore\n')]]);
  });

  it('gives bytes that are no text as bytes, in and out', async () => {
    const data = Uint8Array.of(0, 0xff, 0x0a);
    const { stdout } = resultOf(await run('cat <{0}', [{ kind: 'bytes', data }]));
    expect(stdout).toEqual({ kind: 'bytes', data });
  });

  it('refuses arguments that do not fit the template, and says what to do', async () => {
    const refused: [string, readonly Value[], RegExp][] = [
      ['echo {0}', [1n, 2n], /uses the argument 1: write \{1\}, or <\{1\}/],
      ['echo {1}', [1n], /no argument 1/],
      ['echo {x}', [], /no argument x/],
      ['echo {constructor}', [], /no argument constructor/],
      ['echo {0}', ['a\0b'], /holds a NUL/],
      ['echo {0}', [{ kind: 'bytes', data: Uint8Array.of(0xff) }], /not UTF-8/],
      ['cat <{0}', ['\ud800'], /not valid Unicode/],
    ];
    for (const [command, args, message] of refused) {
      const outcome = await run(command, args);
      if (outcome.kind !== 'raised') throw new Error(`Not raised: ${outcome.kind}`);
      expect(outcome.error.message).toMatch(message);
      expect(outcome.error.setup).toBe(true);
    }
    expect(() => exec('cat <{0} <{1}')).toThrow(/both standard input/);
    expect(() => exec('{0} x')).toThrow(/program itself/);
    expect(() => new ExecTemplate('exec:echo', ['echo']).fill(callOf([1n]))).toThrow(TemplateMismatch);
  });

  it('tells a signal, a deadline, too much memory and too much output apart, and goes on', async () => {
    const command = exec('sh -c \'eval "$1"\' sh {0}', { memoryMb: 100, maxCrashesInRow: Number.POSITIVE_INFINITY });
    const of = (script: string, deadlineMs = 20_000) => command.call(callOf([script], {}, { deadlineMs }));
    expect(await of('kill -SEGV $$')).toMatchObject({ kind: 'crashed', signal: 'SIGSEGV', outOfMemory: false });
    expect(await of('sleep 60', 100)).toMatchObject({ kind: 'timed-out', deadlineMs: 100 });
    expect(await of("trap '' TERM; sleep 60 & wait; sleep 60", 100)).toMatchObject({ kind: 'timed-out' });
    expect(await of('exec cat /dev/zero')).toMatchObject({ kind: 'protocol-error' });
    const hungry = 'exec python3 -c "import time; x = bytearray(300 << 20); time.sleep(60)"';
    expect(await of(hungry)).toMatchObject({ kind: 'crashed', outOfMemory: true });
    expect(resultOf(await of('echo fine')).stdout).toBe('fine\n');
  });

  it('does not wait for what a program leaves running', async () => {
    const started = performance.now();
    const { stdout } = resultOf(await run("sh -c 'sleep 300 & echo $!'", []));
    expect(performance.now() - started).toBeLessThan(100_000);
    // Nobody may have collected it yet, but it does not run.
    const state = () => spawnSync('ps', ['-o', 'stat=', '-p', String(stdout).trim()], { encoding: 'utf8' }).stdout;
    await expect.poll(state, { timeout: 20_000 }).toMatch(/^(Z|$)/);
  });

  it('keeps the end of a flood on standard error', async () => {
    const flood = 'head -c 3000000 /dev/zero | tr "\\0" x >&2; printf ü%.0s $(seq 40000) >&2; echo last >&2';
    const stderr = resultOf(await run('sh -c \'eval "$1"\' sh {0}', [flood])).stderr as string;
    expect(stderr.endsWith('üülast\n')).toBe(true);
    expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(64 * 1024);
  });

  it('keeps the environment of whoever runs it away from the program', async () => {
    process.env.VERNIER_TEST_SECRET = 'secret';
    const { stdout } = resultOf(await exec('env', { env: { GIVEN: 'yes' } }).call(callOf([])));
    delete process.env.VERNIER_TEST_SECRET;
    expect(stdout).toContain('GIVEN=yes');
    expect(stdout).toContain('TZ=UTC');
    expect(stdout).not.toContain('secret');
  });

  it('tells links as links and follows none', async () => {
    const { files } = resultOf(await run("sh -c 'ln -s /etc/passwd link; ln -s / all; mkfifo pipe'", []));
    expect((files as MapValue).entries).toEqual([
      ['all', { kind: 'opaque', type: 'link', repr: '/' }],
      ['link', { kind: 'opaque', type: 'link', repr: '/etc/passwd' }],
      ['pipe', { kind: 'opaque', type: 'special-file', repr: '' }],
    ]);
  });

  it('refuses to read a tree that is too large', async () => {
    expect(await run('truncate -s 1T sparse', [])).toMatchObject({ kind: 'protocol-error', message: /67108864 bytes/ });
    expect(await run("sh -c 'seq 10001 | xargs touch'", [])).toMatchObject({ kind: 'protocol-error' });
  });

  it('makes calls at the same time, as many as it has workers, and stops after too many deaths in a row', async () => {
    const echo = exec('echo {0}', { workers: 3 });
    expect(echo.inFlight).toBe(3);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => echo.call(callOf([BigInt(i)]))));
    expect(answers.map((answer) => resultOf(answer).stdout)).toEqual(Array.from({ length: 20 }, (_, i) => `${i}\n`));
    const dies = exec("sh -c 'kill -9 $$'", { maxCrashesInRow: 2 });
    const dead = await Promise.all([1, 2, 3, 4].map(() => dies.call(callOf([]))));
    expect(dead.map((one) => 'unhealthy' in one)).toEqual([false, false, true, true]);
  });

  it('starts only programs that are there, and greets without a list of subjects', async () => {
    await expect(exec('no-such-program x').start()).rejects.toThrow(/there is no program "no-such-program"/);
    await expect(exec('/etc/passwd').start()).rejects.toThrow(/there is no program/);
    expect((await exec('echo').start()).subjects).toEqual([]);
  });

  it('ends what is running when it is closed, and leaves no folder', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('vernier-exec-'));
    const sleeper = exec('sleep 300');
    const called = [sleeper.call(callOf([])), sleeper.call(callOf([])), sleeper.callAlone(callOf([]))];
    await sleeper.close();
    expect((await Promise.all(called)).map(({ kind }) => kind)).toEqual(['crashed', 'crashed', 'crashed']);
    expect(folders()).toEqual([]);
  });

  it('calls the program again alone', async () => {
    const outcome = await exec('echo {0}').callAlone(callOf(['x']));
    expect(resultOf(outcome).stdout).toBe('x\n');
  });

  it('answers for arguments that no command line takes', async () => {
    const outcome = await run('echo {0}', ['x'.repeat(5_000_000)]);
    expect(outcome).toMatchObject({ kind: 'raised', error: { class: 'vernier.BadArguments', setup: false } });
  });
});
