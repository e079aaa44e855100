import { encodeText } from '../../value/encode.ts';
import { fromNative } from '../../value/native.ts';
import type { Value } from '../../value/value.ts';

/** Arguments as JavaScript holds them. */
export interface NativeArguments {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Arguments as they were before a call. */
interface Snapshot {
  readonly text: string;
  readonly parts: readonly Uint8Array[];
}

/** What the arguments were; null when none of them can change. */
export function snapshotOf(native: NativeArguments): Snapshot | null {
  if (native.args.every(isPrimitive) && Object.values(native.kwargs).every(isPrimitive)) return null;
  const { text, parts } = written(native);
  return { text, parts: parts.map((part) => part.slice()) };
}

/** The arguments when they are not what they were; null when they are. */
export function changesSince(before: Snapshot | null, native: NativeArguments): NativeArguments | null {
  if (before === null) return null;
  const { text, parts } = written(native);
  const same = text === before.text && parts.every((part, i) => Buffer.compare(part, before.parts[i]!) === 0);
  return same ? null : native;
}

/** Positional and named arguments as one value. */
export function argumentsValue(native: NativeArguments): Value {
  return fromNative({ args: native.args, kwargs: native.kwargs });
}

function written(native: NativeArguments): Snapshot {
  const parts: Uint8Array[] = [];
  return { text: encodeText(argumentsValue(native), { parts }), parts };
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
