import type { CallArguments, Outcome, Returned } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { Call, Greeting, Implementation } from './implementation.ts';

/** What an implementation answers: a value, or a whole outcome. A thrown error is an outcome too: `raised`. */
export type Honest = (input: CallArguments, subject: string, deadlineMs: number) => Value | Outcome;

export interface FakeOptions {
  /** Its name in the suite (default: the lie's name). */
  readonly name?: string;
  /** Milliseconds before it answers: a number, or one for each call. */
  readonly delayMs?: number | (() => number);
  readonly inFlight?: number;
}

/** An implementation in the same process: no driver, no deadline. */
export class Fake implements Implementation {
  readonly name: string;
  readonly address: string;
  readonly inFlight: number;
  private readonly answer: Honest;
  private readonly delayMs: number | (() => number);

  constructor(lie: string, answer: Honest, options: FakeOptions = {}) {
    this.name = options.name ?? lie;
    this.address = `fake:${lie}`;
    this.inFlight = options.inFlight ?? 64;
    this.answer = answer;
    this.delayMs = options.delayMs ?? 0;
  }

  async start(): Promise<Greeting> {
    return {
      language: 'javascript',
      languageVersion: process.versions.node,
      packages: {},
      platform: {},
      capabilities: ['mutation'],
      subjects: [],
    };
  }

  async call(call: Call): Promise<Outcome> {
    const delay = typeof this.delayMs === 'number' ? this.delayMs : this.delayMs();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    try {
      const answer = this.answer(call.input, call.subject, call.deadlineMs);
      return typeof answer === 'object' && answer !== null && 'elapsedNs' in answer ? answer : returned(answer);
    } catch (error) {
      const { name, message } = error as Error;
      return {
        kind: 'raised',
        error: { class: name, bases: ['Error'], message, setup: false },
        elapsedNs: 1000,
        warnings: [],
      };
    }
  }

  callAlone(call: Call): Promise<Outcome> {
    return this.call(call);
  }

  async close(): Promise<void> {}
}

export function returned(value: Value): Returned {
  return { kind: 'returned', value, elapsedNs: 1000, warnings: [] };
}
