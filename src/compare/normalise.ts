/**
 * What may be taken out of a text before it is compared. Each is idempotent, and touches nothing but what it names:
 *
 * - `line-ends`: CR LF and CR become LF.
 * - `trailing-space`: spaces and tabs at the ends of lines, and empty lines at the end of the text, go.
 * - `space`: runs of spaces and tabs become one space; none is left at the ends of a line.
 * - `blank-lines`: lines with nothing but spaces and tabs go.
 * - `unicode`: Unicode normalization form C.
 * - `ansi`: terminal control sequences (ECMA-48 CSI) and escape characters go.
 * - `timestamps`: dates, dates with times, and times to the second become `<time>`: ISO 8601, RFC 5322, C's `ctime`.
 * - `durations`: a number with a unit of time, from `ns` to `hours`, becomes `<duration>`.
 * - `addresses`: `0x` with 6 to 16 hexadecimal digits becomes `<address>`.
 * - `uuids`: become `<uuid>`.
 * - `import-order`: successive lines that import (`import`, `from … import`, `use`, `#include`, `require`) are sorted. Only
 *   for languages where their order says nothing; an import of several lines is left as it is.
 */
export const normalisers = {
  'line-ends': (text: string) => text.replace(/\r\n?/g, '\n'),
  'trailing-space': trimLines,
  space: (text: string) => text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, ''),
  'blank-lines': (text: string) =>
    text
      .split('\n')
      .filter((line) => /[^ \t\r]/.test(line))
      .join('\n'),
  unicode: (text: string) => text.normalize('NFC'),
  ansi: stripControl,
  timestamps: (text: string) => text.replace(timestamp, '<time>'),
  durations: (text: string) => text.replace(duration, '<duration>'),
  addresses: (text: string) => text.replace(/(?<![0-9A-Za-z_])0x[0-9a-fA-F]{6,16}(?![0-9A-Za-z_])/g, '<address>'),
  uuids: (text: string) => text.replace(uuid, '<uuid>'),
  'import-order': sortImports,
} as const satisfies Record<string, (text: string) => string>;

/** The name of something that may be taken out of a text. */
export type Normaliser = keyof typeof normalisers;

export const normaliserNames = Object.keys(normalisers) as Normaliser[];

/** A text after normalisers, one after the other. */
export function normalise(text: string, names: readonly Normaliser[]): string {
  return names.reduce((rest, name) => normalisers[name](rest), text);
}

const escapeText = '\\u001b';
const controlSequence = new RegExp(`${escapeText}\\[[0-?]{0,64}[ -/]{0,8}[@-~]`, 'g');
const escapeCharacter = new RegExp(escapeText, 'g');

const clock = '\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,18})?)?';
const zone = '(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?';
const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
// Never right beside a digit, so that no replacement lays bare another match.
const timestamp = new RegExp(
  [
    `(?<![\\d<])\\d{4}-\\d{2}-\\d{2}(?:[T ]${clock}${zone})?`,
    `${day}, \\d{1,2} ${month} \\d{4} ${clock}${zone}`,
    `${day} ${month} [ \\d]\\d ${clock}${zone} \\d{4}`,
    `(?<![\\d:])\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,18})?`,
  ]
    .map((form) => `(?:${form}(?![\\d:]))`)
    .join('|'),
  'g',
);
const duration = /(?<![\w.])\d{1,18}(?:\.\d{1,18})? ?(?:[nuµm]s|s|secs?|seconds?|mins?|minutes?|hours?)(?![\w.])/g;
const uuid = /(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])/g;
const importLine = /^(?:import\b|from\b.*\bimport\b|use\b|#include\b|(?:const|let|var)\b.*\brequire\()/;

/** What is left of a broken sequence could close up to a new one around what is taken out: escape characters go too. */
function stripControl(text: string): string {
  return text.replace(controlSequence, '').replace(escapeCharacter, '');
}

/** By hand: a pattern for spaces before the end of a line takes quadratic time where none follows. */
function trimLines(text: string): string {
  const lines = text.split('\n').map((line) => {
    // A CR may show only once the spaces after it are gone.
    const last = spacesFrom(line, line.length);
    const ending = line[last - 1] === '\r' ? '\r' : '';
    return line.slice(0, spacesFrom(line, last - ending.length)) + ending;
  });
  while (lines.length > 0 && /^\r?$/.test(lines.at(-1)!)) lines.pop();
  return lines.join('\n');
}

/** Where the spaces and tabs before `end` begin. */
function spacesFrom(line: string, end: number): number {
  let start = end;
  while (start > 0 && (line[start - 1] === ' ' || line[start - 1] === '\t')) start--;
  return start;
}

function sortImports(text: string): string {
  const lines = text.split('\n');
  for (let start = 0; start < lines.length; start++) {
    let end = start;
    while (end < lines.length && importLine.test(lines[end]!)) end++;
    if (end - start > 1) lines.splice(start, end - start, ...lines.slice(start, end).sort());
    start = Math.max(start, end);
  }
  return lines.join('\n');
}
