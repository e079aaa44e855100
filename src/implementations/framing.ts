import { isAscii } from 'node:buffer';
import { type JsonObject, parseJson } from '../value/json.ts';
import { giveBack } from './give-back.ts';
import { excerptOf, ProtocolError } from './protocol-error.ts';

/** One message: its line, its JSON when reading the frame needed it, and its attachments. */
export type FrameHandler = (line: string, tree: JsonObject | null, attachments: readonly Uint8Array[]) => void;

export interface FrameLimits {
  /** Most bytes of a line (default 16 MB). */
  readonly maxLineBytes?: number;
  /** Most bytes of all attachments of a message (default 1 GB). */
  readonly maxAttachmentBytes?: number;
}

const newline = 0x0a;
/** Pieces of a line that are smaller than this are gathered. */
const gatheredBytes = 4096;
const roomBytes = 65536;
const none: readonly Uint8Array[] = [];

/**
 * Cuts a stream of bytes into messages of wire protocol 1, strictly: UTF-8 that is none, a line or attachments past the
 * cap, and attachment sizes that are no sizes are errors. Attachments are read into one buffer each, without another copy.
 */
export class FrameReader {
  private readonly handler: FrameHandler;
  private readonly maxLineBytes: number;
  private readonly maxAttachmentBytes: number;
  // A byte order mark is kept, so that it is seen and refused.
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private partial: Uint8Array[] = [];
  private partialBytes = 0;
  /** Where small pieces are gathered. */
  private room: Uint8Array = new Uint8Array(0);
  private waiting: {
    line: string;
    tree: JsonObject;
    parts: readonly Uint8Array[];
    part: number;
    filled: number;
  } | null = null;

  constructor(handler: FrameHandler, limits: FrameLimits = {}) {
    this.handler = handler;
    this.maxLineBytes = limits.maxLineBytes ?? 16 * 2 ** 20;
    this.maxAttachmentBytes = limits.maxAttachmentBytes ?? 2 ** 30;
  }

  /** True between messages. */
  get isClean(): boolean {
    return this.partialBytes === 0 && this.waiting === null;
  }

  /** The beginning of an unfinished line, for a message to people. */
  get unfinished(): Uint8Array {
    if (this.waiting !== null) return Buffer.from(this.waiting.line);
    // Not all of it: it may be many megabytes.
    const beginning = this.partial.slice(0, 200).map((bytes) => bytes.subarray(0, 200));
    return Buffer.concat(beginning).subarray(0, 200);
  }

  /** @throws ProtocolError when the bytes are no message; nothing may be pushed after that */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.waiting !== null) at = this.fill(chunk, at);
      else if (this.partialBytes === 0 && isAscii(at === 0 ? chunk : chunk.subarray(at)))
        at = this.asciiLines(chunk, at);
      else at = this.line(chunk, at);
    }
  }

  /** Lines of bytes that are all ASCII: decoded at once, since characters and bytes then count the same. */
  private asciiLines(chunk: Buffer, from: number): number {
    const text = chunk.toString('latin1', from);
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      const line = text.slice(at, end);
      at = end + 1;
      this.take(line);
      if (this.waiting !== null) return from + at;
    }
    this.keep(chunk.subarray(from + at));
    return chunk.length;
  }

  private line(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(newline, from);
    if (end < 0) {
      this.keep(chunk.subarray(from));
      return chunk.length;
    }
    this.keep(chunk.subarray(from, end));
    const bytes = this.partial.length === 1 ? this.partial[0]! : Buffer.concat(this.partial, this.partialBytes);
    this.partial = [];
    this.partialBytes = 0;
    let line: string;
    try {
      line = this.utf8.decode(bytes);
    } catch {
      throw new ProtocolError(`The answer is not UTF-8: ${excerptOf(bytes)}`);
    }
    this.take(line);
    return end + 1;
  }

  private keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length < gatheredBytes) this.gather(bytes);
    else this.partial.push(bytes);
    this.partialBytes += bytes.length;
    if (this.partialBytes > this.maxLineBytes) {
      const excerpt = excerptOf(this.unfinished);
      for (const part of this.partial.splice(0)) giveBack(part);
      throw new ProtocolError(`A line has more than ${this.maxLineBytes} bytes: ${excerpt}`);
    }
  }

  /** Small pieces are copied to where the last one ended: each by itself would cost a hundred times its size. */
  private gather(bytes: Uint8Array): void {
    if (this.room.length < bytes.length) this.room = Buffer.allocUnsafeSlow(roomBytes);
    const { buffer, byteOffset } = this.room;
    this.room.set(bytes);
    this.room = this.room.subarray(bytes.length);
    const last = this.partial.at(-1);
    if (last?.buffer === buffer && last.byteOffset + last.length === byteOffset) {
      this.partial[this.partial.length - 1] = new Uint8Array(buffer, last.byteOffset, last.length + bytes.length);
    } else this.partial.push(new Uint8Array(buffer, byteOffset, bytes.length));
  }

  private take(line: string): void {
    // Most lines have no attachments: their JSON is the handler's business.
    const tree = line.includes('"att"') ? parseJson(line) : null;
    const members = tree instanceof Map ? tree : null;
    const parts = members?.has('att') ? this.attachmentsOf(members, line) : none;
    if (parts.every((part) => part.length === 0)) this.handler(line, members, parts);
    else this.waiting = { line, tree: members!, parts, part: 0, filled: 0 };
  }

  /** Buffers of the sizes that a message announces, still to be filled. */
  private attachmentsOf(members: JsonObject, line: string): readonly Uint8Array[] {
    const sizes = members.get('att');
    if (!Array.isArray(sizes) || !sizes.every((size) => typeof size === 'bigint' && size >= 0n)) {
      throw new ProtocolError(`"att" is not a list of sizes: ${excerptOf(line)}`);
    }
    const total = sizes.reduce<number>((sum, size) => sum + Number(size), 0);
    if (total > this.maxAttachmentBytes) {
      throw new ProtocolError(`Attachments have ${total} bytes: at most ${this.maxAttachmentBytes} are read`);
    }
    return sizes.map((size) => new Uint8Array(Buffer.allocUnsafeSlow(Number(size)).buffer));
  }

  private fill(chunk: Buffer, from: number): number {
    const waiting = this.waiting!;
    let at = from;
    while (waiting.part < waiting.parts.length) {
      const part = waiting.parts[waiting.part]!;
      const count = Math.min(part.length - waiting.filled, chunk.length - at);
      part.set(chunk.subarray(at, at + count), waiting.filled);
      waiting.filled += count;
      at += count;
      if (waiting.filled < part.length) return at;
      waiting.part += 1;
      waiting.filled = 0;
    }
    this.waiting = null;
    this.handler(waiting.line, waiting.tree, waiting.parts);
    return at;
  }
}
