import { didYouMean } from './nearest.ts';

const mostShown = 20;

/** The end of a message about an unknown word: the nearest known one, and what there is, cut with a count. */
export function knownWords(word: string, known: Iterable<string>): string {
  const words = [...known];
  const hint = didYouMean(word, words);
  if (words.length === 0) return hint;
  const more = words.length > mostShown ? ` and ${words.length - mostShown} more` : '';
  return `${hint === '' ? '; known' : `${hint} Known`}: ${words.slice(0, mostShown).join(', ')}${more}`;
}
