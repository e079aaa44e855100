import { Fifo } from '../base/fifo.ts';
import type { JsonObject } from '../value/json.ts';
import type { Outcome, Raised, Returned } from '../value/outcome.ts';
import type { Call } from './implementation.ts';
import { excerptOf, ProtocolError } from './protocol-error.ts';

/** A call, and where its outcome goes. */
export interface Job {
  readonly call: Call;
  /** It was answered, but its process died right after that: it is made again to see whether that was its doing. */
  readonly answer?: Returned | Raised;
  settle(outcome: Outcome): void;
  /** It warms up the process for the call after it: nobody waits for its outcome, and it is never made again. */
  readonly isWarmUp?: boolean;
}

/** A request that was sent and not answered: a call, or another verb and what is to be done with its answer. */
export interface Pending {
  readonly id: number;
  readonly job: Job | null;
  readonly answer: ((members: JsonObject) => void) | null;
}

/** Requests in the order in which they were sent. Ids count up from 1 and are never used again. */
export class PendingRequests {
  private readonly requests = new Fifo<Pending>();
  private nextId = 1;

  get size(): number {
    return this.requests.length;
  }

  add(job: Job | null, answer: Pending['answer']): number {
    const id = this.nextId++;
    this.requests.push({ id, job, answer });
    return id;
  }

  /**
   * Removes and returns the request an answer belongs to: the first, or any when the driver may answer out of order.
   *
   * @throws ProtocolError for an answer that nobody waits for
   */
  take(id: number, anyOrder: boolean, line: string): Pending {
    if (this.requests.at(0)?.id === id) return this.requests.shift()!;
    const index = this.indexOf(({ id: other }) => other === id);
    if (index >= 0 && anyOrder) return this.requests.removeAt(index);
    const what =
      index >= 0 ? 'came before its turn' : id < this.nextId ? 'came twice' : 'is to a question nobody asked';
    throw new ProtocolError(`An answer with id ${id} ${what}: ${excerptOf(line)}`);
  }

  /** The call that is being worked on, as far as can be told. */
  firstCall(): Call | null {
    const index = this.indexOf(({ job }) => job !== null);
    return index < 0 ? null : this.requests.at(index)!.job!.call;
  }

  /** Removes everything and returns the calls among it. */
  removeAll(): Job[] {
    return this.requests.removeAll().flatMap(({ job }) => (job === null ? [] : [job]));
  }

  private indexOf(isIt: (pending: Pending) => boolean): number {
    for (let index = 0; index < this.requests.length; index++) if (isIt(this.requests.at(index)!)) return index;
    return -1;
  }
}
