import type { Case } from '../suite/case.ts';
import type { Value } from '../value/value.ts';
import { lookAt } from './input-traits.ts';
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
    const { dtypes, size, magnitudes } = lookAt(values);
    for (const dtype of dtypes) this.#dtypes.count(dtype);
    this.#sizes.count(size);
    for (const magnitude of magnitudes) this.#magnitudes.count(magnitude);
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
