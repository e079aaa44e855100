import { escapeTerminal } from './escape.ts';

/** What a piece of text is, from which each output chooses a look. */
export type Role = 'plain' | 'strong' | 'good' | 'bad' | 'warn' | 'dim';

export interface Span {
  readonly role: Role;
  readonly text: string;
}

/** One line of output, before it is escaped and coloured. */
export type Line = readonly Span[];

/** Gives escaped text its look. */
export type Style = (role: Role, text: string) => string;

export const plainStyle: Style = (_role, text) => text;

/** SGR codes of ECMA-48, the 16-colour ones that every terminal theme defines. */
const codes: Readonly<Record<Role, readonly [number, number] | null>> = {
  plain: null,
  strong: [1, 22],
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  dim: [2, 22],
};

export const colourStyle: Style = (role, text) => {
  const code = codes[role];
  return code === null || text === '' ? text : `\u001b[${code[0]}m${text}\u001b[${code[1]}m`;
};

/** A span; `plain` when no role is given. */
export function span(text: string, role: Role = 'plain'): Span {
  return { role, text };
}

/** Text of a line as it is, for outputs with an escaper of their own. */
export function lineText(line: Line): string {
  return line
    .map((piece) => piece.text)
    .join('')
    .trimEnd();
}

/** Lines as terminal text. The only place where text meets escape codes: what a span holds cannot add any. */
export function paint(lines: readonly Line[], style: Style): string {
  return lines.map((line) => line.map((piece) => style(piece.role, escapeTerminal(piece.text))).join('')).join('\n');
}
