import { resolve } from 'node:path';
import { shownPath } from '../disk/shown-path.ts';
import { type Migration, migrate } from '../migrate/migrate.ts';
import { migrationJson, migrationLines, migrationSummary } from '../reporters/migration-lines.ts';
import type { RecordClass } from '../value/pickle/pickle-limits.ts';
import { exitCodes } from './exit-codes.ts';

export interface MigrateFlags {
  readonly dryRun?: boolean;
  readonly allowLoss?: boolean;
  readonly record?: readonly RecordClass[];
  readonly json?: boolean;
}

/** Migrates a file or a folder, tells of each file as it is done, and gives the exit code. */
export async function migrateAndTell(path: string, flags: MigrateFlags): Promise<number> {
  const { dryRun = false, allowLoss = false, record = [], json = false } = flags;
  const stream = json ? process.stderr : process.stdout;
  const abort = new AbortController();
  const stop = () => abort.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, stop);
  try {
    const migration = await migrate(
      resolve(path),
      { dryRun, allowLoss, records: record },
      {
        signal: abort.signal,
        done: (file, index, total) => {
          stream.write(`${migrationLines(file, index, total, shownPath).join('\n')}\n`);
        },
      },
    );
    stream.write(`${migrationSummary(migration)}\n`);
    if (json) process.stdout.write(migrationJson(migration, dryRun, shownPath));
    return exitCodeOf(migration);
  } finally {
    for (const name of signals) process.removeListener(name, stop);
  }
}

function exitCodeOf({ files, counts, interrupted }: Migration): number {
  if (interrupted) return exitCodes.interrupted;
  if (counts.lossy + counts.refused > 0) return exitCodes.red;
  return files.length === 0 ? exitCodes.inconclusive : exitCodes.pass;
}
