/** Writes the pages whose text stands in the code: `node scripts/docs.ts`. A test fails when they are out of date. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lawPage } from './law-page.ts';

writeFileSync(fileURLToPath(new URL('../docs/law-of-comparison.md', import.meta.url)), lawPage());
