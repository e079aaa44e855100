import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Rooms whose tests start processes, and so depend on what else the machine is doing. */
const processes = ['implementations', 'drivers', 'environments', 'disk', 'studies', 'cli'].map(
  (room) => `src/${room}/**/*.test.ts`,
);
processes.push('src/package*.test.ts', 'src/reporters/html/browser.test.ts', 'suites/fit/jax.test.ts');

export default defineConfig({
  resolve: { alias: { vernier: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // Two on two cores, where Vitest by itself takes one: tests of processes wait for the most part. A quarter less time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['src/**/*.test.ts', 'suites/**/*.test.ts'], exclude: processes },
      },
      // A shared CI machine may stand still for longer than any deadline of a test: one more try, and vitest says so.
      { extends: true, test: { name: 'processes', include: processes, retry: process.env.CI ? 1 : 0 } },
    ],
  },
});
