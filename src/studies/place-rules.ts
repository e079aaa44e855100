import type { Step } from '../compare/difference.ts';
import { matchesPath } from '../compare/path.ts';
import type { Policy, Rules } from '../compare/policy.ts';

/** One layer of a policy: its own rules (path null) or those of a path. */
export interface Layer {
  readonly path: string | null;
  readonly rules: Rules;
}

/** The layers of a policy, the one that decides last. */
export function layersOf(policy: Policy): Layer[] {
  return [{ path: null, rules: policy }, ...(policy.paths ?? []).map((rules) => ({ path: rules.path, rules }))];
}

/**
 * The layers that may decide a field at a place whose indices are not known, the last one first. A pattern that names an
 * index, such as `/rows/0`, holds for some numbers of the place and not for others: then those below it decide too.
 */
export function decidingLayers(layers: readonly Layer[], field: keyof Rules, steps: readonly Step[]): Layer[] {
  const deciding: Layer[] = [];
  for (const layer of [...layers].reverse()) {
    if (layer.rules[field] === undefined) continue;
    const match = matchOf(layer.path, steps);
    if (match !== 'none') deciding.push(layer);
    if (match === 'all') break;
  }
  return deciding;
}

/** The largest value of a tolerance that may hold at a place. */
export function toleranceAt(policy: Policy, field: 'rtol' | 'atol' | 'ulp', steps: readonly Step[]): number {
  return Math.max(0, ...decidingLayers(layersOf(policy), field, steps).map(({ rules }) => rules[field]!));
}

/** How numbers are judged at a place. */
export function modeAt(policy: Policy, steps: readonly Step[]): NonNullable<Rules['mode']> {
  return decidingLayers(layersOf(policy), 'mode', steps)[0]?.rules.mode ?? 'value';
}

/** A step that no value has. */
const none = '\u0000';

/** Which numbers of a place a pattern holds for. Paths are relative to the returned value; a rule holds below its place too. */
function matchOf(path: string | null, steps: readonly Step[]): 'all' | 'some' | 'none' {
  if (path === null) return 'all';
  const inValue = steps.slice(1);
  if (steps[0] !== 'value') return 'none';
  const matches = (pattern: string) => inValue.some((_, i) => matchesPath(pattern, inValue.slice(0, i + 1)));
  if (path === '' || matches(withoutIndices(path, none))) return 'all';
  return matches(withoutIndices(path, '*')) ? 'some' : 'none';
}

/** A pattern in which an index stands for any, or for none. */
function withoutIndices(path: string, instead: string): string {
  return path.replaceAll(/\/\d+(?=\/|$)/g, `/${instead}`);
}
