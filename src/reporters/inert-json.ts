const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A document as JSON in lines, with every character escaped that a terminal would obey. */
export function inertJson(document: object): string {
  return `${JSON.stringify(document, null, 2).replace(unseen, escaped)}\n`;
}

function escaped(character: string): string {
  if (character === '\n') return character;
  return [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
}
