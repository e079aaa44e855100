import type { Value } from '../../value/value.ts';
import { type Container, containerOf } from '../container.ts';
import { dtypeDrift } from '../container-types.ts';
import type { Step } from '../difference.ts';
import type { Place } from '../path.ts';
import type { Here, Walker } from '../walker.ts';
import { judgeOptimum } from './judge-optimum.ts';
import { judgedEntries, type OptimumAnswer, readAnswer } from './optimum-answer.ts';
import type { OptimumDifference } from './optimum-difference.ts';
import { type OptimumRule, resolveOptimum } from './optimum-rule.ts';

type MapContainer = Extract<Container, { form: 'map' }>;

/**
 * Judges two maps as answers of optimizers, and gives back what ordinary rules are left to judge: their other entries, or
 * all of them where an answer is not finite, or nothing where one of them is no answer at all.
 */
export function openOptimum(
  walk: Walker,
  legacy: MapContainer,
  modern: MapContainer,
  given: OptimumRule,
  here: Here,
): readonly [MapContainer, MapContainer] | null {
  const rule = resolveOptimum(given);
  const [left, right] = [readAnswer(legacy.source), readAnswer(modern.source)];
  const misfit =
    typeof left === 'string' ? null : typeof right === 'string' ? null : misfitOf(left, right, rule.exchangeable);
  if (typeof left === 'string' || typeof right === 'string' || misfit !== null) {
    const why = misfit ?? (typeof left === 'string' ? `legacy's is none, ${left}` : `modern's is none, ${right}`);
    walk.evidence.compared++;
    walk.evidence.add({
      place: here.place,
      class: misfit === null ? 'type' : 'shape',
      legacy: legacy.source,
      modern: modern.source,
      rule: `two answers of optimizers that fit together were wanted: ${why}`,
    });
    return null;
  }
  if (reportDTypes(walk, legacy, modern, here)) return null;
  if (!isJudgeable(left) || !isJudgeable(right)) return [without(legacy, uncompared), without(modern, uncompared)];
  const { differences, compared } = judgeOptimum(rule, left, right);
  walk.evidence.compared += compared;
  for (const found of differences) report(walk, found, legacy, modern, [left, right], here);
  return [without(legacy, judgedEntries), without(modern, judgedEntries)];
}

const uncompared: ReadonlySet<string> = new Set(['status', 'evaluations']);

function misfitOf(
  legacy: OptimumAnswer,
  modern: OptimumAnswer,
  exchangeable: readonly (readonly (readonly number[])[])[],
) {
  for (const what of ['parameters', 'predictions'] as const) {
    const [l, m] = [legacy[what].length, modern[what].length];
    if (l !== m) return `legacy has ${l} ${what}, modern ${m}`;
  }
  const beyond = exchangeable.flat(2).find((index) => index >= legacy.parameters.length);
  if (beyond === undefined) return null;
  return `"exchangeable" names parameter ${beyond} of a fit of ${legacy.parameters.length}; the first is 0`;
}

function isJudgeable({ parameters, predictions, rss }: OptimumAnswer): boolean {
  return Number.isFinite(rss) && parameters.every(Number.isFinite) && predictions.every(Number.isFinite);
}

/** True when arrays of two dtypes were found, which nothing else is judged beside. */
function reportDTypes(walk: Walker, legacy: MapContainer, modern: MapContainer, here: Here): boolean {
  let found = false;
  for (const step of ['parameters', 'predictions', 'covariance']) {
    const [l, m] = [entryOf(legacy, step), entryOf(modern, step)];
    const [left, right] = [containerOf(l ?? null), containerOf(m ?? null)];
    if (left?.form !== 'array' || right?.form !== 'array') continue;
    const drift = dtypeDrift(left.source, right.source, here.state.rules.types, false);
    if (drift === null) continue;
    found = true;
    walk.evidence.compared++;
    walk.evidence.add({ place: { above: here.place, step }, legacy: left.source, modern: right.source, ...drift });
  }
  return found;
}

function report(
  walk: Walker,
  found: OptimumDifference,
  legacy: MapContainer,
  modern: MapContainer,
  [left, right]: readonly [OptimumAnswer, OptimumAnswer],
  here: Here,
): void {
  const { steps, modernSteps, class: driftClass, beyond, rule, abs, rel, share } = found;
  let place: Place | null = here.place;
  for (const step of steps) place = { above: place, step };
  const shown = { legacy: valueAt(legacy, left, steps), modern: valueAt(modern, right, modernSteps ?? steps) };
  const at = {
    ...(shown.legacy === undefined ? {} : { legacy: shown.legacy }),
    ...(shown.modern === undefined ? {} : { modern: shown.modern }),
  };
  if (typeof shown.legacy === 'number' && typeof shown.modern === 'number' && steps[0] !== 'covariance') {
    const side = shown.modern > shown.legacy ? 1 : -1;
    const judgement = { agrees: !beyond, special: null, side, abs, rel, ulp: null, share } as const;
    walk.evidence.measure(judgement);
    walk.places?.add(place, judgement, 'float');
  }
  walk.evidence.add({ place, class: driftClass, ...at, rule }, beyond, { abs, rel, share });
}

function valueAt(map: MapContainer, answer: OptimumAnswer, [name, i, j]: readonly Step[]): Value | undefined {
  if (name === 'parameters') return answer.parameters[i as number];
  if (name === 'covariance' && i !== undefined)
    return answer.covariance?.[(i as number) * answer.parameters.length + (j as number)];
  return entryOf(map, String(name));
}

function entryOf({ entries }: MapContainer, name: string): Value | undefined {
  return entries.find(([key]) => key === name)?.[1];
}

/** The map without some of its entries. */
function without(map: MapContainer, names: ReadonlySet<string>): MapContainer {
  return { ...map, entries: map.entries.filter(([key]) => typeof key !== 'string' || !names.has(key)) };
}
