import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { parseAddress } from '../implementations/address.ts';
import { launchOf } from '../implementations/launch.ts';
import { pythonWithNumpy } from '../implementations/python.test-data.ts';
import { checkDriver, type DriverCheck } from './check-driver.ts';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

function check(address: string, more: { python?: string; integers?: 'bigint' } = {}): Promise<DriverCheck> {
  const launch = launchOf(parseAddress(address, fixtures), { root: fixtures, ...more });
  return checkDriver({ launch, address, lineBytes: 2 * 2 ** 20 });
}

const liar = (lie: string) => check(`driver:python3 ./liar_driver.py${lie === '' ? '' : ` --lie ${lie}`}`);
const rules = ({ rules }: DriverCheck, verdict: string) =>
  rules.filter((r) => r.verdict === verdict).map((r) => r.rule);

/** Rules that a liar of the same name breaks, and no other. */
const liars = [
  ...['hello-choice', 'hello-unknown', 'ping', 'value-depth', 'id', 'seed', 'warm-up', 'any-json', 'named-arguments'],
  ...['several-arguments', 'unknown-subject', 'error', 'elapsed', 'pipeline', 'pieces', 'long-line', 'many-values'],
  ...['attachments', 'noise', 'stop', 'end-of-input', 'last-answers', 'unknown-verb', 'crash'],
  ...['value-integer', 'value-float', 'value-tuple', 'value-array'],
];

// A check starts dozens of processes, and waits for some to do nothing.
vi.setConfig({ testTimeout: 240_000 });

describe('checkDriver', () => {
  it('finds nothing to object to in an honest driver', async () => {
    const honest = await liar('');
    expect(rules(honest, 'does not hold')).toEqual([]);
    expect(rules(honest, 'not tried')).toEqual([]);
    expect(honest.conforms).toBe(true);
  });

  it.concurrent.each(liars)('names the one rule that a liar breaks: %s', async (name) => {
    const result = await liar(name);
    expect(rules(result, 'does not hold')).toEqual([name]);
    expect(result.rules.find(({ rule }) => rule === name)?.why).not.toBe('');
    expect(result.conforms).toBe(false);
  });

  it('has a liar for every rule: one more breaks all rules about values', async () => {
    const result = await liar('values');
    const values = result.rules.map(({ rule }) => rule).filter((rule) => /^value-(?!depth)/.test(rule));
    expect(values.length).toBeGreaterThan(40);
    expect(rules(result, 'does not hold')).toEqual(values);
    const all = result.rules.map(({ rule }) => rule);
    expect([...new Set(['hello', ...liars, ...values])].toSorted()).toEqual(all.toSorted());
  });

  it('tries nothing more on a driver that says no proper hello', async () => {
    const result = await liar('hello');
    expect(rules(result, 'does not hold')).toEqual(['hello']);
    expect(rules(result, 'holds')).toEqual([]);
    expect(result.rules.length).toBeGreaterThan(60);
    expect(result.greeting).toBe(null);
    expect(result.conforms).toBe(false);
  });

  it('blames what nobody asked for on the rule it came with', async () => {
    const result = await liar('chatter');
    expect(rules(result, 'does not hold')).toEqual(['warm-up']);
    expect(result.rules.find(({ rule }) => rule === 'warm-up')?.why).toContain('warm now');
  });

  it('notices floats that lose their last digits, and large integers that become floats', async () => {
    expect(rules(await liar('rounds'), 'does not hold')).toEqual(['value-float']);
    expect(rules(await liar('integers-as-floats'), 'does not hold')).toEqual(['value-big-integer']);
  });

  it('leaves untried what needs a subject that is not there', async () => {
    const result = await check('module:./only-echo.ts');
    const subjects = ['named-arguments', 'several-arguments', 'error', 'noise', 'crash'];
    expect(rules(result, 'not tried')).toEqual(subjects);
    expect(result.conforms).toBe(true);
  });

  it('cannot check what does not start', async () => {
    await expect(check('driver:./no-such-driver')).rejects.toThrow(/Cannot start driver:.*there is no program/);
    await expect(check('driver:sh -c "echo oops >&2; exit 4"')).rejects.toThrow(/exit code 4.*oops/s);
    await expect(check('python:./no_such_module.py')).rejects.toThrow(/Cannot load/);
  });
});

describe('the drivers that are shipped', () => {
  it('python holds every rule', async () => {
    const result = await check('python:./subjects.py', { python: await pythonWithNumpy() });
    expect(rules(result, 'does not hold')).toEqual([]);
    expect(rules(result, 'not tried')).toEqual([]);
  });

  it('python without NumPy holds every rule that needs none', async () => {
    const result = await check('python:./subjects.py', { python: 'python3' });
    expect(rules(result, 'does not hold')).toEqual([]);
  });

  it('JavaScript holds every rule but for the two kinds it has no counterpart of', async () => {
    const result = await check('module:./subjects.ts', { integers: 'bigint' });
    expect(rules(result, 'does not hold')).toEqual(['value-deque', 'value-half-array']);
    expect(rules(result, 'not tried')).toEqual([]);
    expect(result.conforms).toBe(true);
  });
});
