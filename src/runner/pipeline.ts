import { Fifo } from '../base/fifo.ts';

/**
 * Keeps up to `size` pieces of work under way and hands their results over in the order of the source, whatever order
 * they end in, so that nothing downstream depends on timing.
 *
 * @param done Called with each result in order; `false` as its answer stops the pipeline: nothing new is begun, what is under way is
 * awaited and dropped.
 * @throws What `source`, `work` or `done` throws, after all that was under way has ended.
 */
export async function pipeline<T, R>(
  source: Iterator<T>,
  size: number,
  work: (item: T) => Promise<R>,
  done: (result: R) => unknown,
): Promise<void> {
  const underWay = new Fifo<Promise<R>>();
  try {
    for (;;) {
      while (underWay.length < size) {
        const next = source.next();
        if (next.done) break;
        const promise = work(next.value);
        // A rejection is reported when its turn comes; until then it must not count as unhandled.
        promise.catch(ignore);
        underWay.push(promise);
      }
      const first = underWay.at(0);
      if (first === undefined) return;
      const result = await first;
      underWay.shift();
      if (done(result) === false) return;
    }
  } finally {
    await Promise.allSettled(underWay.removeAll());
  }
}

function ignore(): void {}
