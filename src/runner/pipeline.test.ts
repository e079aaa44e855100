import { describe, expect, it } from 'vitest';
import { pipeline } from './pipeline.ts';

const later = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value));

describe('pipeline()', () => {
  it('hands results over in order, however late each one is', async () => {
    const seen: number[] = [];
    await pipeline(
      [30, 1, 20, 5, 0][Symbol.iterator](),
      3,
      (ms) => later(ms, ms),
      (ms) => void seen.push(ms),
    );
    expect(seen).toEqual([30, 1, 20, 5, 0]);
  });

  it('never has more than its size under way, and does reach it', async () => {
    let now = 0;
    let most = 0;
    const work = async (n: number) => {
      now += 1;
      most = Math.max(most, now);
      await later(n % 3, null);
      now -= 1;
    };
    await pipeline(Array.from({ length: 50 }, (_, n) => n)[Symbol.iterator](), 7, work, () => {});
    expect(most).toBe(7);
  });

  it('begins nothing new once it was told to stop', async () => {
    let begun = 0;
    const source = (function* () {
      for (;;) yield begun++;
    })();
    await pipeline(
      source,
      4,
      (n) => later(0, n),
      (n) => n < 10,
    );
    expect(begun).toBeLessThanOrEqual(10 + 4 + 1);
  });

  it('throws what the work throws, in its turn', async () => {
    const seen: number[] = [];
    const work = (n: number) => (n === 2 ? Promise.reject(new Error('two')) : later(1, n));
    await expect(pipeline([0, 1, 2, 3][Symbol.iterator](), 4, work, (n) => void seen.push(n))).rejects.toThrow('two');
    expect(seen).toEqual([0, 1]);
  });
});
