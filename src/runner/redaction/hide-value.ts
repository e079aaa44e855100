import { sha256 } from '../../base/digest.ts';
import { advance, parsePattern, type Segment, skipMany } from '../../compare/path.ts';
import { encodeText } from '../../value/encode.ts';
import type { CallArguments } from '../../value/outcome.ts';
import type { MapValue, Value } from '../../value/value.ts';

/** Which values reports hold: all, digests of them, or none. */
export type ValuesShown = 'full' | 'hashed' | 'none';

/**
 * What stands where a value was. A digest shows that two values are the same, and is no secret to whoever can guess the
 * value.
 */
export function hidden(value: Value, values: ValuesShown): Value {
  const repr = values === 'hashed' ? sha256(encodeText(value)).slice(0, 16) : 'left out';
  return { kind: 'opaque', type: values === 'hashed' ? 'sha256' : 'hidden', repr };
}

/** A place on the way down, as the positions that each pattern has reached. */
export type Reached = readonly { readonly segments: readonly Segment[]; readonly positions: readonly number[] }[];

export function begin(patterns: readonly string[]): Reached {
  return patterns.map((pattern) => {
    const segments = parsePattern(pattern);
    return { segments, positions: skipMany(segments, 0) };
  });
}

/** One step down; null is a step that no pattern names. */
export function down(reached: Reached, step: string | null): Reached {
  return reached.flatMap(({ segments, positions }) => {
    const next = positions.flatMap((position) => advance(segments, position, step));
    return next.length === 0 ? [] : [{ segments, positions: [...new Set(next)] }];
  });
}

/** A pattern ends here: this place and all below it are to be hidden. */
export function isNamed(reached: Reached): boolean {
  return reached.some(({ segments, positions }) => positions.includes(segments.length));
}

/** A step that a pattern names was taken on the way here. */
function isPartly(reached: Reached): boolean {
  return reached.some(({ segments, positions }) => positions.some((at) => at > 0 && segments[at - 1]?.any !== 'many'));
}

/** A value without what the patterns name. What cannot be opened place by place is hidden as a whole. */
export function withoutNamed(value: Value, reached: Reached): Value {
  if (reached.length === 0) return value;
  if (isNamed(reached)) return hidden(value, 'none');
  const inside = (part: Value, step: string | null) => withoutNamed(part, down(reached, step));
  // Where a pattern goes on, something with parts was expected: what is there instead may hold them in one text.
  if (typeof value !== 'object' || value === null) return isPartly(reached) ? hidden(value, 'none') : value;
  if (Array.isArray(value)) return value.map((item, index) => inside(item, String(index)));
  switch (value.kind) {
    case 'tuple':
      return { ...value, items: value.items.map((item, index) => inside(item, String(index))) };
    case 'record':
      return { ...value, fields: value.fields.map(([name, item]) => [name, inside(item, name)]) };
    case 'map':
      return { ...value, entries: value.entries.map(([key, item]) => [key, inside(item, stepOf(key))]) } as MapValue;
    default:
      return hidden(value, 'none');
  }
}

function stepOf(key: Value): string | null {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof key) ? String(key) : null;
}

/** Arguments without what the patterns name: `/args/0`, `/kwargs/name`. */
export function argumentsWithout({ args, kwargs }: CallArguments, reached: Reached): CallArguments {
  const positional = down(reached, 'args');
  const named = down(reached, 'kwargs');
  const one = (value: Value, from: Reached, all: Reached, step: string) =>
    isNamed(all) ? hidden(value, 'none') : withoutNamed(value, down(from, step));
  return {
    args: args.map((value, index) => one(value, positional, positional, String(index))),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, one(value, named, named, name)])),
  };
}
