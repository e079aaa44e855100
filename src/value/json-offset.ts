/**
 * Where in a valid JSON text the value stands that a path of keys and indices leads to; where the last step that exists
 * leads to, when the path goes further. Used when something is wrong, so that nothing need be remembered when all is well.
 */
export function offsetOf(text: string, path: readonly (string | number)[]): number {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const inner = typeof step === 'number' ? itemOffset(text, at, step) : memberOffset(text, at, step);
    if (inner === null) break;
    at = inner;
  }
  return at;
}

function itemOffset(text: string, list: number, index: number): number | null {
  if (text[list] !== '[') return null;
  let at = skipSpace(text, list + 1);
  for (let i = 0; i < index && text[at] !== ']'; i++) at = afterComma(text, skipValue(text, at));
  return text[at] === ']' ? null : at;
}

function memberOffset(text: string, object: number, key: string): number | null {
  if (text[object] !== '{') return null;
  let at = skipSpace(text, object + 1);
  while (text[at] === '"') {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === key) return value;
    at = afterComma(text, skipValue(text, value));
  }
  return null;
}

/** Past the comma and the space after it; stays at a closing bracket. */
function afterComma(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const character = text[at];
    if (character === undefined) return at;
    if (character === '"') at = skipString(text, at);
    else {
      if (character === '[' || character === '{') depth++;
      else if (character === ']' || character === '}') {
        if (depth === 0) return at;
        depth--;
      } else if (character === ',' && depth === 0) return at;
      at++;
    }
  }
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}
