import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('../studies/fixtures', import.meta.url));

function vernier(...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: fixtures,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

describe('vernier driver check', () => {
  it('exits with 0 for a driver that conforms, and prints a line for every rule', () => {
    const { status, stdout, stderr } = vernier('driver', 'check', 'python3', './liar_driver.py');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^holds {10}stop: answers "stop"/m);
    expect(stdout).toMatch(/70 rules: 70 hold, 0 do not hold, 0 not tried\n.* conforms to wire protocol 1\n$/);
  });

  it('hands options after the command to the driver, names what does not hold, and exits with 1', () => {
    const { status, stdout, stderr } = vernier(
      'driver',
      'check',
      '--json',
      'python3',
      './liar_driver.py',
      '--lie',
      'id',
    );
    expect(status).toBe(1);
    const { conforms, rules } = JSON.parse(stdout);
    expect(conforms).toBe(false);
    const broken = rules.filter((rule: { verdict: string }) => rule.verdict === 'does not hold');
    expect(broken).toMatchObject([
      { rule: 'id', level: 'required', why: expect.stringContaining('not a non-negative') },
    ]);
    expect(stderr).toMatch(/^does not hold {2}id: /m);
  });

  it('takes addresses, and a command in one word', () => {
    for (const driver of ['module:./only-echo.ts', 'driver:python3 ./liar_driver.py', 'python3 ./liar_driver.py']) {
      expect(vernier('driver', 'check', driver).status).toBe(0);
    }
  });

  it('exits with 2 when the driver cannot be started', () => {
    for (const driver of ['./no-such-driver', 'exec:cat', "sh 'unclosed", 'python:./no_such_module.py']) {
      const { status, stderr } = vernier('driver', 'check', driver);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^vernier: (?:Cannot|Invalid)/);
    }
  });
});
