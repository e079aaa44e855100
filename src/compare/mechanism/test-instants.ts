import type { Mechanism } from '../difference.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { distinctDiffering } from './proof.ts';
import { allAre, allEqual, andDiffer } from './words.ts';

const second = 1_000_000n;
const hour = 3600n * second;
const day = 24n * hour;

/** Dates and times, or seconds and milliseconds since 1970, that differ by whole hours. */
export const testInstants: MechanismTest = ({ pairs }) => {
  if (pairs === null || pairs.differing.length === 0) return null;
  const read = readInstants(pairs);
  if (read === null) return null;
  const { legacy, modern, what } = read;
  const shifts = [...new Set(pairs.differing.map((i) => modern[i]! - legacy[i]!))].sort((a, b) => Number(a - b));
  return hours(pairs, shifts, what) ?? days(pairs, shifts, what) ?? cutFraction(pairs, legacy, modern);
};

interface Instants {
  readonly legacy: readonly bigint[];
  readonly modern: readonly bigint[];
  readonly what: string;
}

function readInstants(pairs: Pairs): Instants | null {
  if (pairs.instants) {
    const all = [...pairs.legacy, ...pairs.modern];
    if (!all.every((atom) => typeof atom === 'bigint')) return null;
    return { legacy: pairs.legacy as bigint[], modern: pairs.modern as bigint[], what: 'date-times' };
  }
  const texts = isoTexts(pairs.legacy);
  const others = isoTexts(pairs.modern);
  if (texts !== null && others !== null) return { legacy: texts, modern: others, what: 'ISO 8601 texts' };
  return epochs(pairs);
}

const isoForm = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** Microseconds by the clock on the wall for a text without an offset. */
function isoTexts(atoms: readonly unknown[]): bigint[] | null {
  const read = atoms.map((atom) => {
    if (typeof atom !== 'string' || !isoForm.test(atom)) return null;
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(atom.slice(10));
    const ms = Date.parse(`${atom.replace(' ', 'T')}${zoned ? '' : 'Z'}`);
    return Number.isNaN(ms) ? null : BigInt(ms) * 1000n;
  });
  return read.every((one) => one !== null) ? read : null;
}

/** Years 1990 to 2100: numbers of this size that differ by whole hours are hardly anything but times. */
const epochYears = { from: 631_152_000, to: 4_102_444_800 };

function epochs({ numbers }: Pairs): Instants | null {
  if (numbers === null) return null;
  for (const [unit, what] of [
    [1, 'seconds since 1970'],
    [1000, 'milliseconds since 1970'],
  ] as const) {
    const plausible = (x: number) => x >= epochYears.from * unit && x <= epochYears.to * unit;
    if (!numbers.legacy.every(plausible) || !numbers.modern.every(plausible)) continue;
    const micros = (x: number) => BigInt(Math.round((x / unit) * 1e6));
    return { legacy: Array.from(numbers.legacy, micros), modern: Array.from(numbers.modern, micros), what };
  }
  return null;
}

/** Offsets of time zones lie between -12 and +14 hours; two zones, and summer time, between -26 and 26. */
function hours(pairs: Pairs, shifts: readonly bigint[], what: string): Mechanism | null {
  const size = (shift: bigint) => (shift < 0n ? -shift : shift);
  if (!shifts.every((shift) => shift % hour === 0n && size(shift) <= 26n * hour) || shifts.length > 3) return null;
  if (shifts.every((shift) => shift % day === 0n)) return null;
  const words = shifts.map((shift) => `${shift > 0n ? '+' : ''}${shift / hour} h`).join(' or ');
  return {
    name: 'whole-hour-shift',
    test: `${allAre(pairs.differing.length, 'differing element')} moved by ${words} (as ${what})`,
    meaning: 'A time zone or summer time is applied on one side only.',
  };
}

function days(pairs: Pairs, shifts: readonly bigint[], what: string): Mechanism | null {
  const [shift] = shifts;
  if (shifts.length !== 1 || shift! % day !== 0n || !pairs.instants) return null;
  const n = shift! / day;
  // A single date that is off by a week may be off for any reason.
  if (n !== 1n && n !== -1n && (distinctDiffering(pairs).length < 3 || pairs.differing.length < pairs.legacy.length))
    return null;
  return {
    name: 'whole-day-shift',
    test: `${allAre(pairs.differing.length, 'differing element')} moved by ${n > 0n ? '+' : ''}${n} d (as ${what})`,
    meaning: 'A day is counted from another origin, or an end is inclusive on one side only.',
  };
}

function cutFraction(pairs: Pairs, legacy: readonly bigint[], modern: readonly bigint[]): Mechanism | null {
  for (const [unit, words] of [
    [day, 'the day'],
    [second, 'the second'],
    [1000n, 'the millisecond'],
  ] as const) {
    const floored = (x: bigint) => x - (((x % unit) + unit) % unit);
    if (!legacy.every((x, i) => floored(x) === modern[i])) continue;
    if (!pairs.instants || legacy.every((x) => x % 1000n === 0n && unit < second)) return null;
    return {
      name: 'time-truncation',
      test: `${allEqual(legacy.length)} legacy cut to ${words}${andDiffer(pairs)}`,
      meaning: `Times are kept to ${words} only.`,
    };
  }
  return null;
}
