import { type CallArguments, type CaseRef, fitView, type OptimumRule } from 'vernier';
import { questionOf } from './referee.ts';

/** Models that have the same values with a parameter's sign turned: only its square is in them. */
const squared: readonly string[] = [
  'b1*exp(-(x-b2)**2/(2*b3**2))',
  'G*(x*tau)**2/(1+(x*tau)**2)',
  'eta0*(1+(lam*x)**2)**((n-1)/2)',
];

/**
 * What the rule for optimizers has to know of a fit: the size of its observations, terms of its model that may change
 * places, the model itself. Lanczos1 is exempt from digits of residuals by name: NIST computed its residuals, which are
 * beyond the last digit of binary64, with more.
 */
export function fitOptimum(input: CallArguments, ref: CaseRef): OptimumRule | null {
  const question = questionOf(input);
  if (question === null) return null;
  const { y, exchangeable = [] } = question;
  const scale = Array.from(y).reduce((size, one) => Math.max(size, Math.abs(one)), 0);
  return {
    ...(Number.isFinite(scale) ? { scale } : {}),
    ...(squared.includes(String(input.kwargs.model)) ? { severalMinima: true } : {}),
    ...(ref.kind === 'vector' && ref.id.startsWith('Lanczos1-')
      ? { residualDigits: false }
      : { residualDigits: 'above-rtol' as const }),
    exchangeable,
    at: fitView(question),
  };
}
