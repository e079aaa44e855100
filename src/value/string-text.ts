/** A string as a JSON token, or `{"$u16":…}` when it holds lone surrogates, which UTF-8 cannot carry. */
export function stringText(text: string): string {
  if (text.length < 40 && isPlain(text)) return `"${text}"`;
  return text.isWellFormed() ? JSON.stringify(text) : `{"$u16":"${utf16Hex(text)}"}`;
}

/** Only printable ASCII and no escapes: most strings, found out faster than by `JSON.stringify`. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

/** UTF-16BE code units in hexadecimal. */
function utf16Hex(text: string): string {
  let hex = '';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0');
  return hex;
}

/** Reads `$u16`, or null when the text is not code units in hexadecimal. */
export function parseUtf16Hex(hex: string): string | null {
  if (hex.length % 4 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return null;
  let text = '';
  for (let i = 0; i < hex.length; i += 4) text += String.fromCharCode(Number.parseInt(hex.slice(i, i + 4), 16));
  return text;
}

export function base64Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads padded base64 exactly, or null when the text is anything else. */
export function parseBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const bytes = Buffer.from(text, 'base64');
  // Node skips what is not base64; writing it back shows whether anything was skipped.
  if (bytes.toString('base64') !== text) return null;
  return bytes;
}
