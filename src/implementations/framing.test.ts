import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from './framing.ts';
import { excerptOf } from './protocol-error.ts';

interface Frame {
  readonly line: string;
  readonly parts: readonly string[];
}

function read(chunks: readonly Uint8Array[], limits = {}): { frames: Frame[]; reader: FrameReader } {
  const frames: Frame[] = [];
  const reader = new FrameReader((line, _tree, parts) => {
    frames.push({ line, parts: parts.map((part) => Buffer.from(part).toString('hex')) });
  }, limits);
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  return { frames, reader };
}

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })).map((inside) => JSON.stringify(inside));
const message = fc.tuple(text, fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 })).map(([inside, parts]) => {
  const att = parts.length === 0 ? '' : `,"att":[${parts.map((part) => part.length).join(',')}]`;
  const line = `{"value":${inside}${att}}`;
  const bytes = Buffer.concat([Buffer.from(`${line}\n`), ...parts]);
  return { frame: { line, parts: parts.map((part) => Buffer.from(part).toString('hex')) }, bytes };
});

describe('messages', () => {
  it('come out as they went in, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(message), fc.infiniteStream(fc.integer({ min: 1, max: 60 })), (messages, sizes) => {
        const bytes = Buffer.concat(messages.map((one) => one.bytes));
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value as number;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const { frames, reader } = read(chunks);
        expect(frames).toEqual(messages.map((one) => one.frame));
        expect(reader.isClean).toBe(true);
      }),
    );
  });

  it('may be unfinished, which shows', () => {
    for (const bytes of ['{"id":1', '{"att":[3]}\nab']) {
      const { reader } = read([Buffer.from(bytes)]);
      expect(reader.isClean).toBe(false);
      expect(Buffer.from(reader.unfinished).toString()).toBe(bytes.split('\n')[0]);
    }
  });

  it('have no attachments where "att" is not a member of the message itself', () => {
    const line = '{"value":{"att":[5]}}';
    expect(read([Buffer.from(`${line}\n${line}\n`)]).frames).toEqual([
      { line, parts: [] },
      { line, parts: [] },
    ]);
  });
});

describe('bytes that are no message', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['a line past the cap', Buffer.from('x'.repeat(101)), /more than 100 bytes: "x+"/],
    ['attachments past the cap', Buffer.from('{"att":[600,401]}\n'), /1001 bytes: at most 1000/],
    ['a size that is none', Buffer.from('{"att":[1.5]}\n'), /not a list of sizes/],
    ['a negative size', Buffer.from('{"att":[-1]}\n'), /not a list of sizes/],
    ['sizes that are no list', Buffer.from('{"att":3}\n'), /not a list of sizes/],
    ['invalid UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x0a]), /not UTF-8: ""?.*\\xc3/],
    ['an encoded surrogate', new Uint8Array([0xed, 0xa0, 0x80, 0x0a]), /not UTF-8/],
  ])('are refused: %s', (_name, bytes, error) => {
    expect(() => read([bytes], { maxLineBytes: 100, maxAttachmentBytes: 1000 })).toThrow(error);
  });
});

describe('an excerpt', () => {
  it('is one printable line of the first 200 bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(excerptOf(bytes)).toMatch(/^"[ -~]*"(?: … \(\d+ bytes\))?$/);
      }),
    );
    expect(excerptOf('a"\\\u001b\n')).toBe('"a\\"\\\\\\x1b\\n"');
  });
});
