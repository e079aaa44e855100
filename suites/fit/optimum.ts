import type { CallArguments, OptimumRule } from 'vernier';

/** Models that have the same values with a parameter's sign turned: only its square is in them. */
const squared: readonly string[] = [
  'b1*exp(-(x-b2)**2/(2*b3**2))',
  'G*(x*tau)**2/(1+(x*tau)**2)',
  'eta0*(1+(lam*x)**2)**((n-1)/2)',
];

/** Sums of three terms of one form, in any order. */
const exponentials = 'b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)';

/** What the rule for optimizers has to know of a fit. */
export function fitOptimum(
  { kwargs: { model } }: CallArguments,
  ref: { readonly kind: string; readonly id?: string },
): OptimumRule | null {
  return {
    // Its residuals are beyond the last digit of binary64: NIST computed them with more.
    ...(ref.id?.startsWith('Lanczos1') ? { residualDigits: false } : {}),
    ...(squared.includes(String(model)) ? { severalMinima: true } : {}),
    ...(model === exponentials
      ? {
          exchangeable: [
            [
              [0, 1],
              [2, 3],
              [4, 5],
            ],
          ],
        }
      : {}),
  };
}
