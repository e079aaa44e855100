/**
 * Short ASCII strings, each made once while it keeps its place: field names come again and again, and looking one up by
 * its bytes is faster than making it.
 */
const slots = new Array<string>(4096).fill('');
export const maxShortText = 24;

/** The text of these bytes, or undefined when one of them is not ASCII. At most `maxShortText` bytes. */
export function shortText(buffer: Buffer, from: number, end: number): string | undefined {
  let hash = end - from;
  for (let i = from; i < end; i++) {
    const byte = buffer[i] as number;
    if (byte > 127) return undefined;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 12)) & 4095;
  const known = slots[slot] as string;
  if (isText(known, buffer, from, end)) return known;
  const text = buffer.toString('latin1', from, end);
  slots[slot] = text;
  return text;
}

function isText(text: string, buffer: Buffer, from: number, end: number): boolean {
  if (text.length !== end - from) return false;
  for (let i = from; i < end; i++) if (text.charCodeAt(i - from) !== buffer[i]) return false;
  return true;
}
