import { describe, expect, it } from 'vitest';
import { compileModel } from './model.ts';
import { ModelRunner } from './model-runner.ts';

const xs = Float64Array.of(0.3, 0.7, 1.9);

function runnerFor(text: string, length = xs.length): ModelRunner {
  const runner = new ModelRunner(compileModel(text, ['a', 'b'], ['x']), length);
  runner.load(new Map([['x', xs]]));
  return runner;
}

function predictions(runner: ModelRunner, a: number, b: number): Float64Array {
  const out = new Float64Array(xs.length);
  runner.predict(Float64Array.of(a, b), out);
  return out;
}

describe('ModelRunner', () => {
  it.each([
    'a*exp(-b*x)',
    'a-b',
    '-(a/x)+(b)/a',
    'x**a+a**b+(a*x)**2+b**3+x**(-2)',
    '(a+x)**-b',
    'power(a+x, 0.5)',
    'log(a+x)*log10(b+x)',
    'sqrt(a*x)/sqrt(b)',
    'sin(a*x)*cos(b*x)+tan(a*b)',
    'arcsin(a/3)+arccos(b*x/9)+arctan(a*x)',
    'sinh(a*x)-cosh(b)+tanh(a*b*x)',
    'arcsinh(a*x)+arccosh(2+b*x)+arctanh(a/4)',
    'abs(a-2)+fabs(b*x)',
    'arctan2(a*x, b)',
    'mod(a*x*7, b)',
    'deg2rad(a)*rad2deg(b)',
    'round(a)+floor(b)*x+a',
    '2*pi*x*e+a',
    '+a*+b',
  ])('differentiates %s as small differences do', (text) => {
    const [a, b] = [1.2, 0.8];
    const runner = runnerFor(text);
    predictions(runner, a, b);
    runner.differentiate();
    const columns = runner.columns.slice(0, 2 * xs.length);
    const h = 1e-6;
    const difference = (up: Float64Array, down: Float64Array) => [...up].map((f, i) => (f - down[i]!) / (2 * h));
    const wanted = [
      ...difference(predictions(runner, a + h, b), predictions(runner, a - h, b)),
      ...difference(predictions(runner, a, b + h), predictions(runner, a, b - h)),
    ];
    wanted.forEach((slope, at) => {
      expect(Math.abs(columns[at]! - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
    });
  });

  it('takes the limit where a power of zero vanishes', () => {
    const runner = new ModelRunner(compileModel('x**a', ['a', 'b'], ['x']), 1);
    runner.load(new Map([['x', Float64Array.of(0)]]));
    runner.predict(Float64Array.of(1.5, 2), new Float64Array(1));
    runner.differentiate();
    expect([...runner.columns.subarray(0, 2)]).toEqual([0, 0]);
  });

  it('lets a parameter stand before a predictor of its name', () => {
    const model = compileModel('a*x', ['a', 'x'], ['x']);
    expect(model.predictors).toEqual([]);
    expect(model.slopes).not.toContain(null);
  });
});
