import { escapeCharacter, visible } from './visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, as element text or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Everything outside the `Char` production of XML 1.0, which no parser accepts even as a character reference. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for XML 1.0 that a parser gives back unchanged, but for illegal characters, which are written `\u0000`. */
export function escapeXml(text: string): string {
  // A raw CR would be read back as LF, and in an attribute LF and tab as spaces.
  return escapeHtml(text.replace(notXml, escapeCharacter)).replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/**
 * One line of text for a terminal or a CI log: nothing in it moves the cursor, and nothing is taken for a command by the
 * programs that read such logs. GitHub runs `::name::` at the start of a line and `##[name]` anywhere in it (Azure
 * `##vso[`, TeamCity `##teamcity[`), so those are broken up visibly.
 */
export function escapeTerminal(text: string): string {
  return visible(text)
    .replace(/##(?=(?:vso|teamcity)?\[)/gi, '#\\u0023')
    .replace(/^(\s*):(?=:)/, '$1\\u003a');
}

/** The message of a GitHub workflow command; line breaks in it are kept. */
export function escapeCommandData(text: string): string {
  const lines = text
    .split(/\r\n|\n/)
    .map(visible)
    .join('\n');
  return lines.replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** A property of a GitHub workflow command, e.g. `title=`. */
export function escapeCommandProperty(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
