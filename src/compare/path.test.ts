import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from './difference.ts';
import { matchesPath, parsePattern, pathPointer, renderPath } from './path.ts';
import { ruleStates } from './path-rules.ts';
import type { Policy } from './policy.ts';
import { isResolved, resolvePolicy } from './tolerance.ts';

describe('renderPath', () => {
  it.each([
    [[], '$'],
    [['value', 2], '$.value[2]'],
    [['value', 'a b'], '$.value["a b"]'],
    [['größe', '1'], '$.größe["1"]'],
    [['x\n"\u202e'], '$["x\\n\\"\\u202e"]'],
  ] as [Step[], string][])('writes %j as %s', (steps, wanted) => {
    expect(renderPath(steps)).toBe(wanted);
  });

  it('cuts a very deep path and says so', () => {
    const text = renderPath(Array.from({ length: 100_000 }, () => 0));
    expect(text.length).toBeLessThan(300);
    expect(text).toContain('99936 steps');
  });
});

describe('pathPointer', () => {
  it('escapes what separates steps', () => {
    expect(pathPointer(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
  });

  it('is a pattern that matches its own path', () => {
    const step = fc.oneof(
      fc.nat(20),
      fc.string().filter((text) => !/^\*{1,2}$/.test(text)),
    );
    fc.assert(fc.property(fc.array(step, { minLength: 1 }), (steps) => matchesPath(pathPointer(steps), steps)));
  });
});

describe('matchesPath', () => {
  it.each([
    ['', [], true],
    ['', ['a'], false],
    ['/params/*', ['params', 'A0'], true],
    ['/params/*', ['params'], false],
    ['/params/*', ['params', 'A0', 1], false],
    ['/rows/0/time', ['rows', 0, 'time'], true],
    ['/**', [], true],
    ['/**', ['a', 1, 'b'], true],
    ['/**/time', ['time'], true],
    ['/**/time', ['rows', 0, 'time'], true],
    ['/**/time', ['time', 0], false],
    ['/a/**/b', ['a', 'b'], true],
    ['/a/**/b', ['a', 'x', 'b', 'y', 'b'], true],
    ['/a~1b', ['a/b'], true],
  ] as [string, Step[], boolean][])('%s on %j: %s', (pattern, steps, wanted) => {
    expect(matchesPath(pattern, steps)).toBe(wanted);
  });

  it('refuses patterns that are none', () => {
    expect(() => parsePattern('params')).toThrow('must begin with "/"');
    expect(() => parsePattern('/a~b')).toThrow('"~0"');
  });
});

describe('ruleStates', () => {
  const states = (policy: Policy) => {
    const resolved = resolvePolicy(policy);
    if (!isResolved(resolved)) throw new Error(resolved.join());
    return ruleStates(resolved);
  };
  const rtolAt = (policy: Policy, steps: Step[]) =>
    steps.reduce((state, step) => state.below(step), states(policy)).rules.rtol;

  it('lets a rule hold at its place and everywhere below', () => {
    const policy: Policy = { rtol: 1, paths: [{ path: '/params', rtol: 2 }] };
    expect(rtolAt(policy, [])).toBe(1);
    expect(rtolAt(policy, ['params'])).toBe(2);
    expect(rtolAt(policy, ['params', 0, 'x'])).toBe(2);
    expect(rtolAt(policy, ['other', 'params'])).toBe(1);
  });

  it('lets the last rule decide, field by field', () => {
    const policy: Policy = {
      atol: 5,
      paths: [
        { path: '/**', rtol: 1 },
        { path: '/a', rtol: 2 },
        { path: '/a/b', atol: 7 },
      ],
    };
    expect(rtolAt(policy, ['x'])).toBe(1);
    expect(rtolAt(policy, ['a', 'c'])).toBe(2);
    expect(rtolAt(policy, ['a', 'b'])).toBe(2);
    const reversed: Policy = {
      paths: [
        { path: '/a', rtol: 2 },
        { path: '/**', rtol: 1 },
      ],
    };
    expect(rtolAt(reversed, ['a'])).toBe(1);
  });

  it('agrees with matching the whole path of every place above', () => {
    const step = fc.constantFrom<Step>('a', 'b', 0, 1);
    const segment = fc.constantFrom('a', 'b', '0', '*', '**');
    const pattern = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((s) => `/${s}`).join(''));
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), fc.array(step, { maxLength: 5 }), (patterns, steps) => {
        const policy: Policy = { rtol: 99, paths: patterns.map((path, rtol) => ({ path, rtol })) };
        const holds = (path: string) =>
          steps.some((_, i) => matchesPath(path, steps.slice(0, i))) || matchesPath(path, steps);
        const last = patterns.findLastIndex(holds);
        expect(rtolAt(policy, steps)).toBe(last === -1 ? 99 : last);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows when all elements of an array have the same rules', () => {
    expect(states({ paths: [{ path: '/*', rtol: 1 }] }).uniformBelow(1)?.rules.rtol).toBe(1);
    expect(states({ paths: [{ path: '/3', rtol: 1 }] }).uniformBelow(1)).toBeNull();
    expect(states({ paths: [{ path: '/*/3', rtol: 1 }] }).uniformBelow(1)?.rules.rtol).toBe(0);
    expect(states({ paths: [{ path: '/*/3', rtol: 1 }] }).uniformBelow(2)).toBeNull();
  });
});
