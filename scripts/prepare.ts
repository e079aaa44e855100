/**
 * After `npm ci` in a clone: build, and link the package into its own node_modules as if it were installed, so that
 * scripts find `vernier` on their PATH and Node resolves `vernier` from anywhere below.
 */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

await import('./build.ts');
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
mkdirSync(join(modules, '.bin'), { recursive: true });
const link = join(modules, '.bin', 'vernier');
rmSync(link, { force: true });
symlinkSync('../../bin/vernier.cjs', link);
