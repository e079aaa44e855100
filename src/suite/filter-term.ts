import { SetupError } from '../base/errors.ts';
import type { GoldenVector } from '../golden/vector.ts';
import { isGlob, matchesGlob } from './glob.ts';

/** What a filter looks at. */
export interface FilteredCase {
  readonly labels: readonly string[];
  /** Null for a generated case. */
  readonly vector: Pick<GoldenVector, 'id' | 'comment' | 'flags'> | null;
}

/** One `--filter`: holds when one of its terms does. */
export interface Filter {
  readonly text: string;
  readonly terms: readonly FilterTerm[];
}

export interface FilterTerm {
  /** `flag`: a flag of the vector. `word`: a label, or the vector's id or comment. */
  readonly kind: 'flag' | 'word';
  readonly pattern: string;
  readonly negated: boolean;
}

/**
 * Reads a `--filter`: terms with commas between, of which one must hold. Several filters must all hold.
 *
 * | term | holds for |
 * |---|---|
 * | `flag:edge` | golden vectors with that flag |
 * | `fn:exp`, `fn:*` | cases with that label of the suite; `*` and `?` as in `--only` |
 * | `maxwell` | the same, and golden vectors whose id or comment has the word in it, in any case |
 * | `!fn:exp` | cases for which `fn:exp` does not hold |
 *
 * @throws SetupError for an empty term
 */
export function parseFilter(text: string): Filter {
  const terms = text.split(',').map((part): FilterTerm => {
    const term = part.trim();
    const negated = term.startsWith('!');
    const words = negated ? term.slice(1).trim() : term;
    const kind = words.startsWith('flag:') ? 'flag' : 'word';
    const pattern = kind === 'flag' ? words.slice('flag:'.length) : words;
    if (pattern === '') {
      throw new SetupError(
        `--filter ${JSON.stringify(text)} has an empty term; write flag:edge, a label such as fn:exp, or a word of a vector's id or comment`,
      );
    }
    return { kind, pattern, negated };
  });
  return { text, terms };
}

export function holds({ terms }: Filter, item: FilteredCase): boolean {
  return terms.some((term) => termHolds(term, item) !== term.negated);
}

function termHolds({ kind, pattern }: FilterTerm, { labels, vector }: FilteredCase): boolean {
  if (kind === 'flag') return vector?.flags.some((flag) => matchesGlob(pattern, flag)) ?? false;
  if (labels.some((label) => matchesGlob(pattern, label))) return true;
  if (vector === null) return false;
  if (isGlob(pattern)) return matchesGlob(pattern, vector.id);
  return `${vector.id}\n${vector.comment}`.toLowerCase().includes(pattern.toLowerCase());
}
