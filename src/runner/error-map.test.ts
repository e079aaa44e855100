import { describe, expect, it } from 'vitest';
import { ErrorMap } from './error-map.ts';

describe('ErrorMap', () => {
  it('counts numbers by decade of magnitude and of relative error', () => {
    const map = new ErrorMap();
    map.add(2e-13, 1e-16, 1); // legacy 2000
    map.add(9e-13, 1e-16, 2); // legacy 9000
    map.add(1e-16, 1e-16, 1); // legacy 1, by a quotient that may be rounded
    map.add(0.5, 5, 1); // legacy 0.1
    expect(map.cells()).toEqual([
      { magnitude: -1, rel: 0, numbers: 1 },
      { magnitude: 0, rel: -16, numbers: 1 },
      { magnitude: 3, rel: -16, numbers: 3 },
    ]);
  });

  it('has no place for equal numbers, a legacy of 0 and what is not finite', () => {
    const map = new ErrorMap();
    for (const [abs, rel] of [
      [0, 0],
      [1, Number.POSITIVE_INFINITY],
      [Number.POSITIVE_INFINITY, 1],
      [Number.NaN, Number.NaN],
    ]) {
      map.add(abs!, rel!, 1);
    }
    map.add(1, 1, 0);
    expect(map.cells()).toEqual([]);
  });

  it('stays small, and loses nothing of a stream', () => {
    const map = new ErrorMap();
    for (let a = -320; a < 300; a++) for (let r = -300; r < 300; r += 7) map.add(10 ** a, 10 ** r, 1);
    const cells = map.cells();
    expect(cells.length).toBeLessThan(82 * 24);
    const counted = cells.reduce((sum, { numbers }) => sum + numbers, 0);
    expect(counted).toBeGreaterThan(50_000);
    for (const { magnitude, rel } of cells) {
      expect(magnitude >= -41 && magnitude <= 40 && rel >= -18 && rel <= 5).toBe(true);
    }
  });

  it('never rounds a sampled cell to none', () => {
    const map = new ErrorMap();
    map.add(1, 0.5, 0.2);
    expect(map.cells()).toEqual([{ magnitude: 0, rel: -1, numbers: 1 }]);
  });
});
