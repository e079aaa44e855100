import { offsetText, zoneName } from '../offset-text.ts';
import type { Value } from '../value.ts';
import { badArguments, rawBytes, tagged, wholeNumber } from './arguments.ts';
import type { GlobalRow } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';

const pad = (part: number, width = 2): string => String(part).padStart(width, '0');
/** Seconds of a day. */
const day = 86_400;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year, month and day of 4 bytes, as ISO text. */
function dateText(machine: Machine, name: string, data: Uint8Array): string {
  const year = data[0]! * 256 + data[1]!;
  const [month, dayOfMonth] = [data[2]!, data[3]!];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeap ? 29 : monthLengths[month - 1];
  if (year < 1 || year > 9999 || length === undefined || dayOfMonth < 1 || dayOfMonth > length)
    badArguments(machine, name, 'a day of the calendar');
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** The time of day of 6 bytes, as ISO text. */
function timeText(machine: Machine, name: string, data: Uint8Array): string {
  const [hour, minute, second] = [data[0]!, data[1]!, data[2]!];
  const micros = data[3]! * 65_536 + data[4]! * 256 + data[5]!;
  if (hour > 23 || minute > 59 || second > 59 || micros > 999_999) badArguments(machine, name, 'a time of the day');
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${micros === 0 ? '' : `.${pad(micros, 6)}`}`;
}

/** The packed bytes of a date or time, copied when the fold has to be taken out of them. */
function packed(machine: Machine, name: string, size: number, args: readonly Item[]): Uint8Array {
  const data = args.length >= 1 && args.length <= 2 ? rawBytes(machine, args[0]) : undefined;
  if (data?.length !== size) badArguments(machine, name, `${size} bytes and a time zone at most`);
  machine.charge(120);
  return data;
}

/** Python packs the fold into the highest bit of this byte, which nothing else reaches. */
function withoutFold(data: Uint8Array, at: number): readonly [Uint8Array, 0 | 1] {
  if (data[at]! < 128) return [data, 0];
  const plain = Uint8Array.from(data);
  plain[at]! -= 128;
  return [plain, 1];
}

function offsetOf(machine: Machine, name: string, zone: Item | undefined): number | null {
  if (zone === undefined || zone === null) return null;
  const seconds = typeof zone === 'object' ? machine.offsets.get(zone) : undefined;
  return seconds ?? badArguments(machine, name, 'a time zone with a fixed offset');
}

function dateTime(args: readonly Item[], machine: Machine): Value {
  const name = 'datetime.datetime';
  const [data, fold] = withoutFold(packed(machine, name, 10, args), 2);
  const text = `${dateText(machine, name, data)}T${timeText(machine, name, data.subarray(4))}`;
  return { kind: 'datetime', text, fold, offsetSeconds: offsetOf(machine, name, args[1]) };
}

function date(args: readonly Item[], machine: Machine): Value {
  if (args.length !== 1) badArguments(machine, 'datetime.date', '4 bytes');
  return { kind: 'date', text: dateText(machine, 'datetime.date', packed(machine, 'datetime.date', 4, args)) };
}

function time(args: readonly Item[], machine: Machine): Value {
  const name = 'datetime.time';
  const [data] = withoutFold(packed(machine, name, 6, args), 0);
  const offset = offsetOf(machine, name, args[1]);
  return { kind: 'time', text: `${timeText(machine, name, data)}${offset === null ? '' : offsetText(offset)}` };
}

function timedelta(args: readonly Item[], machine: Machine): Value {
  const days = wholeNumber(args[0], -999_999_999, 999_999_999);
  const seconds = wholeNumber(args[1], 0, day - 1);
  const microseconds = wholeNumber(args[2], 0, 999_999);
  if (args.length !== 3 || days === undefined || seconds === undefined || microseconds === undefined)
    badArguments(machine, 'datetime.timedelta', 'days, seconds of a day and microseconds of a second');
  machine.charge(64);
  return { kind: 'duration', days, seconds, microseconds };
}

function timezone(args: readonly Item[], machine: Machine): Value {
  const offset = tagged(args[0], 'duration');
  const [, name] = args;
  const seconds = offset === undefined ? day : offset.days * day + offset.seconds + offset.microseconds / 1e6;
  const isNamed = args.length === 1 || (args.length === 2 && typeof name === 'string');
  if (!isNamed || Math.abs(seconds) >= day)
    badArguments(machine, 'datetime.timezone', 'an offset below a day and a name at most');
  machine.charge(120);
  const zone: Value = { kind: 'timezone', text: typeof name === 'string' ? name : zoneName(seconds) };
  machine.offsets.set(zone, seconds);
  return zone;
}

export const timeGlobals: readonly GlobalRow[] = [
  ['datetime', 'datetime', { name: 'datetime.datetime', call: dateTime }],
  ['datetime', 'date', { name: 'datetime.date', call: date }],
  ['datetime', 'time', { name: 'datetime.time', call: time }],
  ['datetime', 'timedelta', { name: 'datetime.timedelta', call: timedelta, isFactory: true }],
  ['datetime', 'timezone', { name: 'datetime.timezone', call: timezone }],
];
