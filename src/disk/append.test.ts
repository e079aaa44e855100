import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppendFile } from './append.ts';
import { inChild } from './fixtures/in-child.ts';
import { readLines } from './read-lines.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'vernier-append-')), 'deep/cases.jsonl');
});

describe('AppendFile', () => {
  it('gives every line to the system at once unless it may buffer', () => {
    const file = new AppendFile(path);
    file.append('é');
    file.append(Buffer.from('b'));
    expect(readFileSync(path, 'utf8')).toBe('é\nb\n');
    expect(file.length).toBe(5);
    file.close();
    file.close();

    const buffered = new AppendFile(path, { bufferBytes: 100 });
    buffered.append('c');
    expect(readFileSync(path, 'utf8')).toBe('é\nb\n');
    buffered.checkpoint();
    expect(readFileSync(path, 'utf8')).toBe('é\nb\nc\n');
    buffered.append('d'.repeat(100));
    expect([...readLines(path)].at(-1)).toBe('d'.repeat(100));
    buffered.append('e');
    buffered.close();
    expect([...readLines(path)].at(-1)).toBe('e');
  });

  it('refuses two lines in one, and a closed file', () => {
    const file = new AppendFile(path);
    expect(() => file.append('a\nb')).toThrow('holds a newline');
    file.close();
    expect(() => file.append('a')).toThrow('is closed');
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it.each([10, 70_000, 200_000])('cuts a torn tail of %d bytes when it is opened again', (bytes) => {
    const file = new AppendFile(path);
    file.append('whole');
    file.close();
    appendFileSync(path, 'x'.repeat(bytes));
    const again = new AppendFile(path);
    again.append('next');
    again.close();
    expect(readFileSync(path, 'utf8')).toBe('whole\nnext\n');
  });

  it('holds exactly the lines whose append returned, whatever the system does to its writes', () => {
    const step = fc.record({ line: fc.string().filter((text) => !text.includes('\n')), fate: fc.array(fc.nat(4)) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        rmSync(path, { force: true });
        let fates: number[] = [];
        const file = new AppendFile(path, { write: fickle(() => fates.shift()) });
        const accepted: string[] = [];
        for (const { line, fate } of steps) {
          fates = [...fate];
          accepted.push(line);
          try {
            file.append(line);
          } catch {
            const whole = readFileSync(path, 'utf8');
            expect(whole === '' || whole.endsWith('\n')).toBe(true);
            // The line waits: a retry must bring it once.
            fates = [];
            file.flush();
          }
          expect([...readLines(path)]).toEqual(accepted.map((text) => text.toWellFormed()));
        }
        file.close();
      }),
    );
  });

  it('loses no line that was appended before a SIGKILL', async () => {
    const code = `const file = new m.AppendFile(${JSON.stringify(path)});
      for (let n = 0; ; n++) { file.append(JSON.stringify({ n, pad: 'x'.repeat(n % 5000) })); if (n % 100 === 0) process.stdout.write(n + '\\n'); }`;
    const { command, args } = inChild('append.ts', code);
    const writer = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    writer.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.length > 500) writer.kill('SIGKILL');
    });
    await once(writer, 'close');
    const acknowledged = Number(said.trimEnd().split('\n').at(-1));
    const numbers = [...readLines(path)].map((line) => JSON.parse(line).n as number);
    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(numbers.length).toBeGreaterThan(acknowledged);
  });
});

describe('readLines', () => {
  it('reads lines of any length across its chunks, and ignores a torn one', () => {
    const lines = ['', 'é'.repeat(200_000), 'short', 'z'.repeat(600_001)];
    const file = new AppendFile(path);
    for (const line of lines) file.append(line);
    file.close();
    appendFileSync(path, Buffer.from('é').subarray(0, 1));
    expect([...readLines(path)]).toEqual(lines);
  });

  it('says which file is missing', () => {
    expect(() => [...readLines(path)]).toThrow(`Cannot read "${path}" (ENOENT). It does not exist: check the path.`);
  });
});

/** A `write` that takes some bytes, or fails, as the next number says; all of them when there is none. */
function fickle(next: () => number | undefined) {
  return (fd: number, bytes: Uint8Array, offset: number, length: number) => {
    const fate = next();
    if (fate === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    return writeSync(fd, bytes, offset, Math.min(length, fate ?? length));
  };
}
