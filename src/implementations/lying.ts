import type { CallArguments, Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { Call, Greeting, Implementation } from './implementation.ts';

/** A lie about real answers. */
export type Lie = 'stale-answer' | 'raised-instead' | 'mutated-argument';

/**
 * A real implementation that lies about what it did: its processes run, its answers are changed on the way. `close` ends
 * nothing: the implementation belongs to whoever opened it.
 */
export class Lying implements Implementation {
  readonly name: string;
  readonly address: string;
  readonly inFlight: number;
  readonly #inner: Implementation;
  readonly #lie: Lie;
  #previous: Promise<Outcome> | null = null;

  constructor(inner: Implementation, lie: Lie) {
    this.name = inner.name;
    this.address = inner.address;
    this.inFlight = inner.inFlight;
    this.#inner = inner;
    this.#lie = lie;
  }

  start(): Promise<Greeting> {
    return this.#inner.start();
  }

  async call(call: Call): Promise<Outcome> {
    const answer = this.#inner.call(call);
    const previous = this.#previous ?? answer;
    this.#previous = answer;
    return this.#lie === 'stale-answer' ? previous : told(await answer, this.#lie, call.input);
  }

  async callAlone(call: Call): Promise<Outcome> {
    return told(await this.#inner.callAlone(call), this.#lie, call.input);
  }

  async close(): Promise<void> {}
}

function told(truth: Outcome, lie: Lie, { args, kwargs }: CallArguments): Outcome {
  if (lie === 'raised-instead') {
    const error = { class: 'SelftestError', bases: ['Exception'], message: 'a seeded lie', setup: false };
    return { kind: 'raised', error, elapsedNs: truth.elapsedNs, warnings: [] };
  }
  if (lie !== 'mutated-argument' || (truth.kind !== 'returned' && truth.kind !== 'raised')) return truth;
  const [first = null, ...others] = args;
  const changed: Value[] = [[first, null], ...others];
  return { ...truth, mutated: { args: changed, kwargs } };
}
