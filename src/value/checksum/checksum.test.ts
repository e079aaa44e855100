import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleKernel } from '../../../scripts/build-kernel.ts';
import { foldText } from '../../../scripts/kernel/fold.ts';
import { kernelBytes } from './bytes.ts';
import { checksum } from './checksum.ts';

/** Bytes that look random, the same each time. */
const noise = Buffer.concat(Array.from({ length: 24_000 }, (_, i) => createHash('sha512').update(`${i}`).digest()));

describe('the checksum', () => {
  it('is that of zlib for every length, place and value before', () => {
    const where = fc.tuple(
      fc.nat(1000),
      fc.integer({ min: 0, max: 1_500_000 }),
      fc.integer({ min: 0, max: 0xffffffff }),
    );
    fc.assert(
      fc.property(where, ([from, length, before]) => {
        const bytes = noise.subarray(from, from + length);
        expect(checksum(bytes, before)).toBe(crc32(bytes, before));
      }),
      { numRuns: 150 },
    );
  });

  it('is that of zlib around the lengths where something changes', () => {
    for (const length of [0, 1, 262_143, 262_144, 262_145, 48_096 + 131_072, 48_096 + 262_144, 48_096 + 262_144 + 127])
      for (const more of [0, 1, 15, 16, 17]) {
        const bytes = noise.subarray(3, 3 + length + more);
        expect(checksum(bytes)).toBe(crc32(bytes));
      }
  });

  it('sees every single bit', () => {
    const bytes = Buffer.from(noise.subarray(0, 300_000));
    const before = checksum(bytes);
    for (let at = 0; at < bytes.length; at += 9_973) {
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
      expect(checksum(bytes)).not.toBe(before);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
    }
    expect(checksum(bytes)).toBe(before);
  });

  it('has a kernel that is its text, assembled', async () => {
    expect(Buffer.from(await assembleKernel(foldText)).equals(Buffer.from(kernelBytes, 'base64'))).toBe(true);
  });
});
