/** Characters that Python's `str.isprintable` denies: Other and Separator in Unicode, but for the space. */
const unprintable = /[\p{C}\p{Z}]/u;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** A string as Python's `repr` writes it: in single quotes, unless it has single quotes and no double ones. */
export function pythonText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let written = quote;
  for (const character of text) written += character === quote ? `\\${quote}` : pythonCharacter(character);
  return written + quote;
}

function pythonCharacter(character: string): string {
  const escaped = Object.hasOwn(short, character) ? short[character] : undefined;
  if (escaped !== undefined) return escaped;
  if (character === ' ' || !unprintable.test(character)) return character;
  const hex = character.codePointAt(0)!.toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
