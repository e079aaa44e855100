/** A piece of JavaScript or TypeScript that is neither space nor comment. */
export interface CodeToken {
  readonly kind: 'word' | 'string' | 'other' | 'mark';
  /** As it is written; of a string what it says. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The pieces of a source text: words, plain strings, single marks, and everything else (templates, regular expressions)
 * whole. Not a parser: it knows only enough to tell code from what merely looks like it. Null when a string, template or
 * comment has no end.
 */
export function codeTokens(source: string): CodeToken[] | null {
  const tokens: CodeToken[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const gap = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest);
    if (gap !== null) {
      at += gap[0].length;
      continue;
    }
    const token = tokenAt(source, at, rest, tokens.at(-1) ?? null);
    if (token === null) return null;
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(source: string, start: number, rest: string, before: CodeToken | null): CodeToken | null {
  const whole = (kind: CodeToken['kind'], text: string, length = text.length): CodeToken => {
    return { kind, text, start, end: start + length };
  };
  const word = /^[\p{ID_Start}_$][\p{ID_Continue}$]*/u.exec(rest);
  if (word !== null) return whole('word', word[0]);
  const string = /^'((?:[^'\\\n]|\\[\s\S])*)'|^"((?:[^"\\\n]|\\[\s\S])*)"/.exec(rest);
  if (string !== null) return whole('string', unescaped(string[1] ?? string[2] ?? ''), string[0].length);
  if (rest.startsWith('`')) {
    const end = templateEnd(source, start + 1);
    return end === null ? null : whole('other', source.slice(start, end));
  }
  const pattern = /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(rest);
  if (pattern !== null && mayBegin(before)) return whole('other', pattern[0]);
  return /^['"]|^\/\*/.test(rest) ? null : whole('mark', rest.charAt(0));
}

/** Addresses hold no escapes but those of quotes and backslashes. */
const unescaped = (text: string) => text.replace(/\\(.)/gs, '$1');

/** Whether a value may begin here, so that `/` begins a regular expression and does not divide. */
function mayBegin(before: CodeToken | null): boolean {
  if (before === null) return true;
  if (before.kind === 'mark') return !/[)\]}\d.]/.test(before.text);
  return before.kind === 'word' && ['return', 'typeof', 'case', 'of', 'in'].includes(before.text);
}

/** Behind the closing backtick; templates inside of `${…}` count. */
function templateEnd(source: string, from: number): number | null {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) {
      const end = braceEnd(source, at + 2);
      if (end === null) return null;
      at = end;
    }
  }
  return null;
}

function braceEnd(source: string, from: number): number | null {
  let depth = 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '`') {
      const end = templateEnd(source, at + 1);
      if (end === null) return null;
      at = end - 1;
    } else if (source[at] === '{') depth += 1;
    else if (source[at] === '}' && --depth === 0) return at;
  }
  return null;
}
