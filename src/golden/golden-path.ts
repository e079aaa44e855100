import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a golden file is a table (`golden/<suite>/<subject>.csv`) and not JSON. */
export function isTable(path: string): boolean {
  return path.endsWith('.csv');
}

/**
 * Where the golden vectors of a subject are, or will be.
 *
 * @param folder `golden/<suite>`
 * @param table What vectors.ts wants; a file that is there decides where nothing does.
 */
export function goldenPath(folder: string, subject: string, table?: boolean): string {
  const [json, csv] = [join(folder, `${subject}.json`), join(folder, `${subject}.csv`)];
  return (table ?? existsSync(csv)) ? csv : json;
}
