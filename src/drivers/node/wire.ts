import { Socket } from 'node:net';
import { type JsonObject, parseJson } from '../../value/json.ts';

export interface Message {
  readonly tree: JsonObject;
  readonly attachments: readonly Uint8Array[];
}

/** Whatever is computed meanwhile, an answer waits no longer than this before it is sent, once a call has ended. */
const flushMs = 0.2;

/** As it is before a subject can put another in its place. */
const milliseconds = performance.now.bind(performance);

/** The protocol's descriptor: messages in, answers out in batches. */
export class Wire {
  private readonly socket: Socket;
  private rest: Buffer = Buffer.alloc(0);
  private pending = '';
  private count = 0;
  /** Answers that make half of what has come: they leave while the other half is worked on. */
  private half = 1;
  private flushed = 0;

  constructor(fd: number) {
    this.socket = new Socket({ fd, readable: true, writable: true });
    this.socket.on('error', () => process.exit(0));
  }

  /** Messages until the input ends. Pending answers are sent before it waits for more. */
  async *messages(): AsyncGenerator<Message> {
    const chunks = this.socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let at = 0;
    const more = async (): Promise<boolean> => {
      this.flush();
      const { value, done } = await chunks.next();
      if (done) return false;
      this.rest = at === this.rest.length ? value : Buffer.concat([this.rest.subarray(at), value]);
      at = 0;
      return true;
    };
    for (;;) {
      let end = this.rest.indexOf(0x0a, at);
      while (end < 0) {
        if (!(await more())) return;
        this.half = Math.max(1, countLines(this.rest) >> 1);
        end = this.rest.indexOf(0x0a, at);
      }
      const tree = parseJson(this.rest.toString('utf8', at, end)) as JsonObject;
      at = end + 1;
      const attachments: Uint8Array[] = [];
      for (const size of (tree.get('att') ?? []) as bigint[]) {
        // A buffer of its own, so that typed arrays over it are aligned.
        const part = new Uint8Array(Buffer.allocUnsafeSlow(Number(size)).buffer);
        for (let filled = 0; filled < part.length; ) {
          if (at === this.rest.length && !(await more())) return;
          const taken = this.rest.subarray(at, at + part.length - filled);
          part.set(taken, filled);
          filled += taken.length;
          at += taken.length;
        }
        attachments.push(part);
      }
      yield { tree, attachments };
    }
  }

  /** A promise when the next call must wait, since it could change bytes that are still to be sent. */
  send(text: string, parts: readonly Uint8Array[]): Promise<unknown> | null {
    this.pending += text;
    this.count += 1;
    if (parts.length > 0) {
      this.flush();
      return this.sendParts(parts.filter(({ byteLength }) => byteLength > 0));
    }
    if (this.count >= this.half || milliseconds() - this.flushed > flushMs) this.flush();
    return null;
  }

  /**
   * Waits for the last write itself: `drain` comes only after more than the high-water mark was waiting, and never for the
   * few bytes that a busy machine leaves for a moment.
   */
  private sendParts(parts: readonly Uint8Array[]): Promise<unknown> | null {
    let sent: Promise<unknown> | null = null;
    for (const part of parts) sent = new Promise<void>((resolve) => this.socket.write(part, () => resolve()));
    return this.socket.writableLength > 0 ? sent : null;
  }

  flush(): void {
    if (this.pending === '') return;
    this.socket.write(this.pending);
    this.pending = '';
    this.count = 0;
    this.flushed = milliseconds();
  }

  /** Resolves when everything has been sent. */
  close(): Promise<void> {
    this.flush();
    return new Promise((resolve) => this.socket.end(resolve));
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++;
  return lines;
}
