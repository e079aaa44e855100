/** Compiles src/ to dist/ and copies what is not TypeScript: the drivers in other languages, the scripts that reproduce a drift. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts: string[]) => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
for (const file of globSync('src/drivers/**/*.{py,mjs,rb,c,go,rs,sh}', { cwd: root })) {
  const copy = at(file.replace(/^src/, 'dist'));
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(at(file), copy);
}
chmodSync(at('bin/vernier.cjs'), 0o755);
