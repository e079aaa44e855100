import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outgoing } from './outgoing.ts';

type Sent = { readonly data: string | Uint8Array; readonly parts: readonly Uint8Array[] };

function recorded(): { outgoing: Outgoing; sent: Sent[] } {
  const sent: Sent[] = [];
  return { outgoing: new Outgoing((data, parts) => sent.push({ data, parts })), sent };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const bytesOf = ({ data, parts }: Sent) =>
  Buffer.concat([typeof data === 'string' ? Buffer.from(data) : data, ...parts]);

describe('messages on their way out', () => {
  it('of one turn leave in one write, with their small attachments', async () => {
    const { outgoing, sent } = recorded();
    for (let i = 0; i < 100; i++) outgoing.add(`{"id":${i}}\n`, [new Uint8Array(80).fill(i)]);
    expect(sent).toHaveLength(0);
    await turn();
    expect(sent).toHaveLength(1);
    outgoing.add('later\n', []);
    await turn();
    expect(sent.map(({ data }) => data).slice(1)).toEqual(['later\n']);
  });

  it('carry large attachments at once and uncopied', () => {
    const { outgoing, sent } = recorded();
    const large = new Uint8Array(64 * 1024 + 1);
    outgoing.add('a\n', [new Uint8Array([1])]);
    outgoing.add('b\n', [large]);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.parts[0]).toBe(large);
    expect(Buffer.from(sent[0]!.data as Uint8Array)).toEqual(Buffer.from('a\n\x01b\n'));
  });

  it('keep their order and every byte', async () => {
    const size = fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 65_000, max: 66_000 }));
    const drawn = fc.array(
      fc.record({
        line: fc.string({ unit: 'grapheme' }),
        sizes: fc.array(size, { maxLength: 3 }),
        flush: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, async (all) => {
        const { outgoing, sent } = recorded();
        const messages = all.map(({ sizes, ...rest }, i) => ({ ...rest, parts: sizes.map((n) => Buffer.alloc(n, i)) }));
        for (const { line, parts, flush } of messages) {
          outgoing.add(line, parts);
          if (flush) outgoing.flush();
        }
        await turn();
        const wanted = Buffer.concat(messages.flatMap(({ line, parts }) => [Buffer.from(line), ...parts]));
        expect(Buffer.concat(sent.map(bytesOf)).equals(wanted)).toBe(true);
      }),
    );
  });
});
