import type { StarterRequest } from './starter-request.ts';

type ExampleRequest = Pick<StarterRequest, 'ending' | 'exampleLegacy'>;

/** What the example compares: one sum, year by year on one side and by the closed formula on the other. */
export function exampleSubject(request: ExampleRequest) {
  return {
    name: 'balance',
    legacy: `${request.exampleLegacy === 'python' ? 'python' : 'module'}:./${legacyFile(request)}`,
    modern: `module:./${modernFile(request)}`,
    policy: `// Both round, one of them once a year: up to 40 roundings of 1.1e-16 each lie between them.
      policy: { rtol: 1e-14 },`,
    generator: `fc
          .tuple(fc.double({ min: 0.01, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true }), integers({ min: 0n, max: 40n }))
          .map((args) => ({ args, kwargs: {} }))`,
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
