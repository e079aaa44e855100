import type { Value } from '../value/value.ts';
import { type Place, renderPath, stepsTo } from './path.ts';

/** Remembers which pairs of objects were met: to open none twice, and to compare which places share an object. */
export class SharingCheck {
  readonly #opened = new Map<number, Map<object, Set<object>>>();
  readonly #legacy = new Map<object, { readonly partner: object; readonly place: Place | null }>();
  readonly #modern = new Map<object, { readonly partner: object; readonly place: Place | null }>();

  /** True when this pair was opened before under the same rules; from now on it is. */
  isRepeated(legacy: object, modern: object, state: number): boolean {
    let pairs = this.#opened.get(state);
    if (pairs === undefined) {
      pairs = new Map();
      this.#opened.set(state, pairs);
    }
    const partners = pairs.get(legacy);
    if (partners === undefined) {
      pairs.set(legacy, new Set([modern]));
      return false;
    }
    if (partners.has(modern)) return true;
    partners.add(modern);
    return false;
  }

  /** Why the two places do not share alike, or null when both are new or both are the same earlier pair. */
  unlike(legacy: object, modern: object, place: Place | null): string | null {
    if (!canBeChanged(legacy) || !canBeChanged(modern)) return null;
    const ofLegacy = this.#legacy.get(legacy);
    const ofModern = this.#modern.get(modern);
    if (ofLegacy === undefined) this.#legacy.set(legacy, { partner: modern, place });
    if (ofModern === undefined) this.#modern.set(modern, { partner: legacy, place });
    const elsewhere =
      ofLegacy !== undefined && ofLegacy.partner !== modern
        ? { side: 'legacy', place: ofLegacy.place }
        : ofModern !== undefined && ofModern.partner !== legacy
          ? { side: 'modern', place: ofModern.place }
          : null;
    if (elsewhere === null) return null;
    return `places must share objects alike: only ${elsewhere.side} has here the object at ${renderPath(stepsTo(elsewhere.place))}`;
  }
}

/** Identity means something only for objects that a change through one place would show at the other. */
function canBeChanged(object: object): boolean {
  if (Array.isArray(object)) return true;
  const { kind } = object as Exclude<Value & object, Value[]>;
  return kind === 'set' || kind === 'map' || kind === 'deque' || kind === 'record' || kind === 'ndarray';
}
