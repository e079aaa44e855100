import type { Step } from './difference.ts';
import { advance, type Segment, skipMany } from './path.ts';
import type { Rules } from './policy.ts';
import { overlay, type ResolvedPolicy, type ResolvedRules } from './tolerance.ts';

/** The rules that hold at a place, and the way to those of the places below it. */
export interface RuleState {
  /** Different for any two states of one `PathRules`. */
  readonly id: number;
  readonly rules: ResolvedRules;
  /** The state one step down. */
  below(step: Step): RuleState;
  /** The one state of all places `depth` steps down, or null when a pattern tells them apart. */
  uniformBelow(depth: number): RuleState | null;
}

/** Changes resolved rules on their way out; used to ask what another tolerance would have said. */
export type Adjust = (rules: ResolvedRules) => ResolvedRules;

interface Pattern {
  readonly segments: readonly Segment[];
  /** The position where it has matched; the one after it is below a place where it had. */
  readonly end: number;
  /** True when some of its rules hold only at the places that match. */
  readonly isForOne: boolean;
}

/**
 * The path rules of a policy as a machine that is stepped from the root down, so that no place has its whole path matched.
 * A rule holds at the places its pattern matches and everywhere below them. Where several name the same field, the one
 * listed last decides.
 */
export function ruleStates(policy: ResolvedPolicy, adjust?: Adjust): RuleState {
  if (adjust !== undefined) return makeStates(policy, adjust);
  const known = unadjusted.get(policy);
  if (known !== undefined) return known;
  const made = makeStates(policy, (rules) => rules);
  unadjusted.set(policy, made);
  return made;
}

/** States say nothing of the values that are walked, so one machine serves all comparisons under a policy. */
const unadjusted = new WeakMap<ResolvedPolicy, RuleState>();

function makeStates(policy: ResolvedPolicy, adjust: Adjust): RuleState {
  const states = new Map<string, State>();
  const patterns = policy.paths.map((path): Pattern => {
    return { segments: path.segments, end: path.segments.length, isForOne: path.below !== path.rules };
  });

  function stateOf(positions: readonly ReadonlySet<number>[]): State {
    const key = positions.map((set) => [...set].sort((a, b) => a - b).join(' ')).join('|');
    const known = states.get(key);
    if (known !== undefined) return known;
    const layers = policy.paths.flatMap((path, i): Rules[] => {
      const end = path.segments.length;
      if (positions[i]!.has(end)) return [path.rules];
      return positions[i]!.has(end + 1) ? [path.below] : [];
    });
    const rules = adjust(layers.length === 0 ? policy.rules : overlay(policy.rules, layers));
    const state = new State(states.size, rules, positions, patterns, stateOf);
    states.set(key, state);
    return state;
  }
  return stateOf(patterns.map(({ segments }) => new Set(skipMany(segments, 0))));
}

class State implements RuleState {
  readonly id: number;
  readonly rules: ResolvedRules;
  readonly #positions: readonly ReadonlySet<number>[];
  readonly #patterns: readonly Pattern[];
  readonly #intern: (positions: readonly ReadonlySet<number>[]) => State;
  /** Steps that some pattern names here, each with its state once it was asked for. */
  readonly #named = new Map<string, State | null>();
  #other: State | null = null;

  constructor(
    id: number,
    rules: ResolvedRules,
    positions: readonly ReadonlySet<number>[],
    patterns: readonly Pattern[],
    intern: (positions: readonly ReadonlySet<number>[]) => State,
  ) {
    this.id = id;
    this.rules = rules;
    this.#positions = positions;
    this.#patterns = patterns;
    this.#intern = intern;
    for (const [index, set] of positions.entries()) {
      const { segments, end, isForOne } = patterns[index]!;
      if (set.has(end) && !isForOne) continue;
      for (const position of set) {
        const segment = segments[position];
        if (segment !== undefined && segment.any === undefined) this.#named.set(segment.text, null);
      }
    }
  }

  below(step: Step): State {
    if (this.#named.size === 0) return this.#unnamed();
    const name = String(step);
    const known = this.#named.get(name);
    if (known === undefined) return this.#unnamed();
    if (known !== null) return known;
    const state = this.#after(name);
    this.#named.set(name, state);
    return state;
  }

  uniformBelow(depth: number): State | null {
    let state: State = this;
    for (let left = depth; left > 0; left--) {
      if (state.#named.size > 0) return null;
      state = state.#unnamed();
    }
    return state;
  }

  #unnamed(): State {
    this.#other ??= this.#after(null);
    return this.#other;
  }

  #after(step: string | null): State {
    const next = this.#positions.map((set, index) => {
      const { segments, end, isForOne } = this.#patterns[index]!;
      const reached = set.has(end) || set.has(end + 1);
      // Once matched, a rule holds all the way down; unless part of it is for the place itself, nothing more need be known.
      if (reached && !isForOne) return new Set([end]);
      const next = new Set([...set].flatMap((position) => advance(segments, position, step)));
      return reached ? next.add(end + 1) : next;
    });
    return this.#intern(next);
  }
}
