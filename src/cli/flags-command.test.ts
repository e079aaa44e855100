import { afterEach, describe, expect, it } from 'vitest';
import { TestProject } from './fixtures/project.ts';

const suite = (flags: string) => `import { defineSuite, fc } from 'vernier';
export default defineSuite({
  name: 'area',
  legacy: { address: 'python:./legacy.py' },
  moderns: { javascript: { address: 'module:./modern.mjs' } },
  subjects: {
    area: {
      generator: { version: 1, arbitrary: fc.integer({ min: 1, max: 99 }).map((x) => ({ args: [x], kwargs: {} })) },
    },
  },
  flags: ${flags},
});
`;

/** USE_NEW is read at every call, FAST at import, LOAD at import for nothing but an import, SCALE as data. */
const legacy = `import os
FAST = os.environ.get("FAST") == "true"
SCALE = float(os.environ.get("SCALE", "1"))
if os.environ.get("LOAD") == "true":
    import colorsys

def old_area(x):
    return x * x

def new_area(x):
    return x ** 2

def area(x):
    if os.environ.get("USE_NEW") == "true":
        return new_area(x) * SCALE
    if FAST:
        x = x + 0
    return old_area(x) * SCALE
`;
const modern = `const fast = process.env.FAST === 'true';
const oldArea = (x) => x * x;
export const newArea = (x) => x ** 2;
export const area = (x) => {
  if (process.env.USE_NEW === 'true') return newArea(x);
  return fast ? x * x + 0 : oldArea(x);
};
`;

const onOff = (extra = '') => `{ on: 'true', off: 'false'${extra} }`;

describe('vernier flags check', () => {
  let project: TestProject;
  const check = async (flags: string, ...args: string[]) => {
    project?.remove();
    project = new TestProject({
      'suites/area/suite.ts': suite(flags),
      'suites/area/legacy.py': legacy,
      'suites/area/modern.mjs': modern,
    });
    return project.vernier(['flags', 'check', 'area', '--cases', '5', ...args]);
  };
  afterEach(() => project?.remove());

  it('shows which code of Python and of JavaScript a flag switches, read at a call or at import', async () => {
    const js = ", side: 'javascript'";
    const { code, out, err } = await check(`{ USE_NEW: ${onOff(", what: 'areas by power'")}, FAST: ${onOff()} }`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /area · legacy · USE_NEW \(areas by power\) +switches: other code runs +5 cases with each value/,
    );
    expect(out).toMatch(/ran only with USE_NEW=true:\n +suites\/area\/legacy\.py:10 +new_area\n/);
    expect(out).toMatch(/ran only with USE_NEW=false:\n +suites\/area\/legacy\.py:7 +old_area\n/);
    expect(out).toMatch(
      /ran only with FAST=true:\n +suites\/area\/legacy\.py:17 +a line of area\n +answers that differ: 0/,
    );
    const second = await check(`{ USE_NEW: ${onOff(js)}, FAST: ${onOff(js)} }`, '--json');
    expect(second.code).toBe(0);
    const { flags } = JSON.parse(second.out);
    const names = (list: { places: { name: string; kind: string; line: number }[] }) =>
      list.places.map(({ name, kind, line }) => [name, kind, line]);
    expect(flags.map((flag: { verdict: string }) => flag.verdict)).toEqual(['switches', 'switches']);
    expect(names(flags[0].onlyOn)).toContainEqual(['newArea', 'function', 3]);
    expect(names(flags[0].onlyOff)).toContainEqual(['oldArea', 'function', 2]);
    expect(names(flags[1].onlyOn)).toEqual([['area', 'block', 6]]);
    expect(names(flags[1].onlyOff)).toContainEqual(['oldArea', 'function', 2]);
  });

  it('reports a flag that nobody reads, and one for which something is only loaded', async () => {
    const { code, out } = await check(
      `{ USE_NEW: ${onOff()}, UNREAD: ${onOff()}, LOAD: ${onOff()}, NOR_HERE: ${onOff(", side: 'javascript'")} }`,
    );
    expect(code).toBe(1);
    expect(out).toMatch(/legacy · USE_NEW +switches/);
    expect(out).toMatch(/legacy · UNREAD +changes nothing: the same code ran with either value/);
    expect(out).toMatch(/legacy · LOAD +changes nothing[^\n]*\n +loaded only with LOAD=true: colorsys\n/);
    expect(out).toMatch(/javascript · NOR_HERE +changes nothing/);
  });

  it('is inconclusive where only answers differ, where a side does not start, and where nothing is returned', async () => {
    const scale = await check("{ SCALE: { on: '2', off: '1' } }");
    expect(scale.code).toBe(3);
    expect(scale.out).toMatch(/inconclusive[^\n]*\n +the code that could be traced is the same, yet 5 answers are not/);
    const broken = await check("{ SCALE: { on: '1', off: 'none' } }");
    expect(broken.code).toBe(3);
    expect(broken.out).toMatch(/with SCALE=none it could not be started: /);
    project.write({
      'suites/area/suite.ts': suite("{ SCALE: { on: '1', off: '2' } }"),
      'suites/area/legacy.py': 'def area(x):\n    raise ValueError(x)\n',
    });
    const empty = await project.vernier(['flags', 'check', '--cases', '2']);
    expect(empty.code).toBe(3);
    expect(empty.out).toMatch(/with SCALE=1 no call returned a value/);
    const flags = "{ SCALE: { on: '1', off: '2' } }";
    project.write({ 'suites/area/suite.ts': suite(flags).replace('python:./legacy.py', 'golden:') });
    const retired = await project.vernier(['flags', 'check', '--cases', '2']);
    expect({ code: retired.code, err: retired.err }).toEqual({ code: 3, err: '' });
    expect(retired.out).toMatch(/with SCALE=1 it could not be started: it is retired/);
  });

  it('wants flags to check', async () => {
    const { code, err } = await check('{}');
    expect(code).toBe(2);
    expect(err).toMatch(/Suite "area" declares no flag to check; write flags: \{/);
  });
});
