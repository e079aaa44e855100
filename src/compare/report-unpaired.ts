import type { Unpaired } from './pairing.ts';
import type { Here, Walker } from './walker.ts';

/** Reports parts of one side that have no partner on the other. */
export function reportUnpaired(walk: Walker, unpaired: Iterable<Unpaired>, here: Here): void {
  for (const { side, step, value } of unpaired) {
    if (here.state.below(step).rules.ignore) {
      walk.evidence.ignored++;
      continue;
    }
    walk.evidence.compared++;
    const place = { above: here.place, step };
    if (side === 'missing') {
      walk.evidence.add({ place, class: 'missing', legacy: value, rule: 'modern must have what legacy has' });
    } else {
      walk.evidence.add({ place, class: 'extra', modern: value, rule: 'modern must have nothing that legacy has not' });
    }
  }
}
