/** Writes the pages whose text stands in the code: `node scripts/docs.ts`. A test fails when they are out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withGatesTable } from './gates-table.ts';
import { lawPage } from './law-page.ts';

const page = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
writeFileSync(page('law-of-comparison.md'), lawPage());
writeFileSync(page('gates.md'), withGatesTable(readFileSync(page('gates.md'), 'utf8')));
