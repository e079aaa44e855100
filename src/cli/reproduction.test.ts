import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { createImplementation } from '../implementations/create-implementation.ts';
import { pythonWithNumpy } from '../implementations/python.test-data.ts';
import { injections } from '../reporters/fixtures/injections.ts';
import { type Reproduction, reproductionOf } from '../runner/reproduction.ts';
import { encodeText } from '../value/encode.ts';
import { float64Array } from '../value/ndarray.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

/** Says exactly what it was given: types, bits of floats, what is shared. */
const python = `
import array, collections, datetime, decimal

def describe(*args, **kwargs):
    seen = {}
    def walk(x):
        if isinstance(x, (list, dict, set, bytearray, collections.deque)):
            if id(x) in seen:
                return "same as %d" % seen[id(x)]
            seen[id(x)] = len(seen)
        name = type(x).__name__
        if isinstance(x, float):
            return "%s %s" % (name, x.hex())
        if isinstance(x, complex):
            return "complex %s %s" % (x.real.hex(), x.imag.hex())
        if hasattr(x, "tobytes") and hasattr(x, "dtype"):
            inner = [walk(y) for y in x.ravel().tolist()] if x.dtype.kind == "O" else x.tobytes().hex()
            return "%s %s %s %s" % (name, x.dtype.descr, getattr(x, "shape", ()), inner)
        if isinstance(x, dict):
            return "%s {%s}" % (name, ", ".join("%s: %s" % (walk(k), walk(v)) for k, v in x.items()))
        if isinstance(x, (set, frozenset)):
            return "%s %s" % (name, sorted(walk(y) for y in x))
        if isinstance(x, (list, tuple, collections.deque)):
            return "%s [%s] %s" % (name, ", ".join(map(walk, x)), getattr(x, "maxlen", ""))
        if isinstance(x, slice):
            return "slice %s" % [walk(y) for y in (x.start, x.stop, x.step)]
        return "%s %r" % (name, x)
    return walk([list(args), kwargs])

def echo(x):
    return x

def spread(x):
    return {"a": [x / 3, 1], "b": complex(x, -0.0)}

def shuffle(items):
    import random
    random.shuffle(items)
    raise ValueError("\\x1b[2Jover")
`;
const javascript = `import { inspect } from 'node:util';
export const describe = (...args: unknown[]): string =>
  inspect(args, { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: Infinity, sorted: false });
export const echo = (x: unknown) => x;
export const spread = (x: number) => ({ a: [x / 3, 1], m: new Map([['k', -0]]) });
export const draw = (items: number[]) => { items.reverse(); return Math.random(); };
`;

let root: string;
let interpreter: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'vernier-script-'));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
  mkdirSync(join(root, 'suites/one'), { recursive: true });
  writeFileSync(join(root, 'suites/one/old.py'), python);
  writeFileSync(join(root, 'suites/one/new.ts'), javascript);
  interpreter = await pythonWithNumpy();
});
afterAll(() => rmSync(root, { recursive: true }));

const made = (address: string, subject: string, input: CallArguments): Reproduction =>
  reproductionOf({
    definition: { address },
    report: null,
    ...{ subject, input, seed: 42, root, folder: join(root, 'suites/one') },
    path: join(root, 'reports/run/evidence/0123456789ab.side'),
  });

function run(address: string, subject: string, input: CallArguments): string {
  const script = made(address, subject, input);
  if ('why' in script) throw new Error(script.why);
  mkdirSync(join(root, 'reports/run/evidence'), { recursive: true });
  writeFileSync(script.file, script.text);
  const program = script.file.endsWith('.py') ? interpreter : process.execPath;
  // From elsewhere, with an empty environment: neither Vernier nor a variable is needed.
  return execFileSync(program, [script.file], { cwd: tmpdir(), encoding: 'utf8', env: {}, maxBuffer: 1 << 28 });
}

/** What the driver gives for each of the inputs; null where it cannot make one. */
async function driven(address: string, subject: string, inputs: readonly CallArguments[]): Promise<(string | null)[]> {
  const implementation = createImplementation({
    name: 'side',
    address,
    root: join(root, 'suites/one'),
    python: interpreter,
  });
  try {
    const outcomes = inputs.map((input) => implementation.call({ subject, input, seed: 42, deadlineMs: 20_000 }));
    return (await Promise.all(outcomes)).map((one) => (one.kind === 'returned' ? String(one.value) : null));
  } finally {
    await implementation.close();
  }
}

const returnedBy = (out: string) => /^returned (.*)$/m.exec(out)?.[1];

