import type { CallArguments } from '../value/outcome.ts';
import type { MapValue, Value } from '../value/value.ts';
import { combine } from './combine.ts';
import { compareAt, comparisonOf } from './compare.ts';
import type { Comparison, Difference } from './difference.ts';
import { Evidence } from './evidence.ts';
import type { ResolvedPolicy } from './tolerance.ts';

/** Compares the arguments that calls left changed; null when neither call changed any. */
export function compareMutations(
  legacy: CallArguments | undefined,
  modern: CallArguments | undefined,
  policy: ResolvedPolicy,
): Comparison | null {
  if (legacy === undefined && modern === undefined) return null;
  if (legacy === undefined || modern === undefined) return onlyOneSide(legacy, modern);
  const rules = { ...policy, paths: [] };
  const args = compareAt([...legacy.args], [...modern.args], rules, { above: null, step: 'args' });
  const kwargs = compareAt(mapOf(legacy), mapOf(modern), rules, { above: null, step: 'kwargs' });
  return asMutation(combine(args, kwargs));
}

function onlyOneSide(legacy: CallArguments | undefined, modern: CallArguments | undefined): Comparison {
  const evidence = new Evidence(1);
  evidence.compared = 1;
  evidence.add({
    place: { above: null, step: 'args' },
    class: 'mutation',
    ...(legacy === undefined ? {} : { legacy: shown(legacy) }),
    ...(modern === undefined ? {} : { modern: shown(modern) }),
    rule: `only ${legacy === undefined ? 'modern' : 'legacy'} changed its arguments`,
  });
  return comparisonOf(evidence, null);
}

function shown(changed: CallArguments): Value {
  return Object.keys(changed.kwargs).length === 0 ? [...changed.args] : [[...changed.args], mapOf(changed)];
}

function mapOf({ kwargs }: CallArguments): MapValue {
  return { kind: 'map', type: 'dict', entries: Object.entries(kwargs) };
}

/** Whatever kind of drift it is in itself, the drift of an argument is a mutation. */
function asMutation(comparison: Comparison): Comparison {
  const differences = comparison.differences.map(
    (difference): Difference => (difference.beyond ? { ...difference, class: 'mutation' } : difference),
  );
  return { ...comparison, verdict: comparison.beyond > 0 ? 'differ' : 'agree', differences };
}
