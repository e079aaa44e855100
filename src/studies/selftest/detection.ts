import { approximate, minus, sizeOf } from '../../referee/rational.ts';
import type { Value } from '../../value/value.ts';
import { atOrdinal, ordinalOf } from './float-steps.ts';
import type { Specimen } from './mutant.ts';
import { exactOf, type Quantity, quantityOf } from './quantity.ts';
import { replacement } from './replacement.ts';
import { rulesAt } from './rules-at.ts';
import type { Detection, DriftSize } from './selftest-report.ts';
import { type Site, sitesOf, withValue } from './sites.ts';

/** Numbers of one path that are tried: each takes about a hundred comparisons. */
const mostSites = 12;
const sitesOfOneAnswer = 2;

/** Finds, path by path, the smallest change of legacy's number that a judge notices, by halving the distance. */
export class Detector {
  /** By path and reference. */
  readonly #found = new Map<string, DriftSize[]>();

  /** @param notices Whether the judge calls an answer drift. */
  look(specimen: Specimen, notices: (value: Value) => boolean): void {
    const { reference, policy, byGolden } = specimen;
    if (reference.kind !== 'returned') return;
    for (const [path, sites] of sitesOf(reference.value)) {
      const key = keyOf(path, byGolden);
      const known = this.#found.get(key) ?? [];
      if (known.length >= mostSites) continue;
      const start = Math.floor(specimen.chance(`detect ${path}`) * sites.length);
      const chosen = [...sites.slice(start), ...sites.slice(0, start)]
        .filter((site) => isNumber(site) && !rulesAt(policy, site.steps).ignore)
        .slice(0, Math.min(sitesOfOneAnswer, mostSites - known.length));
      for (const site of chosen) {
        const size = smallestNoticed(reference.value, site, notices);
        if (size !== null) this.#found.set(key, [...(this.#found.get(key) ?? []), size]);
      }
    }
  }

  at(path: string, byGolden: boolean): Detection | null {
    const sizes = this.#found.get(keyOf(path, byGolden)) ?? [];
    if (sizes.length === 0) return null;
    const sorted = sizes.toSorted((a, b) => measure(a) - measure(b));
    return { sites: sizes.length, smallest: sorted[0]!, largest: sorted.at(-1)! };
  }
}

const keyOf = (path: string, byGolden: boolean) => `${byGolden ? 'golden' : 'legacy'} ${path}`;
const measure = ({ rel }: DriftSize) => rel;

const isNumber = ({ value, dtype }: Site) => {
  const quantity = quantityOf(value, dtype);
  if (quantity?.form === 'integer') return quantity.value !== 0n;
  // Beside a zero every change is infinitely large, in relation to it.
  return quantity?.form === 'float' && Number.isFinite(quantity.value) && quantity.value !== 0;
};

/** Doubles the distance until it is noticed, then halves what lies between; null where nothing ever is. */
function smallestNoticed(root: Value, site: Site, notices: (value: Value) => boolean): DriftSize | null {
  const quantity = quantityOf(site.value, site.dtype)!;
  const noticed = (steps: bigint): Value | null => {
    const number = stepped(quantity, steps);
    const after = number === null ? null : replacement(site.value, number);
    const value = after === null ? null : withValue(root, site.address, after);
    return value !== null && notices(value) ? number : null;
  };
  let [low, high] = [0n, 1n];
  while (noticed(high) === null) {
    low = high;
    high *= 2n;
    if (high > 2n ** 63n) return null;
  }
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (noticed(middle) === null) low = middle;
    else high = middle;
  }
  return sizeOfStep(quantity, stepped(quantity, high)!, high);
}

/** Away from zero, so that no sign is crossed. */
function stepped(quantity: Quantity, steps: bigint): Value | null {
  if (quantity.form === 'integer') return quantity.value + (quantity.value < 0n ? -steps : steps);
  if (quantity.form !== 'float') return null;
  const place = ordinalOf(quantity.value, quantity.format);
  const moved = atOrdinal(place + (place < 0n ? -steps : steps), quantity.format);
  return Number.isFinite(moved) ? moved : null;
}

function sizeOfStep(legacy: Quantity, noticed: Value, steps: bigint): DriftSize {
  const [l, m] = [exactOf(legacy)!, exactOf(quantityOf(noticed)!)!];
  const abs = approximate(sizeOf(minus(m, l)));
  return {
    legacy: legacy.form === 'float' || legacy.form === 'integer' ? legacy.value : null,
    noticed,
    abs,
    rel: abs / approximate(sizeOf(l)),
    ulp: legacy.form === 'float' ? String(steps) : null,
  };
}
