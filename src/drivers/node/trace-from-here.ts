import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { takeCoverage } from 'node:v8';

/**
 * Where `NODE_V8_COVERAGE` and `VERNIER_TRACE` name one folder, sets aside what V8 counted so far as `loaded-….json`: what
 * it writes at the end of the process is then of calls alone. Otherwise nothing.
 */
export function traceFromHere(): void {
  const folder = process.env.VERNIER_TRACE;
  delete process.env.VERNIER_TRACE;
  if (folder === undefined || process.env.NODE_V8_COVERAGE !== folder) return;
  takeCoverage();
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`coverage-${process.pid}-`))
      renameSync(join(folder, name), join(folder, name.replace('coverage', 'loaded')));
  }
}
