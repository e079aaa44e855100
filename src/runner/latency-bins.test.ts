import { describe, expect, it } from 'vitest';
import { LatencyBins } from './latency-bins.ts';

describe('LatencyBins', () => {
  it('counts durations by upper ends that are a fifth apart', () => {
    const bins = new LatencyBins();
    for (const ns of [0, 1, 1000, 1024, 1025, 2 ** 30]) bins.add(ns);
    expect(bins.bins()).toEqual([
      { upToNs: 1, cases: 2 },
      { upToNs: 1024, cases: 2 },
      { upToNs: 1218, cases: 1 },
      { upToNs: 2 ** 30, cases: 1 },
    ]);
  });

  it('does not grow with the number of calls', () => {
    const bins = new LatencyBins();
    for (let i = 0; i < 10_000; i++) bins.add(1000 + (i % 1000));
    expect(bins.bins().length).toBeLessThan(6);
    expect(bins.bins().reduce((sum, { cases }) => sum + cases, 0)).toBe(10_000);
  });
});
