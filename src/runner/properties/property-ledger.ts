import type { Result } from '../result.ts';

/** How often a property was checked, and what came of it. */
export interface PropertyReport {
  readonly name: string;
  readonly held: number;
  readonly violated: number;
  /** Cases of which it says nothing. */
  readonly skipped: number;
}

/** Counts what became of the properties of one subject on one side. */
export class PropertyLedger {
  readonly #counts = new Map<string, { held: number; violated: number; skipped: number }>();

  /** @param names The properties that are declared: one that was never checked must be told of. */
  constructor(names: readonly string[]) {
    for (const name of names) this.#counts.set(name, { held: 0, violated: 0, skipped: 0 });
  }

  add({ properties }: Result): void {
    for (const { name, state } of properties ?? []) {
      const count = this.#counts.get(name);
      if (count !== undefined) count[state] += 1;
    }
  }

  report(): PropertyReport[] {
    return [...this.#counts].map(([name, count]) => ({ name, ...count }));
  }
}
