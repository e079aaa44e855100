import { encodeText } from '../value/encode.ts';
import type { MapValue, Value } from '../value/value.ts';
import type { Call } from './implementation.ts';

/** A call as it goes over the wire, but for the id in front: `{"id":7` + `head` + the bytes of `parts`. */
export interface CallText {
  /** From the comma after the id to the newline. */
  readonly head: string;
  readonly parts: readonly Uint8Array[];
}

const withAttachments = new WeakMap<Call, CallText>();
const textOnly = new WeakMap<Call, CallText>();

/**
 * Writes a call once, however many implementations it is made to.
 *
 * @throws TypeError or RangeError when an argument is not a value that can be written
 */
export function callText(call: Call, attachments: boolean): CallText {
  const written = attachments ? withAttachments : textOnly;
  let text = written.get(call);
  if (text === undefined) {
    text = writeCall(call, attachments);
    written.set(call, text);
  }
  return text;
}

function writeCall(call: Call, attachments: boolean): CallText {
  const parts: Uint8Array[] = [];
  const names = Object.keys(call.input.kwargs);
  // Written as one value, so that an object which two arguments share stays shared.
  const input: MapValue = { kind: 'map', type: 'dict', entries: [['args', call.input.args as Value[]]] };
  if (names.length > 0) {
    const kwargs = names.map((name): [Value, Value] => [name, call.input.kwargs[name]!]);
    input.entries.push(['kwargs', { kind: 'map', type: 'dict', entries: kwargs }]);
  }
  const members = (attachments ? encodeText(input, { parts }) : encodeText(input)).slice(1, -1);
  const warmUp = call.warmUp ? ',"warmUp":true' : '';
  const sizes = parts.length === 0 ? '' : `,"att":[${parts.map((part) => part.byteLength).join(',')}]`;
  const subject = JSON.stringify(call.subject);
  return {
    head: `,"verb":"call","subject":${subject},${members},"seed":${call.seed >>> 0}${warmUp}${sizes}}\n`,
    parts,
  };
}
