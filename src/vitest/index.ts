/** The second door of the package: what a test file of Vitest may import from `vernier/vitest`. Importing it adds the matcher. */
import { expect } from 'vitest';
import type { Policy } from '../compare/policy.ts';
import { toAgreeWith } from './to-agree-with.ts';

export type { Policy } from '../compare/policy.ts';
export { describeSuite, type SuiteTestOptions } from './describe-suite.ts';
export { toAgreeWith } from './to-agree-with.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * The received value, modern's, agrees with legacy's under the law of comparison.
     *
     * @param policy Tolerances and rules (default: exact, types compatible)
     * @example expect(modern(x)).toAgreeWith(legacyAnswer, { rtol: 1e-12 })
     */
    toAgreeWith(legacy: unknown, policy?: Policy): R;
  }
}

expect.extend({ toAgreeWith });
