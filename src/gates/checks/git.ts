import { type Check, check } from '../check.ts';
import type { GateFacts } from '../facts.ts';
import type { GateRules } from '../rules.ts';

/** The decision is about a commit that can be found again; null where the gate does not ask. */
export function gitCheck({ runs }: GateFacts, { git: weight }: GateRules): Check | null {
  if (weight === 'off') return null;
  const states = runs.map(({ git }) => git);
  const dirty = states.some((state) => state?.dirty);
  const unknown = states.length === 0 || states.includes(null);
  const [first] = states;
  const named = first == null ? 'no commit' : `${first.commit}${first.branch === null ? '' : ` on ${first.branch}`}`;
  return check(
    {
      name: 'git',
      asks: 'Was a committed state of the work tree run?',
      code: dirty ? 1 : unknown ? 3 : 0,
      observed: `${named}${dirty ? ', with changes that are not committed' : ''}`,
      allowed: 'a commit without changes beside it',
      n: states.length,
    },
    weight === 'fail',
  );
}
