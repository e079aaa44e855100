import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { killMigrations, leftovers, smallPickle, tallyOf, writePickles } from '../migrate/kill-migrations.test-data.ts';
import { vernierIn } from './fixtures/command.ts';

const schema = JSON.parse(readFileSync(new URL('../../golden/schema/migration-1.json', import.meta.url), 'utf8'));
const fixtures = new URL('../value/pickle/fixtures/', import.meta.url);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-migrate-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const migrate = (...args: string[]) => vernierIn(root, 'migrate', ...args);

describe('vernier migrate', () => {
  it('tells of each file, and fails when one is not migrated', () => {
    writeFileSync(join(root, 'good.pkl'), smallPickle(3));
    expect(migrate('good.pkl')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('migrated      good.pkl -> good.json, good.npz'),
    });
    writeFileSync(join(root, 'evil\u001b[31m.pkl'), readFileSync(new URL('hostile/a06-py2-eval-p0.pkl', fixtures)));
    const { code, out } = migrate('.');
    expect(code).toBe(1);
    expect(out).toMatch(/REFUSED {7}evil\\u001b\[31m\.pkl\n.*__builtin__\.eval/);
    expect(out).toMatch(/2\/2 already done {2}good\.pkl/);
    expect(out).toContain('1 already done, 1 refused');
  });

  it('prints a report by its schema, with nothing raw in it', () => {
    writeFileSync(join(root, 'good.pkl'), smallPickle(2));
    writeFileSync(join(root, 'set\u202e.pkl'), readFileSync(new URL('good/frozenset-p4.pkl', fixtures)));
    for (const flags of [['--dry-run'], [], ['--allow-loss']]) {
      const { out } = migrate('.', '--json', ...flags);
      expect(problemLines(checkSchema(schema, JSON.parse(out)))).toEqual([]);
      expect(out).not.toContain('\u202e');
      expect(JSON.parse(out).dryRun).toBe(flags.includes('--dry-run'));
    }
  });

  it('tells apart what cannot be found from nothing to do', () => {
    expect(migrate('nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('does not exist') });
    writeFileSync(join(root, 'a.txt'), 'x');
    expect(migrate('a.txt')).toMatchObject({ code: 2, err: expect.stringContaining('no pickle by its name') });
    expect(migrate('.')).toMatchObject({ code: 3, out: 'no pickles found\n' });
    expect(readdirSync(root)).toEqual(['a.txt']);
  });

  it('loses nothing when it is killed again and again', async () => {
    // So many that a kill comes before the end, however fast the machine.
    writePickles(root, 200);
    const { killed, lost } = await killMigrations(root, 200, 4);
    expect(killed).toBeGreaterThan(0);
    expect(lost).toEqual([]);
    expect(tallyOf(root, 200)).toEqual({ old: 0, migrated: 200, lost: [] });
    expect(leftovers(root)).toEqual([]);
  });
});
