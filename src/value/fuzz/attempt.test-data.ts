import { caseSeeds } from '../../base/chance.ts';
import { mutated } from './mutate.test-data.ts';
import { type FuzzedParser, fuzzedParsers, seedFiles } from './parsers.test-data.ts';

/** What a parser made of one mutated file: `read` a value, `refused` it by its typed error, or `crashed` by another. */
export type Attempt =
  | { readonly kind: 'read' | 'refused'; readonly cpuMs: number }
  | { readonly kind: 'crashed'; readonly cpuMs: number; readonly error: string };

/** Lets a parser read the mutated file of each index; the same seed gives the same files. */
export function attempts(name: string, seed: number): (index: number) => Attempt {
  const parser = fuzzedParsers[name]!;
  const seeds = seedFiles(parser);
  const tokens = parser.tokens.map((token) => Buffer.from(token, 'latin1'));
  const stateOf = caseSeeds(seed, 'fuzz', name, 1);
  return (index) => {
    const bytes = mutated(stateOf(index), seeds, tokens);
    if (index % 2 === 0) parser.repair?.(bytes);
    return attempt(parser, bytes);
  };
}

function attempt(parser: FuzzedParser, bytes: Buffer): Attempt {
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  try {
    parser.parse(bytes);
    return { kind: 'read', cpuMs: spent() };
  } catch (error) {
    if (parser.refuses(error)) return { kind: 'refused', cpuMs: spent() };
    return { kind: 'crashed', cpuMs: spent(), error: (error as Error)?.stack ?? String(error) };
  }
}
