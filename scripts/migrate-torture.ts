/**
 * Kills migrations of many small pickles and counts what was lost: `node scripts/migrate-torture.ts [files] [kills]`.
 *
 * `vernier migrate` is killed by SIGKILL at seeded random moments and started again, until every file is migrated. After
 * each kill every file must be as it was, or be migrated and hold what its pickle holds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killMigrations, leftovers, tallyOf, writePickles } from '../src/migrate/kill-migrations.test-data.ts';

const [files = 1000, kills = 100] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'vernier-migrate-'));
try {
  writePickles(root, files);
  const { killed, lost } = await killMigrations(root, files, kills);
  const { old, migrated, lost: atLast } = tallyOf(root, files);
  const all = [...lost, ...atLast];
  console.log(
    `${files} files, ${killed} SIGKILLs: ${migrated} migrated, ${old} as they were, ${all.length} lost, ${leftovers(root).length} left over`,
  );
  for (const one of all.slice(0, 20)) console.log(one);
  process.exitCode = all.length > 0 || old > 0 ? 1 : 0;
} finally {
  rmSync(root, { recursive: true, force: true });
}
