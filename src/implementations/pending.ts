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
  private requests: Pending[] = [];
  private head = 0;
  private nextId = 1;

  get size(): number {
    return this.requests.length - this.head;
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
    const first = this.requests[this.head];
    if (first?.id === id) {
      this.head += 1;
      if (this.head >= 1024 || this.head === this.requests.length) {
        this.requests.splice(0, this.head);
        this.head = 0;
      }
      return first;
    }
    const index = this.requests.findIndex((pending, at) => at >= this.head && pending.id === id);
    if (index >= 0 && anyOrder) return this.requests.splice(index, 1)[0]!;
    const what =
      index >= 0 ? 'came before its turn' : id < this.nextId ? 'came twice' : 'is to a question nobody asked';
    throw new ProtocolError(`An answer with id ${id} ${what}: ${excerptOf(line)}`);
  }

  /** The call that is being worked on, as far as can be told. */
  firstCall(): Call | null {
    for (let at = this.head; at < this.requests.length; at++) {
      const { job } = this.requests[at]!;
      if (job !== null) return job.call;
    }
    return null;
  }

  /** Removes everything and returns the calls among it. */
  removeAll(): Job[] {
    const jobs = this.requests.slice(this.head).flatMap(({ job }) => (job === null ? [] : [job]));
    this.requests = [];
    this.head = 0;
    return jobs;
  }
}
