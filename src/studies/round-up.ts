/** The smallest number of one decimal digit that is not below `x`: 1.28e-12 becomes 2e-12. 0 stays 0; `x` is finite and >= 0. */
export function roundUpToOneDigit(x: number): number {
  if (x === 0) return 0;
  const exponent = Number(x.toExponential(0).split('e')[1]) - 1;
  for (let digits = 1; ; digits++) {
    const rounded = Number(`${digits < 10 ? digits : digits % 9 || 9}e${exponent + Math.floor((digits - 1) / 9)}`);
    if (rounded >= x) return rounded;
  }
}
