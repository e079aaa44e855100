import { describe, expect, it } from 'vitest';
import { type Fit, fit as solve } from './fit.ts';
import type { FitArguments } from './problem.ts';

const x = Float64Array.from({ length: 30 }, (_, i) => i / 10);
const decay = Float64Array.from(x, (t, i) => 2.5 * Math.exp(-1.3 * t) + 0.5 + 0.01 * Math.sin(7 * i));
const exponential: FitArguments = {
  model: 'a*exp(-b*x)+c',
  parameters: ['a', 'b', 'c'],
  data: { x },
  y: decay,
  start: [1, 1, 0],
};
const line: FitArguments = {
  model: 'a+b*x',
  parameters: ['a', 'b'],
  data: { x: [1, 2, 3, 4] },
  y: [2, 3, 5, 6],
  start: [0, 0],
};

function covariance(found: Fit): Float64Array {
  return new Float64Array(found.covariance.data.buffer);
}

describe('fit', () => {
  it('finds the line, its residual sum of squares and its covariance', () => {
    const found = solve(line);
    expect(found).toMatchObject({ converged: true, status: 'converged' });
    expect([...found.parameters].map((b) => b.toFixed(12))).toEqual(['0.500000000000', '1.400000000000']);
    expect(found.rss).toBeCloseTo(0.2, 14);
    expect([...found.predictions].map((f) => f.toFixed(12))).toEqual([1.9, 3.3, 4.7, 6.1].map((f) => f.toFixed(12)));
    // s² = 0.2/2; (X'X)⁻¹ = [[1.5, -0.5], [-0.5, 0.2]]
    expect(found.covariance.shape).toEqual([2, 2]);
    [0.15, -0.05, -0.05, 0.02].forEach((wanted, at) => {
      expect(covariance(found)[at]).toBeCloseTo(wanted, 13);
    });
  });

  it('comes to the same minimum from starts far apart', () => {
    const answers = [
      [1, 1, 0],
      [10, 0.3, -1],
      [0.01, 3, 3],
    ].map((start) => solve({ ...exponential, start }));
    for (const { parameters, status } of answers) {
      expect(status).toBe('converged');
      parameters.forEach((value, j) => {
        expect(value).toBeCloseTo(answers[0]!.parameters[j]!, 8);
      });
    }
  });

  it('keeps to the box, and is at its end where the free minimum is outside', () => {
    const held = solve({ ...exponential, lower: [0, 0, 0.6], upper: [10, 10, 10], start: [1, 1, 1] });
    expect(held.status).toBe('converged');
    expect(held.parameters[2]).toBe(0.6);
    const fixed = solve({ ...exponential, model: 'a*exp(-b*x)+0.6', parameters: ['a', 'b'], start: [1, 1] });
    expect(held.rss / fixed.rss).toBeCloseTo(1, 12);
    expect(held.parameters[0]).toBeCloseTo(fixed.parameters[0]!, 9);
    expect(held.parameters[1]).toBeCloseTo(fixed.parameters[1]!, 9);
  });

  it('is not disturbed by a box around the free minimum, nor by a start at its end', () => {
    const free = solve(exponential);
    const within = solve({
      ...exponential,
      lower: [0, 0, 0],
      upper: [Number.POSITIVE_INFINITY, 10, 10],
      start: [0, 10, 0],
    });
    expect(within.rss / free.rss).toBeCloseTo(1, 12);
  });

  it('leaves a parameter at its start that the model does not use, with an infinite covariance', () => {
    const found = solve({ ...line, parameters: ['a', 'unused', 'b'], start: [0, 7, 0] });
    expect(found).toMatchObject({ status: 'converged' });
    expect(found.parameters[1]).toBe(7);
    expect(found.parameters[2]).toBeCloseTo(1.4, 12);
    expect([...covariance(found)].every((value) => value === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it('goes through the points when there are as many as parameters', () => {
    const found = solve({ ...line, data: { x: [1, 2] }, y: [3, 5] });
    expect(found.rss).toBeLessThan(1e-28);
    expect(covariance(found)[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it('says when it ran out of evaluations, and where no step helps', () => {
    // The further b goes, the better: there is no minimum to find.
    const endless = solve({
      model: '1/(1+exp(b))+0*x',
      parameters: ['b'],
      data: { x: [1, 2] },
      y: [-1, -1],
      start: [0],
    });
    expect(endless.parameters[0]).toBeGreaterThan(20);
    const data = { x: [0, 1, 2] };
    const kink = solve({ model: 'abs(b-0.3)+x', parameters: ['b'], data, y: [-3, -2, -1], start: [2] });
    expect(kink).toMatchObject({ converged: false, status: 'stalled' });
  });

  it('tries again with short steps where a long one led to a poor place', () => {
    // Three times the start is across the pole of x/(b2+x), where another minimum is, of 45 times the sum.
    const data = { x: [1.8, 10, 14] };
    const past = solve({ model: 'b1*x/(b2+x)', parameters: ['b1', 'b2'], data, y: [5, 9, 8], start: [2, 2] });
    expect([...past.parameters].map((one) => one.toFixed(6))).toEqual(['9.593287', '1.578680']);
    expect(past.status).toBe('converged');
    // Here a step to the corner of the box, where the model is a step function.
    const x = [0.1, 2, 4, 6, 8, 10];
    const y = x.map((at) => 19.5 / (1 + Math.exp(-1.15 * (at - 6.9))));
    const model = 'b1/(1+exp(-b2*(x-b3)))';
    const box = { lower: [3.18, -2.86, -23.8], upper: [112, 5.71, 11.1] };
    const held = solve({ model, parameters: ['b1', 'b2', 'b3'], data: { x }, y, start: [15.4, 0.429, -6.35], ...box });
    expect([...held.parameters].map((one) => one.toFixed(6))).toEqual(['19.500000', '1.150000', '6.900000']);
  });

  it('bends its steps along a curved valley', () => {
    // One point says how high the curve begins and all others that it is down by then: with straight steps 3,000 evaluations
    // do not come to the end.
    const x = [1.88965, 25.5927, 39.3331, 41.7665, 80.1165, 81.5131, 82.2855, 96.5237];
    const y = [3.70131, -0.552517, 0.5394, 0.487653, -0.340632, 0.117869, 0.00425179, -0.43529];
    const found = solve({ model: 'b1*x**b2', parameters: ['b1', 'b2'], data: { x }, y, start: [2, -4.23] });
    expect(found.status).toBe('converged');
    expect(found.evaluations).toBeLessThan(1000);
  });

  it.each<[string, Partial<FitArguments>]>([
    ['must not contain infs or NaNs', { y: [1, 2, 3, Number.NaN] }],
    ['must not contain infs or NaNs', { data: { x: [1, 2, 3, Number.POSITIVE_INFINITY] } }],
    ['must be as many', { data: { x: [1, 2, 3] } }],
    ['strictly less', { lower: [0, 2], upper: [1, 2] }],
    ['outside of the bounds', { lower: [1, 1] }],
    ['do not determine', { data: { x: [1] }, y: [1] }],
    ['nothing to fit', { data: { x: [] }, y: [] }],
    ['2 parameters', { start: [1] }],
    ['not finite at the start', { model: 'a+b*x/a' }],
    ['Missing variable(s): z', { model: 'a+b*z' }],
    ['Disallowed function: eval', { model: 'eval(a)+b*x' }],
  ])('refuses with "%s"', (message, change) => {
    expect(() => solve({ ...line, ...change })).toThrow(
      expect.objectContaining({ name: 'ValueError', message: expect.stringContaining(message) }),
    );
  });

  it('is not disturbed by an inner derivative that vanishes where the outer one is infinite', () => {
    const found = solve({ ...line, model: 'a+sqrt(b*x)', data: { x: [0, 1, 4, 9] }, y: [1, 3, 5, 7], start: [0, 1] });
    expect(found.status).toBe('converged');
    expect(found.parameters[1]).toBeCloseTo(4, 10);
  });

  it('keeps fits of one model to data of several lengths apart', () => {
    const short = solve(line);
    solve({ ...line, data: { x }, y: decay });
    expect(solve(line)).toEqual(short);
  });
});
