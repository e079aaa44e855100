import { exampleSubject } from './example-files.ts';
import type { ArgumentKind, StarterRequest } from './starter-request.ts';

/** Arbitraries of the package or of fast-check, `fc`, by kind. Integers are bigints there, and small: JavaScript loses digits of large ones. */
const arbitraries: Readonly<Record<ArgumentKind, string>> = {
  number: 'ordinaryNumbers()',
  integer: 'integers({ min: -1000n, max: 1000n })',
  text: 'fc.string()',
  flag: 'fc.boolean()',
  numbers: 'fc.array(ordinaryNumbers(), { maxLength: 20 })',
};

/** The text of a suite file: one subject, one modern, a small generator. */
export function suiteText(request: StarterRequest): string {
  const { suite, sides } = request;
  const example = exampleSubject(request);
  const { legacy, modern } = sides ?? example;
  const [subject, generator] =
    sides === null ? [example.name, example.generator] : [sides.subject, generatorText(sides.takes)];
  const imports = ['defineSuite', 'fc', 'integers', 'ordinaryNumbers'].filter(
    (name) => name === 'defineSuite' || new RegExp(`\\b${name}\\b`).test(generator),
  );
  const policy =
    sides === null
      ? example.policy
      : '// Exact by default. Found differences say which tolerance would pass: policy: { rtol: 1e-12 },\n      policy: {},';
  return `import { ${imports.join(', ')} } from 'vernier';

export default defineSuite({
  name: ${quoted(suite)},
  // The reference, and what replaces it. Paths start at this folder.
  legacy: { address: ${quoted(legacy)} },
  moderns: {
    ${modernName(modern)}: { address: ${quoted(modern)} },
  },
  subjects: {
    // One operation: by default the name of the function on both sides.
    ${propertyName(subject)}: {
      ${policy}
      generator: {
        // Count it up when the generator changes: it is part of what makes a seed repeatable.
        version: 1,
        arbitrary: ${generator},
      },
      cases: 1000,
    },
  },
});
`;
}

function generatorText(takes: readonly ArgumentKind[]): string {
  const parts = takes.map((kind) => arbitraries[kind]);
  if (parts.length === 0) return 'fc.constant({ args: [], kwargs: {} })';
  if (parts.length === 1) return `${parts[0]}.map((x) => ({ args: [x], kwargs: {} }))`;
  return `fc.tuple(${parts.join(', ')}).map((args) => ({ args, kwargs: {} }))`;
}

/** What the side is called in reports. */
function modernName(address: string): string {
  if (address.startsWith('python:')) return 'python';
  if (/^module:.*\.[cm]?ts(#|$)/.test(address)) return 'typescript';
  return address.startsWith('module:') ? 'javascript' : 'modern';
}

const propertyName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** A text as a literal, whatever is in it. */
export function quoted(text: string): string {
  return /['\\\p{Cc}\u2028\u2029]/u.test(text) ? JSON.stringify(text) : `'${text}'`;
}
