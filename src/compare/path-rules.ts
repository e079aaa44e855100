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

/**
 * The path rules of a policy as a machine that is stepped from the root down, so that no place has its whole path matched.
 * A rule holds at the places its pattern matches and everywhere below them. Where several name the same field, the one
 * listed last decides.
 */
export function ruleStates(policy: ResolvedPolicy, adjust: Adjust = (rules) => rules): RuleState {
  const states = new Map<string, State>();
  const patterns = policy.paths.map((path) => path.segments);

  function stateOf(positions: readonly ReadonlySet<number>[]): State {
    const key = positions.map((set) => [...set].sort((a, b) => a - b).join(' ')).join('|');
    const known = states.get(key);
    if (known !== undefined) return known;
    const layers: Rules[] = policy.paths
      .filter((_, i) => positions[i]!.has(patterns[i]!.length))
      .map((path) => path.rules);
    const rules = adjust(layers.length === 0 ? policy.rules : overlay(policy.rules, layers));
    const state = new State(states.size, rules, positions, patterns, stateOf);
    states.set(key, state);
    return state;
  }
  return stateOf(patterns.map((segments) => new Set(skipMany(segments, 0))));
}

class State implements RuleState {
  readonly id: number;
  readonly rules: ResolvedRules;
  readonly #positions: readonly ReadonlySet<number>[];
  readonly #patterns: readonly (readonly Segment[])[];
  readonly #intern: (positions: readonly ReadonlySet<number>[]) => State;
  /** Steps that some pattern names here, each with its state once it was asked for. */
  readonly #named = new Map<string, State | null>();
  #other: State | null = null;

  constructor(
    id: number,
    rules: ResolvedRules,
    positions: readonly ReadonlySet<number>[],
    patterns: readonly (readonly Segment[])[],
    intern: (positions: readonly ReadonlySet<number>[]) => State,
  ) {
    this.id = id;
    this.rules = rules;
    this.#positions = positions;
    this.#patterns = patterns;
    this.#intern = intern;
    for (const [index, set] of positions.entries()) {
      if (set.has(patterns[index]!.length)) continue;
      for (const position of set) {
        const segment = patterns[index]![position];
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
      const segments = this.#patterns[index]!;
      // Once matched, a rule holds all the way down.
      if (set.has(segments.length)) return new Set([segments.length]);
      return new Set([...set].flatMap((position) => advance(segments, position, step)));
    });
    return this.#intern(next);
  }
}
