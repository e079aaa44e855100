/** A driver sent something that is not wire protocol 1. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** A text with its control characters written out, but for newlines and tabs: nothing in it moves a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}

const excerptBytes = 200;

/** The first 200 bytes as one line of printable ASCII in quotes, so that no terminal code or newline gets through. */
export function excerptOf(bytes: Uint8Array | string): string {
  const all = typeof bytes === 'string' ? Buffer.from(bytes.slice(0, excerptBytes)) : bytes;
  let text = '';
  for (const byte of all.subarray(0, excerptBytes)) {
    if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += byte === 0x0a ? '\\n' : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  const length = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length;
  return `"${text}"${length > excerptBytes ? ` … (${length} bytes)` : ''}`;
}
