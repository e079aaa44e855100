import type { WouldPass } from './difference.ts';
import type { Evidence } from './evidence.ts';
import type { ResolvedRules } from './tolerance.ts';
import { nextAbove, nextBelow } from './ulp.ts';

/** Judges the same two values again under changed rules and tells whether they agree. */
export type Rejudge = (adjust: (rules: ResolvedRules) => ResolvedRules) => boolean;
/** Changes rules to one tolerance alone. */
type Alone = (tolerance: number) => (rules: ResolvedRules) => ResolvedRules;

/** A maximum is rounded by an ulp or two; further than this from it nothing is looked for. */
const maxSteps = 8;

/**
 * The smallest tolerances, each alone, under which everything would have agreed: derived from the largest difference and
 * checked by judging again (among subnormals, which round by whole units, a far smaller one may do as well). Null when
 * everything agrees already and when no tolerance would do. `withRules` gives rules for changed tolerances. Where the maxima
 * decide `atol`, the largest absolute difference is the answer without judging again; where they decide all, so are the
 * largest count of steps and the `rtol` under which all floats are known to pass, unless the worst of them passes a
 * smaller one as well.
 */
export function wouldPass(
  evidence: Evidence,
  rejudge: Rejudge,
  withRules: (rules: ResolvedRules, changes: Partial<ResolvedRules>) => ResolvedRules,
  decided: 'all' | 'atol' | 'nothing' = 'nothing',
): WouldPass | null {
  if (evidence.beyond === 0 || evidence.incurable) return null;
  const byRtol: Alone = (rtol) => (rules) => withRules(rules, { mode: 'value', rtol, atol: 0 });
  const byAtol: Alone = (atol) => (rules) => withRules(rules, { mode: 'value', rtol: 0, atol });
  const byUlp: Alone = (ulp) => (rules) => withRules(rules, { mode: 'ulp', ulp });
  const { maxUlp } = evidence;
  const ulp = maxUlp === null || maxUlp > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(maxUlp);
  const passesRtol = (rtol: number): boolean => rejudge(byRtol(rtol));
  const answer = {
    rtol: decided === 'all' ? smallestFrom(evidence, passesRtol) : smallest(evidence.maxRel, passesRtol),
    atol: decided !== 'nothing' ? evidence.maxAbs : smallest(evidence.maxAbs, (atol) => rejudge(byAtol(atol))),
    ulp: ulp !== null && (decided === 'all' || rejudge(byUlp(ulp))) ? ulp : null,
  };
  return answer.rtol === null && answer.atol === null && answer.ulp === null ? null : answer;
}

/** The same where one is known that passes: the worst float is asked before all are. */
function smallestFrom(evidence: Evidence, agreesUnder: (tolerance: number) => boolean): number | null {
  if (!Number.isFinite(evidence.passRel)) return null;
  const worst = evidence.passPair!;
  const mayPass = (rtol: number): boolean => worst.abs <= rtol * worst.size;
  return lowest(evidence.passRel, (rtol) => mayPass(rtol) && agreesUnder(rtol));
}

/** The smallest tolerance near one that passes. */
function lowest(from: number, passes: (tolerance: number) => boolean): number {
  let tolerance = from;
  for (let steps = 0; steps < maxSteps && tolerance > 0; steps++) {
    const below = nextBelow(tolerance);
    if (!passes(below)) break;
    tolerance = below;
  }
  return tolerance;
}

/** The smallest binary64 tolerance near `guess` that passes. */
function smallest(guess: number | null, agreesUnder: (tolerance: number) => boolean): number | null {
  if (guess === null || !Number.isFinite(guess)) return null;
  const passes = (tolerance: number): boolean => Number.isFinite(tolerance) && agreesUnder(tolerance);
  let tolerance = guess;
  if (passes(tolerance)) return lowest(tolerance, passes);
  for (let steps = 0; steps < maxSteps; steps++) {
    tolerance = nextAbove(tolerance);
    if (passes(tolerance)) return tolerance;
  }
  return null;
}
