import type { Mechanism } from '../difference.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { distinctDiffering } from './proof.ts';
import { all, andDiffer, count } from './words.ts';

interface Change {
  readonly name: string;
  readonly words: string;
  readonly meaning: string;
  readonly of: (text: string) => string;
}

/** From the change that alters least to the one that alters most; each is also tried the other way round. */
const changes: readonly Change[] = [
  ...(['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => ({
    name: 'unicode-normalisation',
    words: `in normal form ${form}`,
    meaning: 'The same characters are composed on one side and decomposed (or replaced by plainer ones) on the other.',
    of: (text: string) => text.normalize(form),
  })),
  {
    name: 'line-ends',
    words: 'with line feeds alone',
    meaning: 'Lines end with CR LF on one side and with LF on the other: a file opened in text mode.',
    of: (text) => text.replace(/\r\n?/g, '\n'),
  },
  {
    name: 'trailing-space',
    words: 'without blanks at the end',
    meaning: 'Blanks or line ends at the end are kept on one side only.',
    of: (text) => text.trimEnd(),
  },
  {
    name: 'surrounding-space',
    words: 'without blanks around it',
    meaning: 'Blanks around a text are kept on one side only.',
    of: (text) => text.trim(),
  },
  {
    name: 'letter-case',
    words: 'in lower case',
    meaning: 'Letters have another case.',
    of: (text) => text.toLowerCase(),
  },
  {
    name: 'letter-case',
    words: 'in upper case',
    meaning: 'Letters have another case.',
    of: (text) => text.toUpperCase(),
  },
  {
    name: 'text-encoding',
    words: 'as UTF-8 read as Latin-1',
    meaning: 'Bytes of UTF-8 are taken for Latin-1, one character each.',
    of: (text) => Buffer.from(text, 'utf8').toString('latin1'),
  },
];

/** Texts that are equal after one named change. */
export const testTexts: MechanismTest = ({ pairs }) => {
  if (pairs === null || pairs.differing.length === 0) return null;
  if (!pairs.differing.every((i) => typeof pairs.legacy[i] === 'string' && typeof pairs.modern[i] === 'string'))
    return null;
  const legacy = pairs.legacy.map(String);
  const modern = pairs.modern.map(String);
  for (const change of changes) {
    const [there, back] = [equalsAfter(change, legacy, modern), equalsAfter(change, modern, legacy)];
    if (!there && !back) continue;
    const [side, other] = there ? ['legacy', 'modern'] : ['modern', 'legacy'];
    const { name, words, meaning } = change;
    return { name, test: `${other} equals ${side} ${words}: ${tally(pairs)}`, meaning };
  }
  return sameInLowerCase(pairs, legacy, modern) ?? shortened(pairs, legacy, modern);
};

const tally = (pairs: Pairs) => `${all(pairs.legacy.length, 'text')}${andDiffer(pairs)}`;

function equalsAfter({ of }: Change, from: readonly string[], to: readonly string[]): boolean {
  return from.every((text, i) => of(text) === to[i]);
}

/** Neither side is all lower or all upper case: titles, camel case. */
function sameInLowerCase(pairs: Pairs, legacy: readonly string[], modern: readonly string[]): Mechanism | null {
  if (!legacy.every((text, i) => text.toLowerCase() === modern[i]!.toLowerCase())) return null;
  return {
    name: 'letter-case',
    test: `both are equal in lower case: ${tally(pairs)}`,
    meaning: 'Letters have another case.',
  };
}

/** Every text of more than so many characters is cut there. */
function shortened(pairs: Pairs, legacy: readonly string[], modern: readonly string[]): Mechanism | null {
  const width = modern[pairs.differing[0]!]!.length;
  if (width < 4 || distinctDiffering(pairs).length < 3) return null;
  if (!legacy.every((text, i) => text.slice(0, width) === modern[i])) return null;
  return {
    name: 'text-cut',
    test: `modern equals the first ${count(width)} characters of legacy: ${tally(pairs)}`,
    meaning: 'Texts are cut to a fixed width, such as that of a column or of an array of fixed-length texts.',
  };
}
