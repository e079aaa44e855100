import { fc, fitCall, readFitCall } from 'vernier';
import { describe, expect, it } from 'vitest';
import { accumulationCalls, flowCalls, formulaCalls, interpolationCalls, smoothingCalls } from './generators.ts';
import { fitLabels, integrateLabels } from './labels.ts';
import { accumulate, integrate, interpolate, model, smooth } from './modern.ts';
import suite from './suite.ts';

const x = Float64Array.from([0, 0.5, 1, 1.5, 2, 3]);

describe('the formulas and methods in TypeScript', () => {
  it('give what can be known without a library', () => {
    expect(model('power-law', Float64Array.of(4), Float64Array.of(2, 0.5))).toEqual(Float64Array.of(4));
    // The integral over all molar masses of a distribution over ln M is its weight; its value at M0 e^(s^2) is the peak.
    const peak = model('log-normal', Float64Array.of(Math.E), Float64Array.of(1, 1, 1)) as Float64Array;
    expect(peak[0]).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15);
    const cubic = (at: number) => 1 - at + 2 * at ** 2 - 0.5 * at ** 3;
    const at = Float64Array.of(0.25, 1.75, 2.9);
    interpolate(x, x.map(cubic), at).forEach((y, i) => {
      expect(y).toBeCloseTo(cubic(at[i]!), 13);
    });
    const { inside, ends } = smooth(
      x.map((_, i) => i ** 2),
      5,
      2,
    );
    expect([...inside, ...ends].map((y) => Number(y.toFixed(12)))).toEqual([4, 9, 0, 1, 16, 25]);
    expect(accumulate(x, x)[5]).toBe(4.5);
  });

  it('solve the equations of a fluid whose answer is known: Giesekus without its quadratic term', () => {
    const stress = integrate('giesekus-shear', x, Float64Array.of(3, 2, 0, 0.5));
    stress.forEach((one, i) => {
      expect(one).toBeCloseTo(3 * 0.5 * 2 * (1 - Math.exp(-x[i]! / 2)), 9);
    });
  });

  it('refuse names that are none, and what they cannot do', () => {
    expect(() => model('none', x, x)).toThrow(/no formula "none"/);
    expect(() => integrate('none', x, x)).toThrow(/no system "none"/);
    expect(() => interpolate(x.slice(0, 3), x.slice(0, 3), x)).toThrow(/at least 4/);
    expect(() => interpolate(x, x, Float64Array.of(9))).toThrow(/outside of the interpolation range/);
    expect(() => smooth(x, 4, 1)).toThrow(/odd/);
    expect(() => smooth(x, 7, 1)).toThrow(/longer than the data/);
  });
});

describe('the generators of the suite', () => {
  it('give calls that the formulas and methods take', () => {
    for (const arbitrary of [accumulationCalls, flowCalls, formulaCalls, interpolationCalls, smoothingCalls])
      for (const input of fc.sample(arbitrary, { numRuns: 50, seed: 3 })) expect(input.args.length).toBeGreaterThan(1);
  });

  it('give flows on fine, medium and coarse grids, and fits with bounds and without', () => {
    const seen = new Set(fc.sample(flowCalls, { numRuns: 300, seed: 3 }).flatMap((input) => integrateLabels(input)));
    for (const label of ['grid:fine', 'grid:medium', 'grid:coarse', 'strain:small']) expect(seen).toContain(label);
    const fits = fc.sample(suite.subjects.fit!.generator!.arbitrary, { numRuns: 300, seed: 3 });
    const labels = new Set(fits.flatMap((input) => fitLabels(input)));
    const own = ['bounded', 'unbounded', 'points:few', 'parameter:unused', 'grid:clustered', 'start:off-data'];
    for (const label of own) expect(labels).toContain(label);
    expect(fits.every((input) => readFitCall(input) !== null)).toBe(true);
  });

  it('give labels to fits whose points stand in one place, and whose start says nothing of the data', () => {
    const of = (x: readonly number[], start: readonly number[]) => {
      const y = x.map((at) => 2 * Math.exp(-at));
      const problem = { model: 'b1*exp(-b2*x)', parameters: ['b1', 'b2'], data: new Map([['x', x]]), y, start };
      return fitLabels(fitCall({ ...problem, lower: null, upper: null }));
    };
    expect(of([0, 1, 2, 3, 4], [1, 1])).not.toEqual(expect.arrayContaining(['grid:clustered']));
    expect(of([0, 1, 1.01, 1.02, 4], [1, 1])).toContain('grid:clustered');
    expect(of([0, 3.9, 3.95, 3.99, 4], [1, 1])).toContain('grid:clustered');
    expect(of([1, 2, 3, 4], [1, 1])).not.toContain('start:off-data');
    expect(of([1, 2, 3, 4], [1, 50])).toContain('start:off-data');
  });
});
