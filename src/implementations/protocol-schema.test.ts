import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkSchema } from '../base/schema.ts';
import type { JsonObject } from '../value/json.ts';
import { parseJson } from '../value/json.ts';
import { float64Array } from '../value/ndarray.ts';
import { plainJson } from '../value/plain-json.ts';
import type { Value } from '../value/value.ts';
import { parseAddress } from './address.ts';
import { callText } from './call-text.ts';
import { FrameReader } from './framing.ts';
import { launchOf } from './launch.ts';
import { callOf, fixtures, project, pythonWithNumpy } from './python.test-data.ts';

const schema = JSON.parse(readFileSync(`${project}/golden/schema/protocol-1.json`, 'utf8'));
const partOf = (name: string) => ({ ...schema, $id: undefined, oneOf: undefined, $ref: `#/$defs/${name}` });
const request = partOf('request');
const answer = partOf('answer');
const problems = (part: object, line: string) => checkSchema(part, plainJson(parseJson(line)));

const values: Value[] = [
  1,
  float64Array([1, 2]),
  [{ kind: 'map', type: 'dict', entries: [['$x', null]] }],
  { kind: 'tuple', items: [10n ** 30n, Number.NaN] },
];

/** What goes over the wire, both ways, for every verb and for calls that return, raise, warn and mutate. */
async function traffic(
  address: string,
  calls: readonly [string, Value][],
): Promise<{ sent: string[]; received: string[] }> {
  const launch = launchOf(parseAddress(address, fixtures), { root: fixtures, python: await pythonWithNumpy() });
  const socket = launch.wire === 'socket';
  const child = spawn(launch.command, launch.args, {
    env: launch.env,
    stdio: socket ? ['ignore', 'ignore', 'ignore', 'pipe'] : ['pipe', 'pipe', 'ignore'],
  });
  const input = (socket ? child.stdio[3] : child.stdin) as NodeJS.WritableStream;
  const output = (socket ? child.stdio[3] : child.stdout) as NodeJS.ReadableStream;
  const received: string[] = [];
  const frames = new FrameReader((line: string, _tree: JsonObject | null) => received.push(line));
  output.on('data', (chunk: Buffer) => frames.push(chunk));
  const sent = ['{"id":0,"verb":"hello","protocols":[1]}'];
  input.write(`${sent[0]}\n`);
  for (const [subject, value] of calls) {
    const { head, parts } = callText(callOf(subject, [value], { warmUp: sent.length % 2 === 0 }), true);
    sent.push(`{"id":${sent.length}${head.trimEnd()}`);
    input.write(`{"id":${sent.length - 1}${head}`);
    for (const part of parts) input.write(part);
  }
  for (const verb of ['ping', 'stop']) {
    sent.push(`{"id":${sent.length},"verb":"${verb}"}`);
    input.write(`${sent.at(-1)}\n`);
  }
  await new Promise((resolve) => child.on('close', resolve));
  return { sent, received };
}

describe.each([
  [
    'python:./subject.py',
    [
      ['warns', 2n],
      ['raises', 'x'],
      ['imports_nothing', null],
      ['grows', [1]],
      ['doubles_in_place', float64Array([1])],
    ],
  ],
  [
    'module:./subject.ts',
    [
      ['raises', 'x'],
      ['imports', null],
      ['missing', null],
      ['grows', [1]],
      ['doublesInPlace', float64Array([1])],
    ],
  ],
] as [string, [string, Value][]][])('the schema of protocol 1 holds for the traffic with %s', (address, more) => {
  let lines: { sent: string[]; received: string[] };
  beforeAll(async () => {
    lines = await traffic(address, [...values.map((value): [string, Value] => ['echo', value]), ...more]);
  });

  it('in requests', () => {
    for (const line of lines.sent) expect({ line, problems: problems(request, line) }).toEqual({ line, problems: [] });
  });

  it('in answers, one for each request', () => {
    expect(lines.received).toHaveLength(lines.sent.length);
    for (const line of lines.received)
      expect({ line, problems: problems(answer, line) }).toEqual({ line, problems: [] });
  });
});

describe('the schema of protocol 1', () => {
  it('holds for a hello that failed', async () => {
    const { received } = await traffic(`python:${fileURLToPath(new URL('no-such-file.py', import.meta.url))}`, []);
    expect(received).toHaveLength(1);
    expect(problems(partOf('failedHelloAnswer'), received[0]!)).toEqual([]);
  });

  it('holds for what a fork server is asked and says', async () => {
    const asked: string[] = [];
    const said: string[] = [];
    const server = createServer((socket) =>
      socket.once('data', (line) => said.push(String(line).trim()) && socket.end()),
    );
    const folder = mkdtempSync(join(tmpdir(), 'vernier-test-'));
    const socket = join(folder, 'socket');
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const launch = launchOf(parseAddress('python:./subject.py', fixtures), { root: fixtures });
    const cwd = mkdtempSync(join(tmpdir(), 'vernier-test-'));
    const child = spawn(launch.command, launch.args, { cwd, env: launch.env, stdio: ['pipe', 'pipe', 'ignore'] });
    const received: string[] = [];
    const frames = new FrameReader((line) => {
      received.push(line);
      // The worker ends since its streams do.
      if (line.includes('ended')) child.stdin.end();
    });
    child.stdout.on('data', (chunk: Buffer) => frames.push(chunk));
    asked.push('{"id":1,"verb":"hello","protocols":[1]}');
    asked.push(JSON.stringify({ id: 2, verb: 'fork', socket, folder, eager: true }));
    asked.push(JSON.stringify({ id: 3, verb: 'fork', socket: '/nowhere', folder }));
    for (const line of asked) child.stdin.write(`${line}\n`);
    await new Promise((resolve) => child.on('close', resolve));
    // What came over the socket may be read after the process has ended.
    await expect.poll(() => said.length, { timeout: 20_000 }).toBe(3);
    server.close();
    for (const path of [folder, cwd]) rmSync(path, { recursive: true });
    expect(received.length).toBeGreaterThanOrEqual(2);
    for (const line of asked) expect(problems(request, line)).toEqual([]);
    for (const line of received) expect(problems(answer, line)).toEqual([]);
    for (const line of said) expect(problems(partOf('forkedStream'), line)).toEqual([]);
  });

  it.each([
    ['request', '{"id":-1,"verb":"ping"}'],
    ['request', '{"id":1,"verb":"call","subject":"f","args":{},"seed":1}'],
    ['request', '{"id":1,"verb":"call","subject":"f","args":[],"seed":4294967296}'],
    ['request', '{"id":1,"verb":"dance"}'],
    ['answer', '{"id":1,"value":1,"error":{"class":"E","bases":[],"message":""},"elapsed_ns":1}'],
    ['answer', '{"id":1,"value":1}'],
    ['answer', '{"id":1,"value":1,"elapsed_ns":1,"log":"x"}'],
    ['answer', '{"id":1,"value":1,"elapsed_ns":1,"warnings":[["x"]]}'],
  ])('refuses %s %s', (part, line) => {
    expect(problems(partOf(part), line)).not.toEqual([]);
  });
});
