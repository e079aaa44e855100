import { setImmediate } from 'node:timers/promises';
import { clearLeftovers } from './clear-leftovers.ts';
import { findPickles } from './find-pickles.ts';
import { migrateFile } from './migrate-file.ts';
import type { FileMigration, MigrateOptions, MigrationStatus } from './migration.ts';

/** What became of every pickle at a path. */
export interface Migration {
  readonly files: readonly FileMigration[];
  readonly counts: Readonly<Record<MigrationStatus, number>>;
  /** True when it was told to stop before the end. */
  readonly interrupted: boolean;
}

export interface MigrationWatch {
  /** Told of each file when it is done. */
  readonly done: (file: FileMigration, index: number, total: number) => void;
  /** Checked between files: one is never left half-done. */
  readonly signal: AbortSignal;
}

/**
 * Migrates a pickle, or all in a folder and below, to JSON and NPZ. One after the other; a run that was killed is taken up
 * where it ended by running it again.
 *
 * @throws SetupError when there is no such path, or a folder cannot be read
 */
export async function migrate(path: string, options: MigrateOptions, watch: MigrationWatch): Promise<Migration> {
  const found = findPickles(path);
  if (!options.dryRun) clearLeftovers(found);
  const files: FileMigration[] = [];
  const counts = { migrated: 0, 'would-migrate': 0, already: 0, lossy: 0, refused: 0 };
  for (const one of found) {
    // Lets a signal be heard.
    await setImmediate();
    if (watch.signal.aborted) break;
    const file = await migrateFile(one, options);
    files.push(file);
    counts[file.status]++;
    watch.done(file, files.length, found.length);
  }
  return { files, counts, interrupted: files.length < found.length };
}
