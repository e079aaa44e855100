import type { Comparison } from './difference.ts';
import { defaultMaxDifferences } from './evidence.ts';
import type { StatisticalRule } from './policy.ts';
import { Sampler } from './sampler.ts';

/** Two comparisons of parts of one outcome as one. The tolerance that would have passed must do so for both. */
export function combine(a: Comparison, b: Comparison): Comparison {
  const verdicts = [a.verdict, b.verdict];
  return {
    verdict: verdicts.includes('incomparable') ? 'incomparable' : verdicts.includes('differ') ? 'differ' : 'agree',
    differences: [...a.differences, ...b.differences]
      .sort((x, y) => Number(y.beyond) - Number(x.beyond))
      .slice(0, defaultMaxDifferences),
    beyond: a.beyond + b.beyond,
    within: a.within + b.within,
    compared: a.compared + b.compared,
    ignored: a.ignored + b.ignored,
    maxAbs: larger(a.maxAbs, b.maxAbs),
    maxRel: larger(a.maxRel, b.maxRel),
    maxUlp: larger(a.maxUlp, b.maxUlp),
    maxShare: larger(a.maxShare, b.maxShare),
    above: a.above + b.above,
    below: a.below + b.below,
    wouldPass: passBoth(a, b),
    ...samplesOfBoth(a, b),
  };
}

function samplesOfBoth(a: Comparison, b: Comparison): Pick<Comparison, 'samples'> {
  const samplers = new Map<readonly StatisticalRule[], Sampler>();
  for (const [rules, sample] of [...(a.samples ?? []), ...(b.samples ?? [])]) {
    const sampler = samplers.get(rules) ?? new Sampler(rules);
    sampler.addSample(sample);
    samplers.set(rules, sampler);
  }
  if (samplers.size === 0) return {};
  return { samples: new Map([...samplers].map(([rules, sampler]) => [rules, sampler.sample()])) };
}

function larger<T extends number | bigint>(a: T | null, b: T | null): T | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/** Known only when one side has nothing to pass: its own smallest tolerance may be too small for differences within the other. */
function passBoth(a: Comparison, b: Comparison): Comparison['wouldPass'] {
  if (b.beyond + b.within === 0) return a.wouldPass;
  return a.beyond + a.within === 0 ? b.wouldPass : null;
}