const shared: Value[] = [1.5];
const cycle: Value[] = [];
cycle.push(cycle);
/** One of everything, what is shared shared, and what injects. */
const everything: CallArguments = {
  args: [
    [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e22, { kind: 'nan', bits: 0x7ff8000000000001n }],
    [1n, -7n, 2n ** 63n, -(10n ** 30n), 10n ** 4100n, true, false, null],
    ['', 'ü\u0000\u2028', '\ud800x', '"""', "'''", '\\', '$' + '{x}', '`', ...injections.map(({ s }) => s)],
    [shared, shared, cycle, float64Array([1, -0, Number.NaN])],
    {
      kind: 'tuple',
      items: [
        { kind: 'bytes', data: Uint8Array.of(0, 255) },
        { kind: 'complex', re: -0, im: 1e-3 },
      ],
    },
    {
      kind: 'map',
      type: 'dict',
      entries: [
        ['__proto__', 1n],
        ['$f', 'x'],
        ['constructor', []],
      ],
    },
  ],
  kwargs: { named: 'x', shared },
};
/** Kinds that no script makes, or no driver: what a language has no form for, time zones by name, rare element types. */
const unmade = (value: Value) => {
  const text = encodeText(value);
  const dtypes = [...text.matchAll(/"(?:dtype|\$dtype)":("[^"]*"|.)/g)].map(([, dtype]) => dtype!);
  return (
    /"\$(opaque|rec|singleton|tz|dd)"/.test(text) ||
    dtypes.some((dtype) => !/^"[|<>]([iu][1248]|f[248]|b1)"$/.test(dtype))
  );
};

describe('scripts that reproduce a drift', () => {
  it.each([
    ['Python', 'python:./old.py'],
    ['TypeScript', 'module:./new.ts'],
  ])('give %s what the driver gives it, bit by bit', async (_language, address) => {
    const values = fc.sample(valueArbitrary({ maxDepth: 3, sharing: false }), { numRuns: 1000, seed: 7 });
    const each = values.filter((value) => !unmade(value)).map((value) => ({ args: [value], kwargs: {} }));
    const can = await driven(address, 'describe', each);
    const all = { args: each.filter((_, index) => can[index] !== null).flatMap(({ args }) => args), kwargs: {} };
    expect(all.args.length).toBeGreaterThan(150);
    const [ofEverything, ofAll] = await driven(address, 'describe', [everything, all]);
    for (const [input, wanted] of [
      [everything, ofEverything],
      [all, ofAll],
    ] as const) {
      const shown = returnedBy(run(address, 'echo', { args: [wanted!], kwargs: {} }));
      expect(returnedBy(run(address, 'describe', input))).toBe(shown);
    }
  });

  it('show floats in base 16, the same in both languages', () => {
    const input = { args: [0.1], kwargs: {} };
    expect(run('python:./old.py:spread', 'x', input)).toMatch(
      /\['a'\]\[0\] = 0\.03333333333333333 = 0x1\.1111111111111p-5/,
    );
    expect(run('module:./new.ts#spread', 'x', input)).toMatch(
      /\.a\[0\] = 0\.03333333333333333.? = 0x1\.1111111111111p-5/,
    );
    expect(run('module:./new.ts#spread', 'x', input)).toContain('[k] = -0 = -0x0.0p+0');
  });

  it('tell of errors and of changed arguments, drawing as the driver draws, and move no cursor', async () => {
    const input: CallArguments = { args: [[1n, 2n, 3n, 4n, 5n]], kwargs: {} };
    const out = run('python:./old.py', 'shuffle', input);
    expect(out).toContain('raised builtins.ValueError: \\x1b[2Jover');
    expect(out).toMatch(/its arguments became \(\[\[\d, \d, \d, \d, \d\]\], \{\}\)/);
    expect(out).not.toContain('\u001b');
    const draw = run('module:./new.ts', 'draw', input);
    expect(draw).toContain('its arguments became [ [ [ 5, 4, 3, 2, 1 ] ]');
    expect(Number(/^returned (.*)$/m.exec(draw)![1])).toBe(
      Number((await driven('module:./new.ts', 'draw', [input]))[0]),
    );
  });

  it('hold nothing of the values as source', () => {
    for (const address of ['python:./old.py', 'module:./new.ts']) {
      const texts = [everything, { args: [1n], kwargs: {} }].map((input) => {
        const script = made(address, 'describe"; import os #', input);
        return 'text' in script ? script.text.replace(/(["'])[A-Za-z0-9+/=]{40,}\1/, '') : '';
      });
      expect(texts[0]).toBe(texts[1]);
      expect(texts[0]).not.toBe('');
    }
  });

  it('say what is missing where they were moved, and take the place where it is now', () => {
    const input = { args: [1.5], kwargs: {} };
    const elsewhere = mkdtempSync(join(tmpdir(), 'vernier-moved-'));
    const start = (script: string, ...args: string[]) => {
      const program = script.endsWith('.py') ? interpreter : process.execPath;
      return spawnSync(program, [script, ...args], { cwd: elsewhere, encoding: 'utf8', env: {} });
    };
    for (const [address, file] of [
      ['python:./old.py:echo', 'old.py'],
      ['module:./new.ts#echo', 'new.ts'],
    ] as const) {
      const script = made(address, 'echo', input);
      if ('why' in script) throw new Error(script.why);
      const moved = join(elsewhere, basename(script.file));
      writeFileSync(moved, script.text);
      const lost = start(moved);
      expect({ code: lost.status, err: lost.stderr.replace(/\s+/g, ' ') }).toMatchObject({
        code: 1,
        err: expect.stringMatching(new RegExp(`^there is no file .*${file}, which the .* ${basename(moved)} <path> $`)),
      });
      expect(start(moved, join(root, 'suites/one', file)).stdout).toMatch(/^returned 1\.5$/m);
      const gone = start(moved, join(root, 'suites/one', 'gone.mjs'));
      expect(gone.stderr).toContain('there is no file');
      writeFileSync(join(elsewhere, file), '');
      expect(start(moved, file).stderr).toMatch(/^what it calls is not there any more: [^\n]*echo[^\n]*\n$/);
    }
    rmSync(elsewhere, { recursive: true });
  });

  it('are not made for what only its protocol can call', () => {
    const input = { args: [], kwargs: {} };
    expect(made('driver:./x', 's', input)).toEqual({ why: expect.stringContaining('driver:') });
    expect(made('exec:cat', 's', input)).toEqual({ why: expect.stringContaining('vernier replay') });
    expect(readdirSync(root)).not.toContain('x');
  });
});
