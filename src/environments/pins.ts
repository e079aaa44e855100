import { readFileSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { diskError } from '../disk/disk-error.ts';

/** One locked package. */
export interface Pin {
  /** Lower case, dashes: one spelling per package (PEP 503). */
  readonly name: string;
  readonly extras: readonly string[];
  readonly version: string;
  /** When it applies, as written after `;` (PEP 508); null for always. */
  readonly marker: string | null;
  /** `sha256:…`, sorted. */
  readonly hashes: readonly string[];
  /** Where it stands in its file, from 1. */
  readonly line: number;
}

const pinPattern = /^([a-z\d][a-z\d._-]*)\s*(?:\[([a-z\d._,\s-]*)\])?\s*==\s*([a-z\d][a-z\d._!+-]*)\s*(?:;(.*))?$/i;
const hashPattern = /\s--hash[=\s]\s*([a-z\d]+:[a-f\d]+)(?=\s|$)/gi;
const maxShown = 5;
const howToLock = 'Write all transitive versions with "pip freeze", "pip-compile" or "uv pip compile"';

/**
 * Reads a lock in pip's requirements format: every line is `name==version`, with extras, a marker and `--hash` where
 * wanted; comments and continued lines are allowed, options and everything that may move are not.
 *
 * @throws SetupError naming file and line of all that is not pinned
 */
export function readPins(path: string): Pin[] {
  const pins: Pin[] = [];
  const problems: string[] = [];
  for (const { text, line } of logicalLines(readLock(path))) {
    const pin = parsePin(text, line);
    const twin = pins.find((other) => other.name === pin?.name && other.marker === pin.marker);
    if (pin === undefined) problems.push(`${path}:${line}: ${whyNot(text)}`);
    else if (twin !== undefined) problems.push(`${path}:${line}: "${pin.name}" is pinned on line ${twin.line} already`);
    else pins.push(pin);
  }
  // pip demands a hash of every package as soon as one has it.
  const bare = pins.find((pin) => pin.hashes.length === 0);
  if (bare !== undefined && pins.some((pin) => pin.hashes.length > 0)) {
    problems.push(
      `${path}:${bare.line}: "${bare.name}" has no --hash, but other lines have: give all of them one or none`,
    );
  }
  if (problems.length > 0) throw new SetupError(listed(problems));
  return pins;
}

/** A pin as pip reads it. */
export function pinLine(pin: Pin): string {
  const extras = pin.extras.length === 0 ? '' : `[${pin.extras.join()}]`;
  const marker = pin.marker === null ? '' : ` ; ${pin.marker}`;
  return `${pin.name}${extras}==${pin.version}${marker}${pin.hashes.map((hash) => ` --hash=${hash}`).join('')}`;
}

/** One spelling of a package's name (PEP 503). */
export function packageName(written: string): string {
  return written.toLowerCase().replace(/[-_.]+/g, '-');
}

function parsePin(text: string, line: number): Pin | undefined {
  const hashes = [...` ${text}`.matchAll(hashPattern)].map((found) => found[1]!.toLowerCase()).sort();
  const found = pinPattern.exec(` ${text}`.replace(hashPattern, '').trim());
  const marker = found?.[4]?.trim() || null;
  // A second option would reach pip inside the marker.
  if (found === null || marker?.includes('--')) return undefined;
  const extras = (found[2] ?? '')
    .split(',')
    .map(packageName)
    .map((extra) => extra.trim())
    .filter(Boolean)
    .sort();
  return { name: packageName(found[1]!), extras, version: found[3]!, marker, hashes, line };
}

function whyNot(text: string): string {
  const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  if (!text.startsWith('-')) return `${shown} is not pinned, name==version is wanted`;
  return `${shown} is an option: put it in pip's configuration (PIP_INDEX_URL, PIP_FIND_LINKS or pip.conf)`;
}

function listed(problems: readonly string[]): string {
  const more = problems.length > maxShown ? [`and ${problems.length - maxShown} more`] : [];
  return [...problems.slice(0, maxShown), ...more, howToLock].join('\n');
}

function readLock(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw diskError('read the lock', path, error);
  }
}

/** Lines without comments; one that ends in a backslash goes on in the next, and counts as where it began. */
function* logicalLines(text: string): Generator<{ text: string; line: number }> {
  let begun = '';
  let line = 0;
  for (const [at, raw] of [...text.split(/\r?\n/), ''].entries()) {
    if (begun === '') line = at + 1;
    begun += raw.replace(/(^|\s)#.*$/, '$1');
    if (raw.endsWith('\\')) begun = `${begun.replace(/\\$/, '')} `;
    else {
      if (begun.trim() !== '') yield { text: begun.trim(), line };
      begun = '';
    }
  }
}
