import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { launchOf } from '../implementations/launch.ts';
import { checkDriver } from './check-driver.ts';

const page = readFileSync(new URL('../../docs/write-a-driver.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```python\n(.*?)```/gs)].map((match) => match[1]!);
const folder = mkdtempSync(join(tmpdir(), 'vernier-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function broken(source: string): Promise<string[]> {
  const file = join(folder, 'driver.py');
  writeFileSync(file, source);
  const launch = launchOf({ scheme: 'driver', text: 'the page', words: ['python3', file] }, { root: folder });
  const { rules } = await checkDriver({ launch, address: 'the page', lineBytes: 2 ** 20 });
  return rules.filter(({ verdict }) => verdict === 'does not hold').map(({ rule }) => rule);
}

describe('docs/write-a-driver.md', () => {
  it('says the truth about its first driver: one rule does not hold', async () => {
    expect(await broken(examples[0]!)).toEqual(['unknown-subject']);
  });

  it('shows a second one that conforms', async () => {
    expect(await broken(examples[1]!)).toEqual([]);
  });

  it('shows how to protect its descriptors from a subject that prints', async () => {
    const noisy = examples[1]!.replace(
      '"echo": lambda value: value',
      '"echo": lambda value: value, "noise": lambda value: (print(value, flush=True), sys.stdin.read(), value)[2]',
    );
    expect(await broken(noisy)).toEqual(['noise']);
    const safe = noisy
      .replace('in sys.stdin', 'in wire_in')
      .replace('print(json.dumps(said)', 'print(json.dumps(said), file=wire_out');
    expect(await broken(examples[2]! + safe)).toEqual([]);
  });

  it('names every driver that is there, and no other', () => {
    const named = [...page.matchAll(/`(\w+\/vernier_driver\.\w+)`/g)].map((match) => match[1]!);
    expect(named.length).toBe(5);
    for (const file of named)
      expect(readFileSync(new URL(`../drivers/${file}`, import.meta.url)).length).toBeGreaterThan(0);
  });
});
