/** Lanczos' series for g = 7 with nine terms (P. Godfrey's coefficients): about 15 digits. */
const series = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
] as const;

/** Euler's gamma function of a real number; poles are NaN. */
export function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const z = x - 1;
  const sum = series.reduce((total, coefficient, k) => (k === 0 ? coefficient : total + coefficient / (z + k)), 0);
  const t = z + 7.5;
  // In two halves, which do not overflow before the product does.
  const half = t ** ((z + 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * sum;
}
