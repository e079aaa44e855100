/** The modern side: summary statistics and linear least squares in TypeScript. */
export { linear } from './modern/linear.ts';
export { univariate } from './modern/univariate.ts';
