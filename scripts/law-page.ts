import { lawOfComparison } from '../src/compare/law.ts';

/** `docs/law-of-comparison.md`. */
export function lawPage(): string {
  return `# The law of comparison

When do two values agree? This is the whole law, as \`vernier run --help\` prints it; the doc comment of
\`compareValues\` in [\`src/compare/compare.ts\`](../src/compare/compare.ts) states it step by step.

\`\`\`text
${lawOfComparison}
\`\`\`

A difference beyond policy is **drift**; a comparison of what may not meet is **incomparable**, and counts as drift. Each
difference carries its path, both values, the absolute and relative difference, the distance in units in the last place
of the value's own type, the rule that judged it, and its **share of tolerance**: 0.2 is a fifth of what is allowed.

## Where this differs from \`numpy.testing.assert_allclose\`

| case | \`assert_allclose\` | Vernier |
|---|---|---|
| int64 beyond 2^53 | compares after rounding to binary64 | exact |
| complex with NaN in one part only | may pass against NaN in the other part | part by part |
| the difference overflows | infinity <= infinity passes | exact arithmetic decides |
| a boolean with atol | True passes against 0.9 | a boolean is no number |
| shapes (3,) and () | broadcasts | shapes must be equal |
| float32 arithmetic | differences are computed in float32 | widened to binary64 first |
`;
}
