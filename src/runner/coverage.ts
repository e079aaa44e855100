import type { Case } from '../suite/case.ts';
import { describeDType, elementCount } from '../value/dtype.ts';
import { elementAt } from '../value/ndarray.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import type { CoverageLedger } from './report.ts';

/** Keeps the ledger of what a subject's cases exercised. */
export class Coverage {
  readonly #flags = new Ledger();
  readonly #labels = new Ledger();
  readonly #dtypes = new Ledger();
  readonly #sizes = new Ledger();
  readonly #magnitudes = new Ledger();
  #found = 0;
  #generated = 0;
  #raised = 0;

  /** @param raised Whether legacy (or, without one, the first modern) raised. */
  add(item: Case, raised: boolean): void {
    if (item.vector !== undefined) {
      for (const flag of item.vector.flags) this.#flags.count(flag);
      return;
    }
    if (item.ref.kind === 'found') {
      this.#found += 1;
      return;
    }
    this.#generated += 1;
    if (raised) this.#raised += 1;
    for (const label of item.labels) this.#labels.count(label);
    this.#look([...item.input.args, ...Object.values(item.input.kwargs)]);
  }

  report(): CoverageLedger {
    return {
      vectorsByFlag: this.#flags.sorted(),
      found: this.#found,
      generatedByLabel: this.#labels.sorted(),
      generatedByDtype: this.#dtypes.sorted(),
      generatedBySize: this.#sizes.sorted(),
      generatedByMagnitude: this.#magnitudes.sorted(),
      raisedShare: this.#generated === 0 ? 0 : this.#raised / this.#generated,
    };
  }

  #look(values: readonly Value[]): void {
    const found: Found = { dtypes: new Set(), largest: -1, magnitudes: new Set(), left: maxLeaves };
    for (const value of values) explore(value, found, 0);
    if (found.dtypes.size === 0) found.dtypes.add('scalar');
    for (const dtype of found.dtypes) this.#dtypes.count(dtype);
    this.#sizes.count(found.largest < 0 ? 'scalar' : sizeClass(found.largest));
    for (const magnitude of found.magnitudes) this.#magnitudes.count(magnitude);
  }
}

class Ledger {
  readonly #counts = new Map<string, number>();

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  sorted(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** The ledger looks at this many numbers of an input, so that a huge array costs no more than a small one. */
const maxLeaves = 256;

interface Found {
  readonly dtypes: Set<string>;
  largest: number;
  readonly magnitudes: Set<string>;
  left: number;
}

function explore(value: Value, found: Found, depth: number): void {
  if (value === null || depth > 50 || found.left <= 0) return;
  if (typeof value === 'number' || typeof value === 'bigint') {
    found.left -= 1;
    found.magnitudes.add(magnitudeClass(Number(value)));
    return;
  }
  if (typeof value !== 'object') return;
  if (Array.isArray(value)) for (const item of value) explore(item, found, depth + 1);
  else if (value.kind === 'ndarray') exploreArray(value, found, depth);
  else if (value.kind === 'map') for (const [, item] of value.entries) explore(item, found, depth + 1);
  else if (value.kind === 'record') for (const [, item] of value.fields) explore(item, found, depth + 1);
  else if ('items' in value) for (const item of value.items) explore(item, found, depth + 1);
}

function exploreArray(array: NdArrayValue, found: Found, depth: number): void {
  const count = elementCount(array.shape);
  found.dtypes.add(describeDType(array.dtype));
  found.largest = Math.max(found.largest, count);
  for (let index = 0; index < count && found.left > 0; index += 1) explore(elementAt(array, index), found, depth + 1);
}

function sizeClass(count: number): string {
  if (count <= 1) return String(count);
  if (count < 10) return '2-9';
  return count < 100 ? '10-99' : '100 and more';
}

/** Decade of magnitude: `1e-3` holds 0.001 up to 0.01. Decades beyond 1e-30 and 1e30 are put together. */
function magnitudeClass(x: number): string {
  if (!Number.isFinite(x)) return 'not finite';
  if (x === 0) return 'zero';
  const decade = Math.floor(Math.log10(Math.abs(x)));
  if (decade < -30) return 'below 1e-30';
  return decade > 30 ? 'above 1e30' : `1e${decade}`;
}
