import { type CodeToken, codeTokens } from './code-tokens.ts';
import { goldenAddress } from './is-retired.ts';

/** What stands in a suite file for a legacy that is gone. */
export const retiredLegacy = `{ address: '${goldenAddress}' }`;

/**
 * The text of a suite file in which the definition of legacy, `legacy: { address: '…', … }`, is `{ address: 'golden:' }`.
 * All else stays byte for byte. Null when that definition is not found, or is found more than once: then a person must
 * change it.
 *
 * @param address Legacy's address as the suite has it.
 */
export function retireLegacy(source: string, address: string): string | null {
  const tokens = codeTokens(source) ?? [];
  const places = tokens.flatMap((_, index) => {
    const end = definitionEnd(tokens, index, address);
    return end === null ? [] : [{ start: tokens[index + 2]!.start, end }];
  });
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  return `${source.slice(0, place.start)}${retiredLegacy}${source.slice(place.end)}`;
}

/** Where the object of `legacy: { address: '<address>' … }` ends, when it begins at this token. */
function definitionEnd(tokens: readonly CodeToken[], index: number, address: string): number | null {
  if (!isKey(tokens[index], 'legacy') || !isMark(tokens[index + 1], ':') || !isMark(tokens[index + 2], '{'))
    return null;
  let depth = 0;
  let found = false;
  for (let at = index + 2; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind === 'mark' && '{[('.includes(token.text)) depth += 1;
    if (token.kind === 'mark' && '}])'.includes(token.text)) depth -= 1;
    if (depth === 0) return found ? token.end : null;
    const value = tokens[at + 2];
    if (depth === 1 && isKey(token, 'address') && isMark(tokens[at + 1], ':'))
      found = value?.kind === 'string' && value.text === address && /^[,}]$/.test(tokens[at + 3]?.text ?? '');
  }
  return null;
}

const isMark = (token: CodeToken | undefined, text: string) => token?.kind === 'mark' && token.text === text;

const isKey = (token: CodeToken | undefined, name: string) =>
  (token?.kind === 'word' || token?.kind === 'string') && token.text === name;
