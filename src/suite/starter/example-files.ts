import type { StarterRequest } from './starter-request.ts';

type ExampleRequest = Pick<StarterRequest, 'ending' | 'exampleLegacy'>;

/** What the example compares: one sum, year by year on one side and by the closed formula on the other. */
export function exampleSubject(request: ExampleRequest) {
  return {
    name: 'balance',
    legacy: `${request.exampleLegacy === 'python' ? 'python' : 'module'}:./${legacyFile(request)}`,
    modern: `module:./${modernFile(request)}`,
    policy: `// Legacy rounds twice a year, modern's error grows with the years: over 40 of them at most 1.4e-14.
      policy: { rtol: 2e-14 },`,
    generator: `fc
          // Cents, hundredths of a per cent, years: what is made small by halves stays a deposit people can check.
          .tuple(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 0, max: 2000 }), integers({ min: 0n, max: 40n }))
          .map(([cents, points, years]) => ({ args: [cents / 100, points / 10_000, years], kwargs: {} }))`,
  };
}

/** The two sides of the example, and two cases to record. */
export function exampleFiles(request: ExampleRequest): Map<string, string> {
  return new Map([
    [legacyFile(request), request.exampleLegacy === 'python' ? pythonLegacy : javascriptLegacy],
    [modernFile(request), isTyped(request) ? typescriptModern : javascriptModern],
    [`vectors.${request.ending}`, vectors],
  ]);
}

const legacyFile = ({ exampleLegacy, ending }: ExampleRequest) =>
  exampleLegacy === 'python' ? 'legacy.py' : `legacy.${ending.replace('ts', 'js')}`;
const modernFile = ({ ending }: ExampleRequest) => `modern.${ending}`;
const isTyped = ({ ending }: ExampleRequest) => ending.endsWith('ts');

const pythonLegacy = `"""The old program: what modern is held against."""


def balance(principal, rate, years):
    """What a deposit has grown to, interest added once a year."""
    total = principal
    for _ in range(years):
        total += total * rate
    return total
`;

const javascriptLegacy = `/** The old program: what modern is held against. What a deposit has grown to, interest added once a year. */
export function balance(principal, rate, years) {
  let total = principal;
  for (let year = 0; year < years; year += 1) total += total * rate;
  return total;
}
`;

const typescriptModern = `/** The new program: the same by the formula. */
export function balance(principal: number, rate: number, years: number): number {
  return principal * (1 + rate) ** years;
}
`;

const javascriptModern = `/** The new program: the same by the formula. */
export function balance(principal, rate, years) {
  return principal * (1 + rate) ** years;
}
`;

const vectors = `/** Cases to keep for ever: "vernier golden record" asks legacy what it does with them. */
export default {
  balance: {
    notes: {
      BASIC: { bugType: 'BASIC', description: 'An ordinary deposit.', effect: 'Wrong money.' },
      NO_YEARS: { bugType: 'BOUNDARY', description: 'Nothing has happened yet.', effect: 'Interest for no time.' },
    },
    vectors: [
      {
        id: 'ten-years',
        comment: 'Ten years at three per cent.',
        flags: ['BASIC'],
        input: { args: [1000.0, 0.03, 10n], kwargs: {} },
      },
      {
        id: 'no-years',
        comment: 'The deposit itself after no year.',
        flags: ['NO_YEARS'],
        input: { args: [250.5, 0.03, 0n], kwargs: {} },
      },
    ],
  },
};
`;
