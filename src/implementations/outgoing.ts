/** A message's attachments up to this many bytes in all are copied, so that many messages leave in one write. */
const smallBytes = 64 * 1024;

/** Where messages go: text and then bytes, which are not copied, or bytes alone. */
export type Write = (data: string | Uint8Array, parts: readonly Uint8Array[]) => void;

const noParts: readonly Uint8Array[] = [];

/** Messages on their way out: those of one turn of the event loop leave in one write, but for large attachments. */
export class Outgoing {
  private readonly write: Write;
  private text = '';
  /** Text and attachments that come before `text`. */
  private pieces: (string | Uint8Array)[] = [];
  private scheduled = false;

  constructor(write: Write) {
    this.write = write;
  }

  /** Sends a line and what is attached to it. */
  add(line: string, parts: readonly Uint8Array[]): void {
    this.text += line;
    if (parts.length > 0) {
      let bytes = 0;
      for (const part of parts) bytes += part.byteLength;
      if (bytes > smallBytes) {
        this.flush(parts);
        return;
      }
      this.pieces.push(this.text, ...parts);
      this.text = '';
    }
    if (this.scheduled) return;
    this.scheduled = true;
    process.nextTick(() => this.flush());
  }

  /** Sends what waits now, and `parts` after it. */
  flush(parts: readonly Uint8Array[] = noParts): void {
    this.scheduled = false;
    const { text, pieces } = this;
    this.text = '';
    if (pieces.length === 0) {
      if (text !== '' || parts.length > 0) this.write(text, parts);
      return;
    }
    this.pieces = [];
    if (text !== '') pieces.push(text);
    this.write(joined(pieces), parts);
  }
}

function joined(pieces: readonly (string | Uint8Array)[]): Uint8Array {
  let size = 0;
  for (const piece of pieces) size += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength;
  const all = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') at += all.write(piece, at);
    else {
      all.set(piece, at);
      at += piece.byteLength;
    }
  }
  return all;
}
