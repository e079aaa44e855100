import { basename, dirname } from 'node:path';
import type { Migration } from '../migrate/migrate.ts';
import type { FileMigration } from '../migrate/migration.ts';
import { visibleText } from '../value/render-list.ts';
import { inertJson } from './inert-json.ts';

const words = {
  migrated: 'migrated',
  'would-migrate': 'would migrate',
  already: 'already done',
  lossy: 'LOSSY',
  refused: 'REFUSED',
};

const shownLosses = 5;

/** What became of one pickle, for people; paths go through `shown` first. Nothing of them comes out raw. */
export function migrationLines(
  file: FileMigration,
  index: number,
  total: number,
  shown: (path: string) => string,
): string[] {
  const { status, json, npz, wrapped, reason, losses, lossCount } = file;
  const place = total > 1 ? `${String(index).padStart(String(total).length)}/${total} ` : '';
  const became = [json, npz].filter((path) => path !== null).map((path) => visibleText(basename(path)));
  const lines = [
    `${place}${words[status].padEnd(13)} ${visibleText(shown(file.file))}${became.length === 0 ? '' : ` -> ${became.join(', ')}`}${wrapped ? ' (under the key "data")' : ''}`,
  ];
  if (reason !== null) lines.push(`    ${visibleText(reason).replaceAll(`${dirname(file.file)}/`, '')}`);
  else if (lossCount > 0) {
    for (const { path, what } of losses.slice(0, shownLosses)) lines.push(`    lost: ${path} was ${visibleText(what)}`);
    if (lossCount > shownLosses) lines.push(`    … ${lossCount - shownLosses} more`);
  }
  return lines;
}

/** How a migration ended, in one line. */
export function migrationSummary({ counts, interrupted }: Migration): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  const text = parts
    .map(([status, count]) => `${count} ${words[status as keyof typeof words].toLowerCase()}`)
    .join(', ');
  return `${text === '' ? 'no pickles found' : text}${interrupted ? '; stopped before the end: run it again to go on' : ''}`;
}

/** A migration as JSON (`schema/migration-1.json`), with every character escaped that a terminal would obey. */
export function migrationJson({ files, ...rest }: Migration, dryRun: boolean, shown: (path: string) => string): string {
  const named = (path: string | null) => (path === null ? null : shown(path));
  return inertJson({
    schema: 'vernier-migration/1',
    dryRun,
    ...rest,
    files: files.map(({ file, json, npz, backup, ...more }) => ({
      file: shown(file),
      ...more,
      json: named(json),
      npz: named(npz),
      backup: named(backup),
    })),
  });
}
