import type { Value } from '../value/value.ts';
import { attosecondsOf, attosecondsOfDate, attosecondsOfDateTime, dateCount, microsecondsOf } from './instant.ts';
import { judgeExactly } from './judgement.ts';
import type { Leaf } from './leaf.ts';
import type { LeafVerdict } from './leaf-verdict.ts';
import { nearestNumber, type Rational, rationalOf } from './rational.ts';
import type { ResolvedRules } from './tolerance.ts';

const second = 10n ** 18n;

/**
 * Judges two dates, times or spans of one kind by how far apart they are, exactly. Undefined where that is nothing one can
 * say: other kinds of values, NaT, an aware and a naive time, two time zones of a bare time, units of no fixed length.
 */
export function judgeWithin(legacy: Leaf, modern: Leaf, rules: ResolvedRules): LeafVerdict | null | undefined {
  const [l, m] = [momentOf(legacy), momentOf(modern)];
  if (l === null || m === null || l.frame !== m.frame) return undefined;
  if (l.atto === m.atto) return null;
  const apart: Rational = { num: l.atto > m.atto ? l.atto - m.atto : m.atto - l.atto, den: second };
  const { agrees, share } = judgeExactly(apart, rationalOf(rules.within.seconds));
  const rule = `|m - l| <= ${rules.within.seconds} s`;
  return { class: 'value', agrees, rule, judgement: null, figures: { abs: nearestNumber(apart), share } };
}

/** A point or length of time in attoseconds; two of one frame can be subtracted. */
interface Moment {
  readonly frame: string;
  readonly atto: bigint;
}

function momentOf({ value, type, bytes }: Leaf): Moment | null {
  if (type !== null && bytes !== null && (type.kind === 'datetime' || type.kind === 'timedelta')) {
    const count = dateCount(type, bytes);
    const atto = count === null ? null : attosecondsOf(count, type);
    return atto === null ? null : { frame: type.kind, atto };
  }
  return typeof value === 'object' && value !== null && 'kind' in value ? taggedMoment(value) : null;
}

function taggedMoment(value: Exclude<Value & object, Value[]>): Moment | null {
  switch (value.kind) {
    case 'datetime': {
      const moment = attosecondsOfDateTime(value);
      return moment === null ? null : { frame: moment.aware ? 'aware' : 'naive', atto: moment.atto };
    }
    case 'date': {
      const atto = attosecondsOfDate(value.text);
      return atto === null ? null : { frame: 'date', atto };
    }
    case 'time':
      return timeOfDay(value.text);
    case 'duration':
      return { frame: 'duration', atto: microsecondsOf(value) * 10n ** 12n };
    default:
      return null;
  }
}

/** A time of day; midnight is not near the evening before. */
function timeOfDay(text: string): Moment | null {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,18}))?)?(.*)$/s.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds = '0', fraction = '', zone = ''] = match;
  const whole = BigInt(hours!) * 3_600n + BigInt(minutes!) * 60n + BigInt(seconds);
  return { frame: `time ${zone}`, atto: whole * second + BigInt(fraction.padEnd(18, '0')) };
}
